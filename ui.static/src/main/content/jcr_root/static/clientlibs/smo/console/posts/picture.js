/**
 * Pictures of a post, as the server reads and keeps them: one a line, each by its path or address with what is shown of it behind that, as Media
 * Fragments have it: `#xywh=percent:10,0,80,100&focus=50,33`. All numbers of a frame are parts of width and height, 0 to 1. No browser is needed.
 */

export const WHOLE = { x: 0, y: 0, width: 1, height: 1 };
export const USUAL = { x: 0.5, y: 1 / 3 };
const LEAST = 0.05;

const within = (value, least, most) => Math.min(most, Math.max(least, value));
const percent = (value) => String(Math.round(value * 1000) / 10);

/** Whether a picture lies on this server, so that the browser may load it. */
export function isHere(place) {
  return /^\/(?!\/)/.test(place);
}

/** What somebody named, to be shown whole. */
export function whole(place, alt = '') {
  return { place, alt, frame: WHOLE, focus: null };
}

/** The pictures of two texts. */
export function read(places, alts) {
  const texts = (alts || '').split('\n');
  return (places || '').split('\n').map((line, i) => [line.trim(), texts[i] || '']).filter(([line]) => line).map(([line, alt]) => {
    const [place, fragment = ''] = line.split('#');
    const said = new URLSearchParams(fragment);
    const numbers = (text) => text.split(',').map((number) => Number(number) / 100);
    const [x, y, width, height] = numbers((said.get('xywh') || 'percent:0,0,100,100').replace('percent:', ''));
    const [left, top] = said.get('focus') ? numbers(said.get('focus')) : [];
    return { place, alt, frame: { x, y, width, height }, focus: said.get('focus') ? { x: left, y: top } : null };
  });
}

/** The two texts of pictures. */
export function written(pictures) {
  const line = ({ place, frame, focus }) => {
    const said = [
      isWhole(frame) ? '' : `xywh=percent:${edges(frame).map(percent).join(',')}`,
      focus ? `focus=${percent(focus.x)},${percent(focus.y)}` : '',
    ].filter(Boolean);
    return place + (said.length > 0 ? `#${said.join('&')}` : '');
  };
  return {
    images: pictures.map(line).join('\n'),
    imageAlts: pictures.some(({ alt }) => alt) ? pictures.map(({ alt }) => alt.replaceAll('\n', ' ')).join('\n') : '',
  };
}

/** Rounded, so that what is written never reaches beyond the picture. */
function edges({ x, y, width, height }) {
  const tenths = (value) => Math.round(value * 1000) / 1000;
  const [left, top] = [tenths(x), tenths(y)];
  return [left, top, Math.min(tenths(width), 1 - left), Math.min(tenths(height), 1 - top)];
}

export function isWhole({ width, height }) {
  return width > 0.999 && height > 0.999;
}

/** Whether two lists say the same. */
export function same(one, other) {
  const [a, b] = [written(one), written(other)];
  return a.images === b.images && a.imageAlts === b.imageAlts;
}

/** The frame at another place, still inside. */
export function moved(frame, x, y) {
  return { ...frame, x: within(x, 0, 1 - frame.width), y: within(y, 0, 1 - frame.height) };
}

/**
 * The frame in another size, still inside and in its shape.
 *
 * @param shape width by height of what is shown, in pixels; 0: any
 * @param natural that of the whole picture
 */
export function sized(frame, width, height, shape, natural) {
  const room = { width: 1 - frame.x, height: 1 - frame.y };
  if (!shape) {
    return { ...frame, width: within(width, LEAST, room.width), height: within(height, LEAST, room.height) };
  }
  const high = natural / shape;
  const wide = within(width, Math.min(LEAST, room.width), Math.min(room.width, room.height / high));
  return { ...frame, width: wide, height: wide * high };
}

/** The largest frame of a shape, around the middle of what is shown now. */
export function shaped(frame, shape, natural) {
  if (!shape) {
    return frame;
  }
  const width = Math.min(1, shape / natural);
  const height = Math.min(1, natural / shape);
  return moved({ ...frame, width, height }, frame.x + frame.width / 2 - width / 2, frame.y + frame.height / 2 - height / 2);
}

/** Width by height in pixels of what is shown. */
export function aspect(frame, natural) {
  return (frame.width / frame.height) * natural;
}

/** The shapes to choose from: those that are common, as far as the network has them. */
export function shapes(limits) {
  const common = [['1:1', 1], ['4:5', 0.8], ['3:4', 0.75], ['2:3', 2 / 3], ['3:2', 1.5], ['16:9', 16 / 9], ['1.91:1', 1.91]];
  const { minAspect = 0, maxAspect = 0 } = limits || {};
  return common.filter(([, value]) => value >= minAspect - 0.001 && (!maxAspect || value <= maxAspect + 0.001)).map(([name, value]) => ({ name, value }));
}

/** Whether a network shows a picture of this shape without cutting it. */
export function fits(frame, natural, limits) {
  const { minAspect = 0, maxAspect = 0 } = limits || {};
  const now = aspect(frame, natural);
  return now >= minAspect - 0.01 && (!maxAspect || now <= maxAspect + 0.01);
}

/** The list with one picture earlier or later. */
export function reordered(pictures, from, by) {
  const all = [...pictures];
  const [one] = all.splice(from, 1);
  all.splice(within(from + by, 0, pictures.length - 1), 0, one);
  return all;
}
