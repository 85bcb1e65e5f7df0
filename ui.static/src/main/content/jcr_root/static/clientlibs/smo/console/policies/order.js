/** In what order, and under which headings, forms and their properties stand; what is not named here follows at the end. */
export const FORMS = ['smo/syndication', 'smo/tracking', 'smo/share', 'smo/card', 'smo/picture', 'smo/feed', 'smo/reactions', 'smo/webmention', 'smo/aem'];

const GROUPS = {
  'smo/syndication': [
    { label: 'Which pages go where', names: ['enabled', 'connections', 'templates', 'since'] },
    { label: 'In which words, with which picture', names: ['text', 'texts', 'hashtags', 'mentions', 'picture', 'images', 'options'] },
    { label: 'When they go', names: ['when', 'delayMinutes', 'zone', 'quietHours', 'settleSeconds', 'lateHours', 'gateMinutes'] },
    { label: 'Who must approve', names: ['approval', 'fourEyes', 'approvalHours'] },
    { label: 'Many pages at once', names: ['burstLimit', 'burstMinutes', 'burst', 'digestText'] },
    { label: 'Posting again', names: ['againDays', 'againTimes', 'againText', 'againFreshDays'] },
    { label: 'When a page goes away', names: ['onUnpublish', 'onRemove', 'onClose', 'goneText'] },
  ],
  'smo/tracking': [
    { label: 'Marks for web analytics', names: ['enabled', 'source', 'medium', 'campaign', 'content'] },
    { label: 'Short links', names: ['shortLinks', 'shortLinksBelow'] },
  ],
  'smo/share': [
    { label: 'What the bar shows', names: ['networks', 'visible', 'style', 'size', 'position', 'profiles'] },
    { label: 'What is counted', names: ['tracking', 'count', 'showCounts', 'facebookApp'] },
  ],
  'smo/card': [
    { label: 'What every page says', names: ['enabled', 'siteName', 'image', 'imageAlt', 'type', 'types', 'articleType'] },
    { label: 'Who stands behind it', names: ['publisherType', 'logo', 'twitterSite', 'fediverseCreator', 'facebookApp', 'apps'] },
    { label: 'What else stands in the head', names: ['canonical', 'hreflang', 'otherLanguages', 'largePreviews', 'breadcrumb', 'feeds', 'oembed'] },
  ],
  'smo/picture': [
    { label: 'Which pages get one', names: ['mode', 'picture', 'facts', 'zone'] },
    { label: 'How it looks', names: ['background', 'backgroundEnd', 'text', 'accent', 'logo', 'font', 'place', 'revision'] },
  ],
  'smo/feed': [
    { label: 'What feeds hold', names: ['limit', 'templates', 'home', 'fullText', 'content', 'words'] },
    { label: 'How readers get them', names: ['hubs', 'maxAge', 'stylesheet'] },
  ],
  'smo/reactions': [{ label: '', names: ['mode', 'words', 'blockedWords', 'keepDays', 'bridges'] }],
  'smo/webmention': [{ label: '', names: ['receive', 'send', 'ownSite', 'endpoint', 'content', 'mostLinks'] }],
  'smo/aem': [{ label: '', names: ['externalizerDomain', 'publicRoot', 'extensionless'] }],
};

/** The name of a form, said; among the settings of the whole server its own name begins with ours, which says nothing here. */
export function called(said) {
  const bare = said.replace(/^SMO\s*:?\s+/, '');
  return bare.charAt(0).toLocaleUpperCase() + bare.slice(1);
}

export function ordered(forms) {
  const at = (form) => (FORMS.includes(form.name) ? FORMS.indexOf(form.name) : FORMS.length);
  return [...forms].sort((a, b) => at(a) - at(b));
}

/** The properties of a form under their headings: [{label, properties}]. */
export function groups(form) {
  const known = GROUPS[form.name] || [];
  const named = known.flatMap((group) => group.names);
  const rest = form.properties.filter((one) => !named.includes(one.name));
  return [...known.map(({ label, names }) => ({ label, properties: names.map((name) => form.properties.find((one) => one.name === name)).filter(Boolean) })),
    { label: known.length ? 'Others' : '', properties: rest }].filter((group) => group.properties.length);
}

/** What the values of a choice are called. */
export const CHOICES = {
  'smo/syndication burst hold': 'A person decides', 'smo/syndication burst digest': 'One post tells of all',
  ...Object.fromEntries(['onUnpublish', 'onRemove', 'onClose'].flatMap((name) => Object.entries({
    keep: 'Posts stay', retract: 'Posts are taken back', edit: 'Their words change', list: 'A person is asked',
  }).map(([value, label]) => [`smo/syndication ${name} ${value}`, label]))),
  'smo/syndication picture card': 'Link card', 'smo/syndication picture image': 'Attached picture',
  'smo/syndication images first': 'The one of the page', 'smo/syndication images all': 'As many as the network takes',
  'smo/share style icon': 'Signs', 'smo/share style text': 'Words', 'smo/share style both': 'Signs and words',
  'smo/share size small': 'Small', 'smo/share size medium': 'Medium', 'smo/share size large': 'Large',
  'smo/share position inline': 'Where it stands in the page', 'smo/share position center': 'In the middle',
  'smo/share position bottom': 'At the bottom, always in sight', 'smo/share position side': 'At the side of wide windows',
  'smo/picture mode never': 'Never', 'smo/picture mode missing': 'Pages without a picture', 'smo/picture mode always': 'All pages',
  'smo/picture place top': 'At the top', 'smo/picture place middle': 'Halfway down', 'smo/picture place bottom': 'At the bottom', 'smo/picture place center': 'In the centre',
  'smo/picture picture background': 'Behind the text', 'smo/picture picture beside': 'Beside the text', 'smo/picture picture none': 'Not at all',
  'smo/picture facts section': 'Section', 'smo/picture facts site': 'Site', 'smo/picture facts author': 'Author', 'smo/picture facts date': 'Date',
  'smo/reactions mode approve': 'Once a person has approved them', 'smo/reactions mode show': 'At once',
};

export function choice(form, property, value) {
  return CHOICES[`${form} ${property} ${value}`] || value;
}
