import { useCallback, useEffect, useRef, useState } from '../lib/hooks.module.js';

const SLOWEST = 60000;

/**
 * What the server says, asked for when the page is shown and whenever one of `of` changes; again every `every`
 * milliseconds while somebody can see it and no dialog is open, more slowly while the server does not answer.
 * An answer that comes late, for what was asked before, is thrown away.
 *
 * @param ask gives a promise of the data
 * @returns {{data, error, loading, reload}} the last data that came; what went wrong since, or null
 */
export function useData(ask, of = [], every = 0) {
  const [state, set] = useState({ data: null, error: null, loading: true });
  const current = useRef(0);
  const wait = useRef(every);
  const asking = useRef(ask);
  asking.current = ask;
  const pace = useRef(every);
  pace.current = every;
  const load = useCallback(async () => {
    current.current += 1;
    const turn = current.current;
    try {
      const data = await asking.current();
      wait.current = pace.current;
      if (turn === current.current) {
        set((old) => (JSON.stringify(old.data) === JSON.stringify(data) && !old.error && !old.loading
          ? old : { data, error: null, loading: false }));
      }
      return data;
    } catch (error) {
      wait.current = Math.min(Math.max(wait.current, 1000) * 2, SLOWEST);
      if (turn === current.current) {
        set((old) => ({ ...old, error, loading: false }));
      }
      return null;
    }
  }, []);
  useEffect(() => {
    set((old) => ({ ...old, loading: true }));
    let timer = 0;
    let over = false;
    const tick = async () => {
      clearTimeout(timer);
      if (!document.hidden && !document.querySelector('dialog[open]')) {
        await load();
      }
      clearTimeout(timer);
      if (!over && every) {
        timer = setTimeout(tick, wait.current);
      }
    };
    const seen = () => { if (every && !document.hidden) { tick(); } };
    load().then(() => { if (!over && every) { timer = setTimeout(tick, wait.current); } });
    document.addEventListener('visibilitychange', seen);
    return () => {
      over = true;
      current.current += 1;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, of);
  return { ...state, reload: load };
}
