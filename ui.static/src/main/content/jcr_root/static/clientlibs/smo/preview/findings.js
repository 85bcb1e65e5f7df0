import { el } from '../console/dom.js';
import { sentence } from '../console/sentences.js';

/** A preview whose problems are in the language of the person: they are sentences of the server, where other findings have figures. */
export async function withProblems(preview) {
  for (const one of preview.findings.filter(({ code }) => code === 'problem')) {
    one.parameters = [await sentence(one.parameters[0])];
  }
  return preview;
}

/** What to put right, the gravest first. */
export class Findings {
  constructor(say, go) {
    this.say = say;
    this.go = go;
    this.score = el('strong', { class: 'cmp-smo-preview__score' });
    this.status = el('p', { class: 'cmp-smo-preview__status', role: 'status' });
    this.list = el('ul', { class: 'cmp-smo-preview__findings' });
    this.element = el('section', { 'aria-label': say('findings') },
      el('div', { class: 'cmp-smo-preview__bar' }, el('h4', { class: 'cmp-smo-preview__heading' }, say('findings')), this.score),
      this.status, this.list);
  }

  /** The live region speaks only when the numbers change. */
  show({ findings, score }) {
    this.score.textContent = this.say('score', Math.round(score * 100));
    const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
    const status = findings.length === 0 ? this.say('none')
      : this.say('summary', count('error'), count('warning'), count('hint'));
    if (this.status.textContent !== status) {
      this.status.textContent = status;
    }
    const data = JSON.stringify(findings);
    if (data !== this.data) {
      this.data = data;
      this.list.replaceChildren(...findings.map((finding) => this.finding(finding)));
    }
  }

  finding({ severity, code, field, parameters }) {
    return el('li', { class: `cmp-smo-preview__finding cmp-smo-preview__finding--${severity}`, 'data-code': code },
      el('strong', {}, `${this.say(`severity.${severity}`)}: `),
      this.say(`finding.${code}`, ...parameters), ' ',
      field ? el('button', {
        type: 'button', class: 'cmp-smo-preview__clear', 'aria-label': `${this.say('change')}: ${this.say(`field.${field}`)}`, onclick: () => this.go(field),
      }, this.say('change')) : null);
  }
}
