import { Site, until } from './site.mjs'

/** A day so many days ahead, such as 2026-12-01. */
export const ahead = (days) => new Date(Date.now() + 86_400_000 * days).toISOString().slice(0, 10)

/** A site in the middle of its work: one post is out and somebody answered it, two wait for approval, one page is not published yet; a goal, a campaign. */
export class WorkingSite extends Site {
  constructor(base, name) {
    super(base, name, {
      connections: [name], text: '{title} {url}', approval: 'true', 'approval@TypeHint': 'Boolean',
      settleSeconds: '0', 'settleSeconds@TypeHint': 'Long', burstLimit: '0', 'burstLimit@TypeHint': 'Long',
    })
    this.connection = name
  }

  async make() {
    await this.ask('connections', {
      action: 'save', id: this.connection, network: 'sandbox', label: `Account ${this.name}`, 'settings.base': this.base,
      slots: '', quietHours: '', dailyCap: '', monthlyBudget: '',
    })
    await super.make()
    this.sent = await this.waiting('owls', `Owls ${this.name}`)
    await this.ask('posts', { id: this.sent.id, action: 'approve', revision: this.sent.revision })
    this.sent = await this.post(this.sent.page, 'SENT')
    this.waits = [await this.waiting('bats', `Bats ${this.name}`), await this.waiting('mice', `Mice ${this.name}`)]
    this.draft = `${this.path}/draft`
    await this.write(this.draft, {
      'jcr:primaryType': 'sling:Page', 'jcr:content/jcr:primaryType': 'nt:unstructured', 'jcr:content/jcr:title': `Draft ${this.name}`,
      'jcr:content/sling:resourceType': 'smo/slingcms/components/samplepage',
    })
    await this.reply('ann', 'Ann Ashdown', 'We heard them all spring.')
    const days = { from: ahead(0), to: ahead(60), zone: 'Europe/Oslo', owner: 'Ada' }
    await this.ask('campaigns', { action: 'save', id: this.name, title: `Campaign ${this.name}`, tags: '', ...days })
    await this.ask('goals', {
      action: 'save', id: this.name, title: `Goal ${this.name}`, measure: 'posts', target: '12', below: this.path, tag: '', campaign: '', connection: '', hours: '24', ...days,
    })
    return this
  }

  /** Somebody says something to the post that is out, and SMO hears of it. */
  async reply(id, author, text, profile = `https://${id}.example/@${id}`) {
    const node = `/var/smo/sandbox/${this.connection}/${this.sent.sent.slice(0, 7)}/${this.sent.id}`
    await this.write(`${node}/replies/${id}`, { author, text, profile, created: '2026-11-24T08:00:00.000Z', 'created@TypeHint': 'Date' })
    await this.ask('reactions', { action: 'refresh', page: this.sent.page })
    return until(`reply of ${author}`, async () => (await this.ask(`reactions?page=${this.sent.page}`)).reactions.find((one) => one.text === text))
  }

  /** Publishes a page; gives its post, which waits for approval. */
  async waiting(name, title) {
    return this.post(await this.publish(name, title), 'AWAITING_APPROVAL')
  }

  async post(page, state, which = () => true) {
    return until(`post of ${page} that is ${state}`, async () => (await this.ask(`posts?page=${page}`)).posts.find((one) => one.state === state && which(one)))
  }

  /** Each page of the console, and what shows that it is there; those of administrators at the end. */
  places() {
    const own = [
      ['today', '#today', '[data-page=today]'],
      ['calendar', `#calendar?view=month&connection=${this.connection}`, '.fc-daygrid'],
      ['calendar-list', `#calendar?view=list&connection=${this.connection}`, '[data-action=subscribe]'],
      ['posts', `#posts?q=${this.name}`, `.cmp-smo-posts__row[data-connection="${this.connection}"]`],
      ['post-out', `#posts:${this.sent.id}`, '.cmp-smo-posts__detail h2'],
      ['post-waiting', `#posts:${this.waits[0].id}`, '.cmp-smo-posts__detail h2'],
      ['composer', `#posts?compose=page&page=${this.draft}`, 'dialog [data-action=save]'],
      ['note', `#posts?compose=note&page=${this.sent.page}&connection=${this.connection}`, 'dialog [name=text]'],
      ['inbox', `#inbox?page=${this.sent.page}&state=all`, '.cmp-smo-inbox__rows [data-key]'],
      ['results', '#results?by=network', '[name=by]'],
      ['results-page', `#results?page=${this.sent.page}`, '[data-action=refresh]'],
      ['goals', '#goals', `[data-goal="${this.name}"]`],
    ]
    const administrators = [
      ['connections', '#connections', `[data-key="${this.connection}"]`],
      ['policies', `#policies?site=${encodeURIComponent(this.path)}&form=smo%2Fsyndication`, '[data-open="smo/syndication"]'],
      ['administration', '#administration', `[data-lane="${this.connection}"]`],
    ]
    return { own, administrators }
  }

  /** Takes away what others need not find: a post that waits would stand on everybody's first page. */
  async end() {
    for (const post of (await this.ask(`posts?connection=${this.connection}`)).posts.filter(({ actions }) => actions.includes('cancel'))) {
      await this.ask('posts', { id: post.id, action: 'cancel', revision: post.revision })
    }
    for (const kind of ['goals', 'campaigns']) {
      const one = (await this.ask(kind))[kind].find(({ id }) => id === this.name)
      await this.ask(kind, { action: 'remove', id: one.id, revision: one.revision })
    }
    await this.ask('connections', { action: 'remove', id: this.connection })
  }
}

/** Opens an address of the console anew, and waits until it is there, with all that it loads. */
export async function at(page, base, hash, ready) {
  await page.goto('about:blank')
  await page.goto(`${base}/cms/smo.html${hash}`)
  await page.locator(ready).first().waitFor()
  await page.waitForFunction(() => !document.querySelector('.cmp-smo-loading'))
}
