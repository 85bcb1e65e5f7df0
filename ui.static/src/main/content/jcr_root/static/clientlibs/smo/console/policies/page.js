import { h } from '../lib/preact.module.js';
import { useEffect, useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { Empty, Loaded, styles } from '../ui/ui.js';
import { Chooser } from './chooser.js';
import { Editor } from './editor.js';
import { Make } from './make.js';

export const folder = 'policies';

/** What holds for a site or a part of it, and where each value comes from; who may, changes it. */
export default function Policies(context) {
  const { say, route } = context;
  const [ready, show] = useState(false);
  useEffect(() => { styles(new URL('./policies.css', import.meta.url).href).then(() => show(true)); }, []);
  const places = useData(() => read('policies'), []);
  return ready ? h(Loaded, { say, from: places }, (found) => h('div', { class: 'cmp-smo-stack' },
    h(Chooser, { ...context, found }),
    route.query.site ? h(Site, { ...context, key: route.query.site, found, renewPlaces: places.reload })
      : h(Empty, { title: found.places.length ? say('Choose a site.') : say('There is no site that you may read.') },
        h('p', {}, say('Then you see what holds there, and where each value comes from.'))))) : null;
}

function Site(context) {
  const { say, route, renewPlaces } = context;
  const { site } = route.query;
  // What was read when somebody began to change it; only saving, or another's change, puts another in its place.
  const from = useData(() => read('policies', { site }), [site]);
  const made = () => { from.reload(); renewPlaces(); };
  return h(Loaded, { say, from }, (place) => [
    place.own ? null : h(Make, { ...context, key: 'make', place, made }),
    h(Editor, { ...context, key: `${place.path} ${place.own}`, place }),
  ]);
}
