// Draws the pictures of the sample articles: SVG beside this file, PNG into the package.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const HERE = dirname(fileURLToPath(import.meta.url));
const SITE = join(HERE, '../src/main/content/jcr_root/content/smo-sample/en/pictures');
const W = 1200;
const H = 630;

/** Mulberry32: small, and the same everywhere. */
function chance(seed) {
  let state = seed;
  return (low = 0, high = 1) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return low + (((t ^ (t >>> 14)) >>> 0) / 4294967296) * (high - low);
  };
}

const n = (value) => Math.round(value * 10) / 10;
const range = (count) => Array.from({ length: count }, (_, i) => i);
const pick = (list, r) => list[Math.floor(r(0, list.length))];
const rect = (x, y, w, h, fill, more = '') =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${fill}" ${more}/>`;
const circle = (x, y, r, fill, more = '') =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}" ${more}/>`;
const ring = (x, y, r, stroke, width, more = '') =>
  circle(x, y, r, 'none', `stroke="${stroke}" stroke-width="${width}" ${more}`);
const line = (x1, y1, x2, y2, stroke, width, more = '') =>
  `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" ${more}/>`;
const path = (d, fill, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;
const stroke = (d, colour, width, more = '') =>
  path(d, 'none', `stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}`);
const at = (x, y, angle, body) => `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(angle)})">${body}</g>`;

const PICTURES = {
  'the-clock-that-runs-backwards': (r) => [
    rect(0, 0, W, H, '#12314f'),
    ...range(9).map((i) => ring(600, 315, 90 + i * 74, i % 2 ? '#1d4a73' : '#183f64', 37)),
    circle(600, 315, 236, '#f3e6c8'),
    ring(600, 315, 236, '#c9973f', 16),
    ...range(60).map((i) =>
      at(600, 315, i * 6, line(0, -214, 0, i % 5 ? -206 : -186, '#12314f', i % 5 ? 3 : 9))),
    ...range(26).map((i) => at(600, 315, -i * 5 - 12, path('M-7 20 L0 -168 L7 20 Z', '#c9973f', `opacity="${n(0.9 - i * 0.034)}"`))),
    at(600, 315, -62, path('M-10 26 L0 -112 L10 26 Z', '#12314f')),
    at(600, 315, -10, path('M-8 30 L0 -176 L8 30 Z', '#12314f')),
    circle(600, 315, 15, '#c9973f'),
  ],
  'the-library-at-midnight': (r) => [
    rect(0, 0, W, H, '#0e1730'),
    ...range(90).map(() => circle(r(0, W), r(0, 300), r(0.8, 2.4), '#dfe6ff', `opacity="${n(r(0.3, 1))}"`)),
    circle(990, 128, 74, '#f7e3a1'), circle(960, 112, 66, '#0e1730'),
    path('M130 250 L600 120 L1070 250 Z', '#1d2b52'), rect(150, 250, 900, 380, '#1a2749'),
    ...range(4).flatMap((row) => range(11).map((col) =>
      rect(186 + col * 77, 280 + row * 88, 46, 62, r() < 0.52 ? pick(['#f7c948', '#f9dc86', '#f2a541'], r) : '#101b38', 'rx="23" ry="23"'))),
    rect(556, 500, 88, 190, '#f9dc86', 'rx="44"'), rect(597, 500, 6, 130, '#1a2749'),
  ],
  'borrow-a-tomato': (r) => [
    rect(0, 0, W, H, '#f4efdd'),
    ...range(5).flatMap((row) => range(10).map((col) => {
      const x = 66 + col * 119;
      const y = 74 + row * 121;
      const age = (col + row * 0.7) / 12;
      const leaf = (turn) => at(x, y, turn, path(`M0 0 C ${24 * age + 4} ${-20}, ${22 * age} ${-62 * age}, 0 ${-78 * age} C ${-22 * age} ${-62 * age}, ${-24 * age - 4} -20, 0 0 Z`, pick(['#2f7d4f', '#4a9a5f', '#86b94f'], r)));
      const fruit = age > 0.62 && r() < 0.72 ? circle(x + r(-6, 6), y + 8, 21 + 12 * age, pick(['#d9412f', '#e8623a', '#f0b43c'], r)) : '';
      return [leaf(-46), leaf(46), leaf(0), fruit || at(x, y, r(-40, 40), `<ellipse rx="9" ry="14" fill="#8a5a33"/>`)].join('');
    })),
  ],
  'the-line-that-was-never-built': (r) => [
    rect(0, 0, W, H, '#f7f3ea'),
    ...range(24).map((i) => line(0, i * 30, W, i * 30 - 160, '#e6dfcd', 2)),
    stroke('M-20 470 C 260 380, 420 560, 700 470 S 1050 380, 1230 450', '#b9d6e3', 56),
    stroke('M-20 150 H 420 L 620 350 H 1220', '#c8352f', 16),
    stroke('M140 650 V 430 L 300 270 H 780 L 960 90 H 1220', '#22577a', 16),
    stroke('M-20 560 H 480 L 560 480 V -20', '#3a8a5c', 16),
    stroke('M560 270 L 760 70 H 840 L 1010 240 V 560 L 1100 640', '#e0a526', 16, 'stroke-dasharray="4 30"'),
    ...[[80, 150], [220, 150], [360, 150], [740, 350], [880, 350], [1120, 350], [140, 520], [400, 270], [680, 270], [1080, 90], [560, 120], [300, 560], [140, 600]]
      .map(([x, y]) => circle(x, y, 15, '#f7f3ea', 'stroke="#2b2b2b" stroke-width="6"')),
    ...[[660, 170], [800, 70], [925, 155], [1010, 300], [1010, 430], [1010, 540]]
      .map(([x, y]) => circle(x, y, 15, '#f7f3ea', 'stroke="#e0a526" stroke-width="6"')),
    circle(560, 270, 27, '#f7f3ea', 'stroke="#2b2b2b" stroke-width="9"'),
  ],
  'mend-it-together': (r) => {
    const cog = (x, y, radius, teeth, fill, turn) => at(x, y, turn,
      range(teeth).map((i) => at(0, 0, (i * 360) / teeth, rect(-radius * 0.11, -radius * 1.17, radius * 0.22, radius * 0.34, fill, 'rx="6"'))).join('')
      + circle(0, 0, radius, fill) + circle(0, 0, radius * 0.66, '#fbf1e3') + range(5).map((i) => at(0, 0, i * 72, rect(-radius * 0.07, -radius * 0.7, radius * 0.14, radius * 0.7, fill))).join('')
      + circle(0, 0, radius * 0.22, fill) + circle(0, 0, radius * 0.09, '#fbf1e3'));
    return [
      rect(0, 0, W, H, '#fbf1e3'),
      cog(330, 330, 190, 20, '#d8572a', 4), cog(690, 220, 146, 16, '#2a6f77', 9), cog(940, 430, 162, 18, '#e3a72f', 2), cog(590, 545, 108, 12, '#7b3f61', 12), cog(1140, 150, 116, 13, '#8fb8a8', 0),
      stroke('M40 560 C 200 470, 120 380, 260 430 S 430 620, 560 470 S 760 300, 860 420 S 1010 600, 1150 300', '#23303b', 7),
      at(1150, 300, 28, path('M-9 0 L0 -170 L9 0 Q0 26 -9 0 Z', '#23303b') + `<ellipse cx="0" cy="-6" rx="3" ry="13" fill="#fbf1e3"/>`),
    ];
  },
  'four-thousand-panes-of-light': (r) => [
    rect(0, 0, W, H, '#16262b'),
    ...range(46).map(() => {
      const w = r(120, 260);
      return at(r(-40, W), r(-40, H), r(-14, 14), rect(-w / 2, -w * 0.68, w, w * 1.36, pick(['#e6a23c', '#f2c46d', '#2a8c8c', '#4fb3ad', '#f6e2b8'], r), `opacity="${n(r(0.16, 0.42))}" rx="4"`));
    }),
    at(600, 320, -3, rect(-165, -225, 330, 450, '#0d171a', 'opacity="0.55" rx="6"') + circle(0, -55, 82, '#f6e2b8', 'opacity="0.85"') + path('M-130 215 C -120 60, 120 60, 130 215 Z', '#f6e2b8', 'opacity="0.85"')),
  ],
  'an-hour-of-quiet': (r) => [
    ...range(14).map((i) => rect(0, i * 45, W, 46, `hsl(${198 + i * 3} ${38 - i}% ${88 - i * 4.4}%)`)),
    circle(600, 290, 150, '#fdf6e7'), circle(600, 290, 150, '#f6d9a8', 'opacity="0.45"'),
    ...range(7).map((i) => rect(600 - 138 + i * 20, 466 + i * 23, 276 - i * 40, 7, '#fdf6e7', `rx="3.5" opacity="${n(0.75 - i * 0.09)}"`)),
  ],
  'the-book-boat': (r) => {
    const colours = ['#d1495b', '#edae49', '#00798c', '#30638e', '#66a182', '#f4d9c6', '#8d5a97'];
    let x = 352;
    const books = [];
    while (x < 838) {
      const w = r(16, 36);
      const h = r(110, 190);
      books.push(rect(x, 356 - h, w, h, pick(colours, r), 'rx="3"'), rect(x + 3, 356 - h + 18, w - 6, 5, '#ffffff', 'opacity="0.7"'));
      x += w + 3;
    }
    const wave = (y, fill, phase) => path(`M-60 ${y} ${range(12).map((i) => `q 55 ${(i + phase) % 2 ? 34 : -34} 110 0`).join(' ')} V ${H} H -60 Z`, fill);
    return [
      rect(0, 0, W, H, '#fde8cf'), circle(1010, 140, 78, '#f6b26b'), ...books,
      wave(430, '#8fc7cf', 0), path('M250 356 H 960 L 880 490 H 340 Z', '#ffffff'), rect(250, 346, 710, 20, '#d1495b', 'rx="8"'),
      ...range(5).map((i) => circle(430 + i * 92, 414, 17, '#30638e')),
      wave(475, '#4f9fb0', 1), wave(530, '#2b7a90', 0), wave(588, '#195b73', 1),
    ];
  },
  'what-the-herbarium-knows': (r) => [
    rect(0, 0, W, H, '#efe6d2'), rect(40, 36, W - 80, H - 72, '#f7f0e0', 'stroke="#d9ccb0" stroke-width="3"'),
    stroke('M170 560 C 380 520, 560 330, 1060 92', '#5d6b3f', 9),
    ...range(19).map((i) => {
      const t = i / 18;
      const x = 190 + t * 830;
      const y = 552 - 430 * t ** 1.25 - 40 * Math.sin(t * 3);
      const size = 150 - t * 78;
      const leaf = (turn) => at(x, y, turn, path(`M0 0 C ${size * 0.32} ${-size * 0.3}, ${size * 0.26} ${-size * 0.8}, 0 ${-size} C ${-size * 0.26} ${-size * 0.8}, ${-size * 0.32} ${-size * 0.3}, 0 0 Z`, pick(['#7c8b4f', '#97a264', '#6a7a46', '#b09a5a'], r), 'opacity="0.93"') + line(0, 0, 0, -size * 0.86, '#efe6d2', 2.4));
      return leaf(i % 2 ? -38 + r(-9, 9) : 142 + r(-9, 9));
    }),
    ...range(6).map((i) => circle(1046 + 34 * Math.cos(i * 1.047), 98 + 34 * Math.sin(i * 1.047), 22, '#c9577a')), circle(1046, 98, 17, '#f0c75e'),
    rect(790, 470, 330, 96, '#fffaf0', 'stroke="#c8b890" stroke-width="3"'), ...range(3).map((i) => rect(812, 492 + i * 23, 286 - i * 62, 7, '#a89a78', 'rx="3"')),
  ],
  'class-4b-curates': (r) => {
    const colours = ['#e4572e', '#17bebb', '#ffc914', '#2e282a', '#76b041', '#9b5de5', '#f28482'];
    let y = 600;
    const blocks = [];
    let x = 600;
    for (let i = 0; i < 12; i += 1) {
      const h = 31 + r(0, 15);
      const w = 320 - i * 17 + r(-46, 46);
      y -= h;
      x += r(-22, 24);
      blocks.push(at(x, y + h / 2, r(-2.6, 2.6), rect(-w / 2, -h / 2, w, h, colours[i % 7], 'rx="7"') + (i % 3 ? '' : circle(0, 0, h * 0.26, '#fffdf5'))));
    }
    return [
      rect(0, 0, W, H, '#dff3f4'), rect(0, 590, W, 40, '#bfe0df'),
      ...range(26).map(() => { const s = r(20, 60); const px = r() < 0.5 ? r(20, 380) : r(820, 1180); return at(px, r(80, 560), r(0, 90), pick([rect(-s / 2, -s / 2, s, s, pick(colours, r), 'rx="6" opacity="0.85"'), circle(0, 0, s / 2, pick(colours, r), 'opacity="0.85"'), path(`M0 ${-s / 2} L ${s / 2} ${s / 2} L ${-s / 2} ${s / 2} Z`, pick(colours, r), 'opacity="0.85"')], r)); }),
      ...blocks, line(x, y, x + 6, y - 84, '#2e282a', 7), path(`M${n(x + 6)} ${n(y - 84)} l 78 20 l -74 24 Z`, '#e4572e'),
    ];
  },
  'the-sound-of-the-fish-market': (r) => [
    rect(0, 0, W, H, '#fff3ea'),
    ...range(74).map((i) => {
      const swell = Math.abs(Math.sin(i * 0.115)) * 0.75 + 0.14;
      const h = (70 + 430 * r(0.45, 1)) * swell;
      return rect(30 + i * 15.5, 315 - h / 2, 9, h, i % 9 === 4 ? '#f2b872' : i < 46 ? '#ef6f5e' : '#1f3556', 'rx="4.5"');
    }),
    rect(30 + 46 * 15.5 - 5, 40, 4, 550, '#1f3556', 'rx="2"'), circle(30 + 46 * 15.5 - 3, 44, 15, '#1f3556'),
    ...range(5).map((i) => stroke(`M${930 + (i % 3) * 74} ${70 + (i * 37) % 90} q 17 -24 34 0 q 17 -24 34 0`, '#1f3556', 6)),
  ],
  'free-on-thursdays': (r) => [
    rect(0, 0, W, H, '#27204a'),
    path('M600 315 L 60 630 H 1140 Z', '#fbe7a4', 'opacity="0.9"'),
    ...range(8).map((i) => {
      const w = 640 - i * 72;
      const top = 20 + i * 34;
      const colour = ['#3b2f6b', '#54418f', '#7757a8', '#a36fb5', '#d58bb0', '#f2ad9f', '#f8cf98', '#fff4cf'][i];
      return path(`M${600 - w / 2} 600 V ${top + w / 2} A ${w / 2} ${w / 2} 0 0 1 ${600 + w / 2} ${top + w / 2} V 600 Z`, colour);
    }),
    rect(0, 598, W, 32, '#1b1636'),
    ...range(9).map((i) => { const x = 150 + i * 112 + r(-20, 20); const h = r(52, 84); return circle(x, 598 - h - 13, 14, '#1b1636') + rect(x - 15, 598 - h, 30, h + 4, '#1b1636', 'rx="14"'); }),
  ],
};

mkdirSync(SITE, { recursive: true });
for (const [index, [name, draw]] of Object.entries(PICTURES).entries()) {
  const body = draw(chance(index + 7)).join('\n');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${W}" height="${H}" viewBox="0 0 ${W} ${H}">\n${body}\n</svg>\n`;
  writeFileSync(join(HERE, `${name}.svg`), svg);
  const png = await sharp(Buffer.from(svg)).png({ palette: true, colours: 96, effort: 10, dither: 0.4 }).toBuffer();
  writeFileSync(join(SITE, `${name}.png`), png);
  console.log(`${name}.png ${png.length}`);
}
