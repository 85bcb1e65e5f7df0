// What the benchmark measures: made over HTTP as an administrator, and taken away again.
const AUTHORIZATION = `Basic ${btoa('admin:admin')}`
const ROOT = '/content/smo-bench'
const CONF = '/conf/smo-bench'
const PAGE = 'reference/components/pages/base'
const FOLDER = { 'jcr:primaryType': 'sling:OrderedFolder' }
const CONTAINER = { 'jcr:primaryType': 'nt:unstructured', 'sling:resourceType': 'sling-cms/components/general/container' }
const SHARE = { 'sling:resourceType': 'smo/slingcms/components/share' }
const LONG = 15
const SENTENCE = 'The library lends seeds in spring, and takes back as many in autumn; nobody counts them. '

export class Content {
  constructor(base) {
    this.base = base
  }

  /** Two sites that differ in nothing but SMO, and one of `articles` articles. */
  async make(articles) {
    await this.remove()
    await this.load('/conf', 'smo-bench', {
      ...FOLDER,
      social: this.configuration({ card: { enabled: true } }),
      plain: this.configuration({ card: { enabled: false } }),
      many: this.configuration({ feed: { templates: ['.*/article'], limit: 20 } }),
    })
    await this.load('/content', 'smo-bench', {
      ...FOLDER,
      plain: this.site('plain', { index: this.page('Home'), article: this.page('An article'), long: this.page('A long article', {}, 0, LONG) }),
      social: this.site('social', {
        index: this.page('Home'),
        article: this.page('An article', { share: SHARE }),
        long: this.page('A long article', { share: SHARE }, 0, LONG),
      }),
      many: this.site('many', {
        index: this.page('Home', { rss: { 'sling:resourceType': 'reference/components/general/rss', subpath: 'articles' } }),
        articles: { ...FOLDER },
      }),
    })
    for (let month = 0; month * 500 < articles; month++) {
      const pages = { ...FOLDER }
      for (let i = month * 500; i < Math.min(articles, (month + 1) * 500); i++) {
        pages[`a${i}`] = this.page(`Article ${i}`, {}, i)
      }
      await this.load(`${ROOT}/many/articles`, `m${month}`, pages)
    }
  }

  configuration(settings) {
    const smo = { ...FOLDER }
    for (const [name, values] of Object.entries(settings)) {
      smo[name] = { 'jcr:primaryType': 'nt:unstructured', ...values }
    }
    return { ...FOLDER, 'sling:configs': { ...FOLDER, smo } }
  }

  site(name, pages) {
    return {
      'jcr:primaryType': 'sling:Site',
      'jcr:title': 'Benchmark',
      'jcr:description': 'What is measured',
      'jcr:language': 'en',
      'sling:url': `${this.base}${ROOT}/${name}`,
      'sling:configRef': `${CONF}/${name}`,
      ...pages,
    }
  }

  /** @param texts how many components with text stand on it: one is a page of 3.4 kB, each other one makes it 1.2 kB longer */
  page(title, components = {}, number = 0, texts = 1) {
    const day = new Date(Date.UTC(2020, 0, 1 + (number % 2000))).toISOString().slice(0, 10)
    const container = { ...CONTAINER }
    for (let i = 0; i < texts; i++) {
      container[i ? `text${i}` : 'text'] = { ...CONTAINER, 'sling:resourceType': 'sling-cms/components/general/richtext', text: `<p>${SENTENCE.repeat(12)}</p>` }
    }
    for (const [name, properties] of Object.entries(components)) {
      container[name] = { 'jcr:primaryType': 'nt:unstructured', ...properties }
    }
    return {
      'jcr:primaryType': 'sling:Page',
      'jcr:content': {
        'jcr:primaryType': 'nt:unstructured',
        'jcr:title': title,
        'jcr:description': SENTENCE,
        'sling:resourceType': PAGE,
        'sling:template': '/conf/smo-bench/templates/article',
        'sling:published': true,
        publishDate: day,
        author: 'A. Writer',
        container,
      },
    }
  }

  url(path) {
    return `${this.base}${ROOT}${path}`
  }

  /** Keeps bytes as a file that the server gives away as it is. */
  async keep(name, bytes, type) {
    const form = new FormData()
    form.append(name, new Blob([bytes], { type }), name)
    await this.post(ROOT, form)
    return this.url(`/${name}`)
  }

  async write(path, properties) {
    await this.post(ROOT + path, new URLSearchParams(properties))
  }

  async load(parent, name, tree) {
    await this.post(parent, new URLSearchParams({
      ':operation': 'import', ':contentType': 'json', ':name': name, ':replace': 'true', ':content': JSON.stringify(tree),
    }))
  }

  async remove() {
    for (const path of [ROOT, CONF]) {
      await fetch(this.base + path, { method: 'DELETE', headers: { Authorization: AUTHORIZATION } })
    }
  }

  async post(path, body) {
    const response = await fetch(this.base + path, { method: 'POST', body, headers: { Authorization: AUTHORIZATION, Accept: 'application/json' } })
    if (!response.ok) {
      throw new Error(`${path}: HTTP ${response.status} ${(await response.text()).slice(0, 500)}`)
    }
  }
}
