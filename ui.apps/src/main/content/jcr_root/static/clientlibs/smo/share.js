// What a browser can add to the share bar; without it every link works all the same.
for (const bar of document.querySelectorAll('[data-cmp-is="smo-share"]')) {
  const { cmpUrl: url, cmpTitle: title } = bar.dataset;
  const status = bar.querySelector('[role="status"]');
  const actions = {
    copy: {
      can: navigator.clipboard,
      run: (button) => navigator.clipboard.writeText(url).then(() => {
        status.textContent = button.dataset.cmpDone;
        setTimeout(() => { status.textContent = ''; }, 4000);
      }),
    },
    native: {
      can: navigator.share && (!navigator.canShare || navigator.canShare({ title, url })),
      run: () => navigator.share({ title, url }),
    },
  };
  for (const button of bar.querySelectorAll('[data-cmp-action]')) {
    const action = actions[button.dataset.cmpAction];
    if (action && action.can) {
      button.closest('[hidden]').hidden = false;
      // Closing the share sheet is a refusal too, and no fault.
      button.addEventListener('click', () => action.run(button).catch(() => {}));
    }
  }
  const dialog = bar.querySelector('dialog');
  for (const link of bar.querySelectorAll('[data-cmp-instance]')) {
    if (dialog && dialog.showModal) {
      link.addEventListener('click', (event) => {
        event.preventDefault();
        dialog.returnValue = '';
        dialog.onclose = () => {
          const typed = dialog.querySelector('input').value.trim();
          if (dialog.returnValue) {
            // "@me@server" and "https://server/..." name the server as well; nothing typed: a page that asks.
            const server = typed.replace(/^https?:\/\//, '').replace(/^.*@/, '').replace(/[^\w.:-].*$/, '');
            open(server ? link.dataset.cmpInstance.replace('{instance}', server) : link.href, '_blank', 'noopener');
          }
        };
        dialog.showModal();
      });
    }
  }
}
