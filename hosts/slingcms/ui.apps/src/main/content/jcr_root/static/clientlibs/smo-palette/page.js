const FRAME = 'iframe.page-wrapper-frame';
/** Milliseconds to wait for a page that is loaded anew; a browser may drop a second request for it before. */
const PATIENCE = 15_000;

/** The page that is edited, in the frame of the CMS, which loads it anew or replaces the frame whenever it likes. */
export class EditedPage {
  #loaded;
  #wanted = {};
  #arrived = () => {};

  /** Tells of each document that the frame shows. */
  constructor(loaded) {
    this.#loaded = loaded;
    document.addEventListener('load', (event) => {
      if (event.target.matches && event.target.matches(FRAME)) {
        this.#arrive();
      }
    }, true);
    if (this.document && this.document.readyState === 'complete' && this.document.URL !== 'about:blank') {
      this.#arrive();
    }
  }

  /** Null while there is none, or one of another site. */
  get document() {
    const frame = document.querySelector(FRAME);
    return frame ? frame.contentDocument : null;
  }

  get busy() {
    const { CMSEditor } = this.document.defaultView;
    return Boolean(CMSEditor && CMSEditor.ui.modalDisplayed);
  }

  /**
   * Shows the page as it is now, at the same height; then the component at a path, with its dialog if it is new.
   * Ends when the page is there.
   */
  reload({ path = '', edit = false } = {}) {
    const { scrollX, scrollY, CMSEditor, location } = this.document.defaultView;
    if (CMSEditor) {
      CMSEditor.ui.hideModal();
    }
    this.#wanted = { path, edit, scrollX, scrollY };
    return new Promise((resolve) => {
      this.#arrived = resolve;
      setTimeout(resolve, PATIENCE);
      location.reload();
    });
  }

  #arrive() {
    const { path, edit, scrollX, scrollY } = this.#wanted;
    this.#wanted = {};
    const link = this.document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL('place.css', import.meta.url).href;
    this.document.head.append(link);
    if (scrollY !== undefined) {
      this.document.defaultView.scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
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
