/** What a host may put into one of its pages at any time, such as into a dialog; its files are loaded when it comes. */
const PARTS = {
  'smo-preview': async (root) => new (await import('./panel.js')).Panel(root).open(),
  'smo-outlook': async (root) => new (await import('./outlook.js')).Outlook(root).open(),
};

function start() {
  for (const [name, open] of Object.entries(PARTS)) {
    for (const root of document.querySelectorAll(`[data-cmp-is="${name}"]:not([data-cmp-started])`)) {
      root.dataset.cmpStarted = 'true';
      open(root);
    }
  }
}

start();
new MutationObserver(start).observe(document.documentElement, { childList: true, subtree: true });
