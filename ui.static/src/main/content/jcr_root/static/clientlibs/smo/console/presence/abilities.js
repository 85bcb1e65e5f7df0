const CAPABILITIES = {
  reconcile: 'finds out whether a post is out whose answer was lost',
  verify: 'tests connections',
  retract: 'takes posts back',
  edit: 'changes posts',
  insights: 'counts reactions',
  replies: 'reads replies',
  answer: 'answers replies',
  moderate: 'hides replies',
  like: 'likes replies',
  sign_in: 'signs you in on its own page',
  renew: 'renews its access by itself',
  choices: 'offers choices',
  watch: 'looks at what pages show',
};

/** What a network can do beyond publishing, as a sentence; capabilities of newer servers are left out. */
export function abilities(say, capabilities) {
  return capabilities.filter((name) => CAPABILITIES[name]).map((name) => say(CAPABILITIES[name])).join(', ');
}

const SHAPES = {
  text: 'about {0} a post of words alone',
  link: 'about {0} a post with a link',
  images: 'about {0} a post with pictures',
  video: 'about {0} a post with a video',
};

/** What posts on a network cost, as a sentence; empty where it names no price. */
export function costs(say, prices = {}) {
  const priced = Object.entries(prices).filter(([shape]) => SHAPES[shape])
    .map(([shape, { amount, currency }]) => [shape, `${amount} ${currency}`]);
  const same = priced.length === Object.keys(SHAPES).length && priced.every(([, price]) => price === priced[0][1]);
  return same ? say('about {0} a post', priced[0][1]) : priced.map(([shape, price]) => say(SHAPES[shape], price)).join(', ');
}
