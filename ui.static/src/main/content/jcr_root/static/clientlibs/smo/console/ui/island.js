import { h } from '../lib/preact.module.js';
import { useEffect, useRef } from '../lib/hooks.module.js';

/** A view with elements of its own in a page: an object with `element`, and `load`, which is called when it is shown. */
export function Island({ view }) {
  const place = useRef(null);
  useEffect(() => {
    place.current.append(view.element);
    view.element.hidden = false;
    view.load();
    return () => {
      view.element.hidden = true;
      view.element.remove();
    };
  }, [view]);
  return h('div', { ref: place });
}
