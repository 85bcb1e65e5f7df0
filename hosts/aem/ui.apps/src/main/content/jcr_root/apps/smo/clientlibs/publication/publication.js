/*
 * What becomes of the posts of pages, in the wizard "Manage Publication": for each page that it was opened with, in the step that is shown first.
 * It adds a panel and changes nothing; where the wizard is another one than we know, there is no panel, and the wizard works as ever.
 */
(function (window, document) {
  'use strict';

  var WIZARD = /\/managepublicationwizard\.html$/;
  var FOLDER = '/etc.clientlibs/smo/clientlibs/static/resources/preview/';
  var CONSOLE = '/apps/smo/content/console.html';
  /** Each is asked for by itself. */
  var MOST = 10;

  function address(path) {
    return window.Granite && window.Granite.HTTP ? window.Granite.HTTP.externalize(path) : path;
  }

  /** The pages that the wizard was opened with; what it adds itself, such as pages below, is not among them. */
  function pages() {
    return new URLSearchParams(window.location.search).getAll('item').filter(function (path) { return /^\/content\/(?!dam\/)./.test(path); });
  }

  function element(name, attributes, text) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    made.textContent = text || '';
    return made;
  }

  function panel(paths, event) {
    var all = element('div', { 'data-cmp-is': 'smo-publication', 'data-cmp-event': event });
    all.append(element('link', { rel: 'stylesheet', href: address(FOLDER + 'outlook.css') }));
    paths.slice(0, MOST).forEach(function (path) {
      if (paths.length > 1) {
        all.append(element('p', { dir: 'ltr' }, path));
      }
      all.append(element('div', { class: 'cmp-smo-outlook', 'data-cmp-page': path, 'data-cmp-event': event, 'data-cmp-console': address(CONSOLE) }));
    });
    if (paths.length > MOST) {
      all.append(element('p', {}, '+ ' + (paths.length - MOST)));
    }
    return all;
  }

  function fill(all) {
    import(address(FOLDER + 'outlook.js')).then(function (module) {
      all.querySelectorAll('.cmp-smo-outlook').forEach(function (root) { new module.Outlook(root).open(); });
    });
  }

  /** A new panel, because the answer for the one before may still be on its way. */
  function show(step, paths, event) {
    var before = document.querySelector('[data-cmp-is="smo-publication"]');
    if (before) {
      before.remove();
    }
    var all = panel(paths, event);
    step.prepend(all);
    fill(all);
  }

  /** What the value of a choice of the wizard means; empty where it means nothing of this. */
  function meant(value) {
    return /unpublish|deactivat/i.test(value) ? 'unpublish' : /publish|activat/i.test(value) ? 'publish' : '';
  }

  function begin() {
    var paths = pages();
    var step = document.querySelector('.foundation-wizard-step-active') || document.querySelector('.foundation-wizard-step');
    if (!step || !paths.length || document.querySelector('[data-cmp-is="smo-publication"]')) {
      return;
    }
    var shown = 'publish';
    show(step, paths, shown);
    document.addEventListener('change', function (event) {
      var wanted = meant(String(event.target.value || ''));
      if (wanted && wanted !== shown) {
        shown = wanted;
        show(step, paths, shown);
      }
    });
  }

  if (WIZARD.test(window.location.pathname)) {
    if (document.readyState === 'loading') {
      document.addEventListener('DOMContentLoaded', begin);
    } else {
      begin();
    }
    // Granite tells so of content that comes later.
    if (window.Granite && window.Granite.$) {
      window.Granite.$(document).on('foundation-contentloaded', begin);
    }
  }
})(window, document);
