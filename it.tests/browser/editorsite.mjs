import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { Site, until } from './site.mjs'

const CONTAINER = 'sling-cms/components/general/container'
const TEXT = 'sling-cms/components/general/richtext'

/** A site whose pages are edited: one template whose policy takes social components, and one whose does not. */
export class EditorSite extends Site {
  async make() {
    await super.make()
    this.conf = `/conf/smo-browser-${this.name}`
    await this.template('open', { availableComponentTypes: ['General', 'SMO'], 'availableComponentTypes@TypeHint': 'String[]' })
    await this.template('closed', { availableComponentTypes: 'General' })
    return this
  }

  policyPath(name) {
    return `${this.conf}/site/policies/${name}`
  }

  async template(name, types) {
    const folder = { 'jcr:primaryType': 'sling:OrderedFolder' }
    const node = { 'jcr:primaryType': 'nt:unstructured' }
    await this.write(`${this.conf}/site`, folder)
    for (const kind of ['policies', 'templates']) {
      await this.write(`${this.conf}/site/${kind}`, {
        'jcr:primaryType': 'sling:Config', 'sling:resourceType': `sling-cms/components/caconfig/${kind}`,
      })
    }
    await this.write(this.policyPath(name), {
      ...node, 'jcr:title': `Policy ${name} ${this.name}`, 'sling:resourceType': 'sling-cms/components/caconfig/policy', ...types,
    })
    const template = `${this.conf}/site/templates/${name}`
    await this.write(template, { ...node, 'jcr:title': `Template ${name}`, 'sling:resourceType': 'sling-cms/components/caconfig/template' })
    await this.write(`${template}/fields`, node)
    await this.write(`${template}/policies`, node)
    await this.write(`${template}/policies/mapping`, {
      ...node, 'sling:resourceType': 'sling-cms/components/caconfig/policymapping', pathPattern: '.*', policyPath: this.policyPath(name),
    })
  }

  /** Makes a page with two texts; gives the path of its container. */
  async page(name, template) {
    const path = `${this.path}/${name}`
    const content = `${path}/jcr:content`
    await this.write(path, {
      'jcr:primaryType': 'sling:Page',
      'jcr:content/jcr:primaryType': 'nt:unstructured',
      'jcr:content/sling:resourceType': 'smo/slingcms/components/samplepage',
      'jcr:content/sling:template': `${this.conf}/site/templates/${template}`,
      'jcr:content/jcr:title': `Page ${name}`,
    })
    const container = `${content}/container`
    await this.write(container, { 'jcr:primaryType': 'nt:unstructured', 'sling:resourceType': CONTAINER })
    for (const part of ['one', 'two']) {
      await this.write(`${container}/${part}`, {
        'jcr:primaryType': 'nt:unstructured', 'sling:resourceType': TEXT, text: `<p>Text ${part}</p>`,
      })
    }
    return { path, container }
  }

  /** The children of a container in the repository, in order, by name and without what Sling adds to it. */
  async children(container) {
    const node = await this.read(`${container}.1`)
    return Object.entries(node || {}).filter(([, value]) => value['jcr:primaryType']).map(([name]) => name.replace(/_.*/, ''))
  }

  /** Waits until the repository has it so: a picture of the page alone would not prove it. */
  async becomes(container, expected) {
    let seen
    await until('change', async () => isDeepStrictEqual(seen = await this.children(container), expected))
      .catch(() => assert.deepEqual(seen, expected))
  }

  /** Makes a user who writes pages and may change no policy. */
  async author(name, password) {
    const made = await this.write(`/home/users/smo-browser/${name}`, { ':operation': 'createuser', ':name': name, ':password': password })
    const groups = await this.read('/home/groups/sling-cms.1')
    const group = Object.keys(groups).find((key) => groups[key]['rep:authorizableId'] === 'authors')
    await this.write(made.path, { ':operation': 'membership', ':membership': `/home/groups/sling-cms/${group}` })
  }
}
