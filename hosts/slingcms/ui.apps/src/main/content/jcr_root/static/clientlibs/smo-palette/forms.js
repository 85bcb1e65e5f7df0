import './naming.js';
import './order.js';

// Before the CMS reads the form, which it does where the event arrives.
document.addEventListener('change', ({ target }) => {
  const tags = target.closest?.('[data-cmp-is="smo-tags"]');
  if (tags) {
    const chosen = [...tags.querySelectorAll('input:checked')].map((box) => JSON.stringify(box.value));
    tags.parentElement.querySelector('[data-cmp-part=chosen]').value = chosen.join(', ');
  }
}, true);
