/**
 * The places where the policy lets a component go, in the order of the page. Where that is the editor says itself:
 * a drop target before every component of a container and at its end, and a "+" with the types that it takes.
 */
export function places(page, groups) {
  const taken = new Map([...page.querySelectorAll('a[data-sling-cms-action=add]')]
    .map(({ dataset }) => [dataset.slingCmsPath, (dataset.slingCmsAvailableTypes || '').split(',')]));
  return [...page.querySelectorAll('.sling-cms-droptarget')]
    .filter(({ dataset }) => (taken.get(dataset.path) || []).some((type) => groups.includes(type)));
}

/** Whether the page has any container at all. */
export function containers(page) {
  return page.querySelector('.sling-cms-droptarget') !== null;
}

/** Of the innermost container around an element, the place that is nearest to a point; null outside of all. */
export function placeAt(list, element, x, y) {
  const around = list.filter((place) => place.parentElement.contains(element));
  if (around.length === 0) {
    return null;
  }
  const inner = around.reduce((one, other) => (one.parentElement.contains(other.parentElement) ? other : one));
  return around
    .filter((place) => place.dataset.path === inner.dataset.path)
    .map((place) => ({ place, far: distance(place.getBoundingClientRect(), x, y) }))
    .reduce((one, other) => (other.far < one.far ? other : one)).place;
}

function distance({ left, right, top, bottom }, x, y) {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
}

/** Where a place is, in words. */
export function describe(place, say) {
  const name = (component) => component.dataset.slingCmsTitle;
  if (place.dataset.order.startsWith('before ')) {
    const next = place.nextElementSibling;
    return say('before', next && next.matches('.sling-cms-component') ? name(next) : place.dataset.order.slice('before '.length));
  }
  const previous = [...place.parentElement.children].filter((child) => child.matches('.sling-cms-component')).at(-1);
  return previous ? say('after', name(previous)) : say('empty');
}

/** Shows the places of a component while it is carried, and which of them it would take. */
export class Marks {
  constructor(page, list, text) {
    this.page = page;
    this.list = list;
    this.here = null;
    page.documentElement.classList.add('smo-carrying');
    list.forEach((place) => {
      place.classList.add('smo-place');
      place.dataset.smoText = text;
    });
  }

  point(place) {
    if (place !== this.here) {
      this.here?.classList.remove('smo-place--here');
      place?.classList.add('smo-place--here');
      this.here = place;
    }
  }

  clear() {
    this.page.documentElement.classList.remove('smo-carrying', 'smo-choosing');
    this.list.forEach((place) => {
      place.classList.remove('smo-place', 'smo-place--here');
      delete place.dataset.smoText;
    });
  }
}
