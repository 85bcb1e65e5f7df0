import { permit } from '../console/api.js';

/**
 * Saves a form marked data-cmp-is="smo-preview-form" and stays where it is, for hosts that have no
 * such forms of their own. The form says where its host keeps the time of a change
 * (data-cmp-modified), and what to tell (data-cmp-saved, data-cmp-failed with {0} for the reason).
 */
async function save(form) {
  const fields = new FormData(form);
  if (form.dataset.cmpModified) {
    fields.set(form.dataset.cmpModified, new Date().toISOString());
    fields.set(`${form.dataset.cmpModified}@TypeHint`, 'Date');
  }
  const response = await fetch(form.getAttribute('action'), {
    method: 'POST',
    credentials: 'same-origin',
    headers: { Accept: 'application/json', ...await permit() },
    body: fields,
  });
  if (!response.ok) {
    throw new Error(`HTTP ${response.status}`);
  }
}

document.addEventListener('submit', (event) => {
  const form = event.target.closest('[data-cmp-is="smo-preview-form"]');
  if (!form) {
    return;
  }
  event.preventDefault();
  const status = form.querySelector('[role=status]');
  status.textContent = '';
  save(form).then(
    () => { status.textContent = form.dataset.cmpSaved; },
    (error) => { status.textContent = form.dataset.cmpFailed.replace('{0}', error.message); },
  );
});
