import { h } from '../lib/preact.module.js';
import { useEffect, useRef } from '../lib/hooks.module.js';

/** A view with elements of its own in a page: an object with `element`, and `tick` or `load`, which fills it when it is shown. */
export function Island({ view }) {
  const place = useRef(null);
  useEffect(() => {
    place.current.append(view.element);
    view.element.hidden = false;
    (view.tick || view.load).call(view);
    return () => {
      view.element.hidden = true;
      view.element.remove();
    };
  }, [view]);
  return h('div', { ref: place });
}
