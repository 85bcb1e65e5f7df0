// What a browser can add to the share bar; without it every link works all the same.
for (const bar of document.querySelectorAll('[data-cmp-is="smo-share"]')) {
  const { cmpUrl: url, cmpTitle: title, cmpPage: page, cmpCopied: copied, cmpFailed: failed } = bar.dataset;
  const status = bar.querySelector('[role="status"]');
  const dialog = bar.querySelector('dialog');
  const can = navigator.share && (!navigator.canShare || navigator.canShare({ title, url }));
  const actions = {
    copy: () => {
      status.textContent = '';
      // Not every page may use the clipboard: then the address is shown, to be copied by hand.
      Promise.resolve().then(() => navigator.clipboard.writeText(url))
        .then(() => { status.textContent = copied; }, () => { status.textContent = `${failed} ${url}`; });
    },
    // Closing the share sheet is a refusal too, and no fault.
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

  // The reader's own server is kept in this browser and nowhere else, and only if the reader wants that.
  const memory = (key, value) => {
    try {
      if (value === '') {
        localStorage.removeItem(key);
      } else if (value) {
        localStorage.setItem(key, value);
      }
      return localStorage.getItem(key) || '';
    } catch {
      return '';
    }
  };
  for (const link of dialog?.showModal ? bar.querySelectorAll('[data-cmp-instance]') : []) {
    const { cmpInstance: instance, cmpNetwork: network, cmpServer: example, cmpAsk: ask } = link.dataset;
    link.addEventListener('click', (event) => {
      event.preventDefault();
      const [server, keep] = dialog.querySelectorAll('input');
      server.value = memory(`smo-${network}`);
      server.placeholder = example || '';
      keep.checked = server.value;
      dialog.setAttribute('aria-label', ask);
      dialog.querySelector('span').textContent = ask;
      dialog.returnValue = '';
      dialog.onclose = () => {
        if (dialog.returnValue) {
          // "@me@server" and the address of a page name the server as well; nothing typed: a page that asks.
          const host = server.value.trim().replace(/^https?:\/\//, '').replace(/\/.*/, '').replace(/^.*@/, '').replace(/[^\w.:-].*/, '');
          memory(`smo-${network}`, keep.checked ? host : '');
          open(host ? instance.replace('{instance}', host) : link.href, '_blank', 'noopener');
        }
      };
      dialog.showModal();
    });
  }

  // A count without cookie, name or address; a page that is not counted names none.
  bar.addEventListener('click', (event) => {
    const used = event.target.closest('[data-cmp-network]');
    if (page && used && navigator.sendBeacon) {
      navigator.sendBeacon('/bin/smo/clicks', new URLSearchParams({ page, network: used.dataset.cmpNetwork }));
    }
  });
}
