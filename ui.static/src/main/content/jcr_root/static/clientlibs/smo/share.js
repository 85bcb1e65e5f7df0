// What a browser can add to the share bar, see its README.
for (const bar of document.querySelectorAll('[data-cmp-is="smo-share"]')) {
  const { cmpUrl: url, cmpTitle: title, cmpPage: page, cmpTab: tab, cmpCopied: copied, cmpFailed: failed } = bar.dataset;
  const status = bar.querySelector('[role="status"]');
  const can = navigator.share && (!navigator.canShare || navigator.canShare({ title, url }));
  const actions = {
    copy: () => {
      status.textContent = '';
      Promise.resolve().then(() => navigator.clipboard.writeText(url))
        .then(() => { status.textContent = copied; }, () => { status.textContent = `${failed} ${url}`; });
    },
    native: can && (() => { navigator.share({ title, url }).catch(() => {}); }),
    print: () => print(),
  };
  for (const button of bar.querySelectorAll('[data-cmp-action]')) {
    const action = actions[button.dataset.cmpAction];
    if (action) {
      button.closest('[hidden]').hidden = false;
      button.addEventListener('click', action);
    }
  }

  for (const link of bar.querySelectorAll('a:not([href^="mailto:"], [href^="sms:"])')) {
    link.target = '_blank';
    const hint = document.createElement('span');
    hint.className = 'cmp-smo-share__hint';
    hint.textContent = ` ${tab}`;
    link.append(hint);
  }

  const words = bar.querySelector('[data-cmp-ask]')?.dataset;
  for (const link of words ? bar.querySelectorAll('[data-cmp-instance]') : []) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      import(words.cmpScript)
        .then(({ ask }) => ask(bar, link, words))
        .catch(() => open(link.href, '_blank', 'noopener'));
    });
  }

  bar.addEventListener('click', (event) => {
    const used = event.target.closest('[data-cmp-network]');
    if (page && used && navigator.sendBeacon) {
      navigator.sendBeacon('/bin/smo/clicks', new URLSearchParams({ page, network: used.dataset.cmpNetwork }));
    }
  });
}
