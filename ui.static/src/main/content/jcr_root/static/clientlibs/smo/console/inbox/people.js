import { h } from '../lib/preact.module.js';
import { useEffect, useRef, useState } from '../lib/hooks.module.js';
import { change } from '../api.js';
import { presence } from './standing.js';

/** Who only passes by is not announced. */
const SETTLED = 1000;

/** Half of the time after which the server thinks that somebody has left. */
const AGAIN = 60000;

/** Tells the others that somebody has a reaction open, as long as that is so and the page can be seen. */
export function usePresence({ identity, id }, may, answering) {
  const told = useRef(false);
  // Who cannot be told of is not seen by the others; the reaction itself says what is wrong with the server.
  const send = (action) => change('reactions', { action, identity, id, answering: String(answering) }).catch((error) => console.warn(error));
  useEffect(() => {
    if (!may) {
      return undefined;
    }
    const look = () => { if (!document.hidden) { told.current = true; send('look'); } };
    const first = setTimeout(look, SETTLED);
    const again = setInterval(look, AGAIN);
    return () => {
      clearTimeout(first);
      clearInterval(again);
    };
  }, [identity, id, may, answering]);
  useEffect(() => () => { if (told.current) { send('leave'); } }, [identity, id]);
}

/** Who else has it open. */
export function Others({ say, lookers }) {
  const [now, tick] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), 15000);
    return () => clearInterval(timer);
  }, []);
  return h('div', { role: 'status', class: lookers.length > 0 ? 'cmp-smo-inbox__others' : null, 'data-part': 'others' },
    lookers.map((one) => h('p', { key: one.user }, presence(one, now, say))));
}
