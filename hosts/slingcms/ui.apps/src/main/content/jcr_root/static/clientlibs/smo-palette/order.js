/** Lists whose entries are put in order: with buttons, which keys press too, or by dragging. The form sends them as they stand. */

const LIST = '[data-cmp-is="smo-order"]';
let carried = null;

/** Says where an entry is now; the focus stays on the button, so that it can be pressed again. */
function tell(entry) {
  const list = entry.closest(LIST);
  const place = [...list.children].indexOf(entry) + 1;
  const label = entry.querySelector('[data-cmp-part=label]').textContent;
  list.parentElement.querySelector('[role=status]').textContent = list.dataset.cmpMoved.replace('{0}', label).replace('{1}', place);
}

function leave() {
  carried?.classList.remove('cmp-smo-order__entry--carried');
  carried = null;
}

document.addEventListener('click', ({ target }) => {
  const button = target.closest?.(`${LIST} [data-cmp-move]`);
  if (button) {
    const entry = button.closest('li');
    const up = button.dataset.cmpMove === 'up';
    const other = up ? entry.previousElementSibling : entry.nextElementSibling;
    if (other) {
      // The other one moves, as the focus is lost with what is taken out.
      entry[up ? 'after' : 'before'](other);
      entry.scrollIntoView({ block: 'nearest' });
    }
    tell(entry);
  }
});

document.addEventListener('dragstart', ({ target, dataTransfer }) => {
  const entry = target.closest?.(`${LIST} > li`);
  if (entry) {
    carried = entry;
    entry.classList.add('cmp-smo-order__entry--carried');
    dataTransfer.effectAllowed = 'move';
    dataTransfer.setData('text/plain', '');
  }
});

document.addEventListener('dragover', (event) => {
  const over = event.target.closest?.(`${LIST} > li`);
  if (carried && over && over.parentElement === carried.parentElement) {
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (over !== carried) {
      over[event.clientY < top + height / 2 ? 'before' : 'after'](carried);
    }
  }
});

document.addEventListener('drop', (event) => {
  if (carried && event.target.closest?.(LIST)) {
    event.preventDefault();
    tell(carried);
  }
});
document.addEventListener('dragend', leave);
