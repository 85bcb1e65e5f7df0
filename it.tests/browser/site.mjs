const ADMIN = `Basic ${btoa('admin:admin')}`

// A site of its own for a browser test, made over HTTP as an administrator.
export class Site {
  constructor(base, name, policy) {
    this.base = base
    this.name = name
    this.path = `/content/smo-browser/${name}`
    this.policy = policy
  }

  async make() {
    const conf = `/conf/smo-browser-${this.name}`
    const folder = { 'jcr:primaryType': 'sling:OrderedFolder' }
    await this.write('/content/smo-browser', folder)
    for (const path of ['', '/sling:configs', '/sling:configs/smo']) {
      await this.write(conf + path, folder)
    }
    await this.write(`${conf}/sling:configs/smo/syndication`, {
      'jcr:primaryType': 'nt:unstructured',
      enabled: 'true',
      'enabled@TypeHint': 'Boolean',
      'connections@TypeHint': 'String[]',
      ...this.policy,
    })
    await this.write(this.path, {
      'jcr:primaryType': 'sling:Site',
      'jcr:title': 'Browser test',
      'jcr:language': 'en',
      'sling:url': this.base + this.path,
      'sling:configRef': conf,
    })
    return this
  }

  // Components are written with the page: once it is published, the CMS keeps it checked in for a moment.
  async publish(page, title, components = {}) {
    const container = 'jcr:content/container'
    const parts = Object.keys(components).length ? {
      [`${container}/jcr:primaryType`]: 'nt:unstructured',
      [`${container}/sling:resourceType`]: 'sling-cms/components/general/container',
    } : {}
    for (const [name, properties] of Object.entries(components)) {
      parts[`${container}/${name}/jcr:primaryType`] = 'nt:unstructured'
      for (const [property, value] of Object.entries(properties)) {
        parts[`${container}/${name}/${property}`] = value
      }
    }
    const path = `${this.path}/${page}`
    await this.write(path, {
      'jcr:primaryType': 'sling:Page',
      'jcr:content/jcr:primaryType': 'nt:unstructured',
      'jcr:content/sling:resourceType': 'smo/slingcms/components/samplepage',
      'jcr:content/jcr:title': title,
      'jcr:content/jcr:description': `What ${page} is about`,
      'jcr:content/sling:published': 'false',
      'jcr:content/sling:published@TypeHint': 'Boolean',
      ...parts,
    })
    await this.write(path, { ':operation': 'publish' })
    return path
  }

  /** Asks SMO as an administrator; with fields, changes something. */
  async ask(resource, fields) {
    const headers = { Authorization: ADMIN, Referer: `${this.base}/` }
    if (fields) {
      headers['X-SMO-Token'] = (await this.ask('token')).token
    }
    const response = await fetch(`${this.base}/bin/smo/${resource}`, fields ? { method: 'POST', headers, body: new URLSearchParams(fields) } : { headers })
    const answer = await response.json()
    if (!response.ok) {
      throw new Error(`${resource}: HTTP ${response.status} ${answer.error}`)
    }
    return answer
  }

  /** Makes somebody whose name is the password, too, and who is in these groups. */
  async person(name, ...groups) {
    const users = '/system/userManager'
    await this.write(`${users}/user.create.html`, { ':name': name, pwd: name, pwdConfirm: name })
    for (const group of groups) {
      await this.write(`${users}/group/${group}.update.html`, { ':member': `${users}/user/${name}` })
    }
  }

  /** The JSON of a node; null where there is none. */
  async read(path) {
    const response = await fetch(`${this.base}${path}.json`, { headers: { Authorization: ADMIN } })
    return response.status === 404 ? null : response.json()
  }

  /** Writes as a person does who is told of a conflict: again. The CMS makes a version of a page that was just published. */
  async write(path, fields) {
    return until(`way to write ${path}`, () => this.#write(path, fields))
  }

  async #write(path, fields) {
    const body = new URLSearchParams({ _charset_: 'utf-8' })
    for (const [name, value] of Object.entries(fields)) {
      for (const one of [value].flat()) {
        body.append(name, one)
      }
    }
    const response = await fetch(this.base + path, {
      method: 'POST',
      body,
      headers: { Authorization: ADMIN, Accept: 'application/json' },
    })
    if (response.status === 409) {
      return null
    }
    if (!response.ok) {
      throw new Error(`${path}: HTTP ${response.status} ${await response.text()}`)
    }
    return response.json()
  }
}

/** Looks again until there is something, and gives it; for what a server does a moment later. */
export async function until(what, look) {
  for (let i = 0; i < 300; i++) {
    const found = await look()
    if (found) {
      return found
    }
    await new Promise((resolve) => { setTimeout(resolve, 200) })
  }
  throw new Error(`no ${what}`)
}
