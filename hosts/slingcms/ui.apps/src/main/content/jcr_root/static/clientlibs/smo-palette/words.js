/** The words that a component brings in its template, in the language of the person. */
export function words(root) {
  const known = Object.fromEntries([...root.querySelector('[data-cmp-part=words]').content.children]
    .map((word) => [word.dataset.word, word.textContent]));
  return (name, ...values) => values.reduce((text, value, i) => text.replaceAll(`{${i}}`, () => value), known[name]);
}

/** Says how it went: news politely, trouble at once, with what to do about it. */
export class Voice {
  constructor(root, say) {
    this.say = say;
    this.message = root.querySelector('[data-cmp-part=message]');
    this.alarm = root.querySelector('[data-cmp-part=alarm]');
  }

  tell(text) {
    this.alarm.replaceChildren();
    this.message.textContent = text;
  }

  /** Tells of a Trouble; anything else is a fault of ours and goes to the browser's console as well. */
  trouble(error) {
    this.message.textContent = '';
    this.alarm.textContent = error.word ? this.say(error.word, error.detail) : String(error);
    if (error.word === 'ended') {
      const login = document.createElement('a');
      login.href = `/system/sling/form/login?resource=${encodeURIComponent(location.pathname)}`;
      login.textContent = this.say('login');
      this.alarm.append(' ', login);
    } else if (!error.word) {
      console.error(error);
    }
  }
}
