// The question for the reader's own server, for networks that have many. Loaded by share.js when somebody asks for it.
const style = new CSSStyleSheet();
style.replaceSync(`@layer smo {
  .cmp-smo-share__dialog {
    box-sizing: border-box;
    width: 24rem;
    max-width: 90vw;
    margin: auto;
    padding: 1.25rem;
    border: 1px solid;
    border-radius: .75rem;
    text-align: start;
  }
  .cmp-smo-share__field {
    display: block;
    margin-block-end: 1rem;
  }
  .cmp-smo-share__field [type=checkbox] {
    width: 1.5rem;
    height: 1.5rem;
    vertical-align: middle;
  }
  .cmp-smo-share__input {
    display: block;
    box-sizing: border-box;
    width: 100%;
    margin-block-start: .375rem;
    padding: .625rem;
    border: 1px solid;
    border-radius: .375rem;
    font: inherit;
  }
  .cmp-smo-share__button {
    min-height: 2.75rem;
    padding-inline: 1rem;
    border: 1px solid;
    border-radius: .375rem;
    background: Canvas;
    color: CanvasText;
    font: inherit;
    cursor: pointer;
  }
  .cmp-smo-share__button[value=go] {
    background: CanvasText;
    color: Canvas;
  }
}`);

/** The reader's own server is kept in this browser and nowhere else, and only if the reader wants that. */
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

/** "@me@server" and the address of a page name the server as well; empty where what was typed is no host with a dot in it. */
export const hostIn = (typed) => {
  const name = typed.trim().replace(/^https?:\/\//i, '').replace(/[/\\?#].*/s, '').replace(/^.*[@＠]/s, '');
  try {
    // As browsers read it: in small letters, and other letters than English ones in Punycode.
    const { host } = new URL(`https://${name}`);
    return /^[^.]+(\.[^.]+)+$/.test(host) ? host : '';
  } catch {
    return '';
  }
};

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

function dialogOf(bar, words) {
  const before = bar.querySelector('dialog');
  if (before) {
    return before;
  }
  if (!document.adoptedStyleSheets.includes(style)) {
    document.adoptedStyleSheets.push(style);
  }
  const input = element('input', { className: 'cmp-smo-share__input', name: 'server', autocomplete: 'off', autocapitalize: 'none', spellcheck: false, inputMode: 'url' });
  const keep = element('input', { type: 'checkbox', name: 'keep' });
  const dialog = element('dialog', { className: 'cmp-smo-share__dialog' },
    element('form', { className: 'cmp-smo-share__form', method: 'dialog' },
      element('label', { className: 'cmp-smo-share__field' }, element('span'), input),
      element('label', { className: 'cmp-smo-share__field' }, keep, ` ${words.cmpKeep}`),
      element('button', { className: 'cmp-smo-share__button', value: 'go', textContent: words.cmpGo }),
      ' ',
      element('button', { className: 'cmp-smo-share__button', value: '', formNoValidate: true, textContent: words.cmpCancel })));
  bar.append(dialog);
  return dialog;
}

/** Asks for the server, and opens the network there; nothing typed: the page of the link, which asks. */
export function ask(bar, link, words) {
  const { cmpInstance: instance, cmpNetwork: network, cmpServer: example } = link.dataset;
  const dialog = dialogOf(bar, words);
  const [server, keep] = dialog.querySelectorAll('input');
  const question = words.cmpAsk.replace('{0}', link.querySelector('span').textContent);
  server.value = memory(`smo-${network}`);
  server.placeholder = example || '';
  keep.checked = server.value;
  dialog.setAttribute('aria-label', question);
  dialog.querySelector('span').textContent = question;
  dialog.returnValue = '';
  dialog.onclose = () => {
    if (dialog.returnValue) {
      const host = hostIn(server.value);
      memory(`smo-${network}`, keep.checked ? host : '');
      open(host ? instance.replace('{instance}', host) : link.href, '_blank', 'noopener');
    }
  };
  dialog.showModal();
}
