import { useEffect, useRef } from '../lib/hooks.module.js';

/**
 * What stands beside a list and is about one of its rows: the focus goes to its title, and back to the row when it closes.
 *
 * @param row selector of what opened it
 * @returns {{panel, title}} refs of the element around it, and of its heading
 */
export function usePanel(row) {
  const panel = useRef(null);
  const title = useRef(null);
  useEffect(() => {
    const aside = panel.current;
    title.current.focus();
    return () => {
      const opener = document.querySelector(row);
      // Who has gone elsewhere already stays there.
      if (opener && (document.activeElement === document.body || aside.contains(document.activeElement))) {
        opener.focus();
      }
    };
  }, []);
  return { panel, title };
}
