/* What the entries "Social" and "Results of posts" do above the list of pages, by Granite's registry of such actions. */
(function (window, $) {
  'use strict';

  var ADDRESSES = {
    'smo.social': function (page) { return '/apps/smo/content/preview.html' + encodeURI(page); },
    'smo.results': function (page) { return '/apps/smo/content/console.html#results?page=' + encodeURIComponent(page); },
  };

  Object.keys(ADDRESSES).forEach(function (name) {
    $(window).adaptTo('foundation-registry').register('foundation.collection.action.action', {
      name: name,
      handler: function (called, element, config, collection, selections) {
        var page = selections.length === 1 ? selections[0].getAttribute('data-foundation-collection-item-id') : '';
        if (page) {
          window.open(window.Granite.HTTP.externalize(ADDRESSES[name](page)), '_blank', 'noopener');
        }
      },
    });
  });
})(window, window.Granite.$);
