import { allow, policyOf } from './policies.js';
import { change } from './repository.js';
import { Voice, words } from './words.js';

function start(root) {
  const say = words(root);
  const voice = new Voice(root, say);
  root.addEventListener('click', (event) => {
    const button = event.target.closest('[data-cmp-action]');
    if (button) {
      turn(root, button, say, voice);
    }
  });
  root.addEventListener('change', (event) => {
    if (event.target.matches('[data-cmp-card]')) {
      flip(event.target, say, voice);
    }
  });
}

/** Changes a policy, and shows it wherever it stands: sites may share it. */
async function turn(root, button, say, voice) {
  const wanted = button.dataset.cmpAction === 'allow';
  const row = button.closest('[data-cmp-policy]');
  const title = row.querySelector('h3').textContent;
  button.setAttribute('aria-disabled', 'true');
  try {
    await allow(policyOf(row), wanted);
    [...root.querySelectorAll('[data-cmp-policy]')]
      .filter((same) => same.dataset.cmpPolicy === row.dataset.cmpPolicy)
      .forEach((same) => { same.dataset.cmpAllowed = wanted; same.dataset.cmpPlain = 'false'; });
    voice.tell(say(wanted ? 'allowed' : 'forbidden', title));
    row.querySelector(`[data-cmp-action=${wanted ? 'forbid' : 'allow'}]`).focus();
  } catch (error) {
    voice.trouble(error);
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

/** A setting made anew inherits what a wider one says about the rest of the card. */
async function flip(box, say, voice) {
  const site = box.closest('[data-cmp-site]').querySelector('h2').textContent;
  const fields = { enabled: String(box.checked), 'enabled@TypeHint': 'Boolean' };
  if ('cmpFresh' in box.dataset) {
    Object.assign(fields, {
      'jcr:primaryType': 'nt:unstructured',
      'sling:configPropertyInherit': 'true',
      'sling:configPropertyInherit@TypeHint': 'Boolean',
    });
  }
  try {
    await change(box.dataset.cmpCard, fields);
    delete box.dataset.cmpFresh;
    voice.tell(say(box.checked ? 'on' : 'off', site));
  } catch (error) {
    box.checked = !box.checked;
    voice.trouble(error);
  }
}

document.querySelectorAll('[data-cmp-is="smo-install"]').forEach(start);
