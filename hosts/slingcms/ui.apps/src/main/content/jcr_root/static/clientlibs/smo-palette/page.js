const FRAME = 'iframe.page-wrapper-frame';
/** Milliseconds to wait for a page that is loaded anew; a browser may drop a second request for it before. */
const PATIENCE = 15_000;
/** Milliseconds between two looks for the document that follows one that has left. */
const SOON = 10;

/** The page that is edited, in the frame of the CMS, which loads it anew or replaces the frame whenever it likes. */
export class EditedPage {
  #begun;
  #loaded;
  #known = null;
  #later;
  #wanted = {};
  #arrived;

  /** Done once the first document is all there, or keeps people waiting too long. */
  first = this.#arrival();

  /** Tells of each document that the frame shows: once it takes keys, and once it is all there. */
  watch({ begun, loaded }) {
    this.#begun = begun;
    this.#loaded = loaded;
    document.addEventListener('load', (event) => {
      if (event.target.matches && event.target.matches(FRAME) && this.document) {
        this.#arrive();
      }
    }, true);
    this.#look();
    if (this.document && this.document.readyState === 'complete') {
      this.#arrive();
    }
  }

  get #frame() {
    return document.querySelector(FRAME);
  }

  /** Null while there is none, or one of another site. */
  get document() {
    const shown = this.#frame?.contentDocument;
    // What a frame holds until its first page comes.
    return shown && shown.URL !== 'about:blank' ? shown : null;
  }

  /** Whether a dialog of the CMS has the keys. */
  get busy() {
    return Boolean(this.document?.defaultView?.CMSEditor?.ui.modalDisplayed);
  }

  /**
   * Shows the page as it is now, at the same height; then the component at a path, with its dialog if it is new.
   * Ends when the page is there.
   */
  async reload({ path = '', edit = false } = {}) {
    const view = this.document?.defaultView;
    if (!view) {
      return;
    }
    view.CMSEditor?.ui.hideModal();
    const focused = document.activeElement === this.#frame;
    // Keys come to this document meanwhile: those that fall between two documents of the frame would be lost.
    this.#frame.blur();
    this.#wanted = { path, edit, focused, scrollX: view.scrollX, scrollY: view.scrollY };
    const arrival = this.#arrival();
    view.location.reload();
    await arrival;
  }

  #arrival() {
    return new Promise((resolve) => {
      this.#arrived = resolve;
      setTimeout(resolve, PATIENCE);
    });
  }

  /** People see a document and press keys in it long before its last picture has come, which is when a frame says so. */
  #look() {
    clearTimeout(this.#later);
    const shown = this.document;
    if (shown && shown !== this.#known) {
      this.#known = shown;
      shown.defaultView.addEventListener('pagehide', () => this.#look(), { once: true });
      this.#begun(shown);
    } else if (this.#frame?.contentDocument) {
      this.#later = setTimeout(() => this.#look(), SOON);
    }
  }

  #arrive() {
    if (this.document !== this.#known) {
      this.#look();
    }
    const { path, edit, focused, scrollX, scrollY } = this.#wanted;
    this.#wanted = {};
    const link = this.document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL('place.css', import.meta.url).href;
    this.document.head.append(link);
    if (scrollY !== undefined) {
      this.document.defaultView.scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
    }
    if (focused && document.activeElement === document.body) {
      this.#frame.focus();
    }
    this.#loaded(this.document);
    const component = path ? this.component(path) : null;
    if (component) {
      component.scrollIntoView({ block: 'nearest' });
      const button = edit ? component.querySelector(':scope > .sling-cms-editor a[href*="/editor/edit.html"]') : null;
      if (button) {
        button.click();
      }
    }
    this.#arrived();
  }

  component(path) {
    return [...this.document.querySelectorAll('.sling-cms-component')]
      .find(({ dataset }) => dataset.slingCmsResourcePath === path);
  }
}
