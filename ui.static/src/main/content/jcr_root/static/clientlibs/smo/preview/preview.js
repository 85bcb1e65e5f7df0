import { Panel } from './panel.js';

const ROOT = '[data-cmp-is="smo-preview"]:not([data-cmp-started])';

/** A host may put the form into the page at any time, such as into a dialog. */
function start() {
  for (const root of document.querySelectorAll(ROOT)) {
    root.dataset.cmpStarted = 'true';
    new Panel(root).open();
  }
}

start();
new MutationObserver(start).observe(document.documentElement, { childList: true, subtree: true });
