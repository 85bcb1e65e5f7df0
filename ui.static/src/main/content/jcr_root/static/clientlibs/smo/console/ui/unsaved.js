import { useEffect, useRef } from '../lib/hooks.module.js';

/** What somebody wrote and has not sent: for each place the question that is asked before it is lost. */
const open = new Map();

/** Whether the person may go on; what was written is given up then. Asks where there is something. */
export function mayLeave() {
  const [question] = open.values();
  if (question && !window.confirm(question)) {
    return false;
  }
  forget();
  return true;
}

/** The same for one place, where others stay as they are. */
function mayLeaveOne(place) {
  const question = open.get(place);
  if (question && !window.confirm(question)) {
    return false;
  }
  open.delete(place);
  return true;
}

/** What was written is saved or sent, so nobody is asked. */
export function forget() {
  open.clear();
}

/**
 * Keeps what is written in a place, until it is gone or there is nothing left to ask. The browser asks before it leaves the page.
 *
 * @returns what asks whether the person may leave this place alone
 */
export function useUnsaved(question) {
  const place = useRef({});
  useEffect(() => {
    if (question) {
      open.set(place.current, question);
    } else {
      open.delete(place.current);
    }
  });
  useEffect(() => () => { open.delete(place.current); }, []);
  return () => mayLeaveOne(place.current);
}

if (typeof window !== 'undefined' && window.addEventListener) {
  window.addEventListener('beforeunload', (event) => { if (open.size > 0) { event.preventDefault(); } });
}
