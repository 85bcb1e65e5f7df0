// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.memory;

import dev.smo.host.PageSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What components of a page look like, for as long as {@link Memory} holds what it knows of the
 * page and the component itself has not changed. To render a bar anew at each view costs ten times
 * as much as to write its markup.
 */
@Component(service = KeptMarkups.class)
public class KeptMarkups {
  /** Beginning of the request attribute that holds what is known of a page to one user. */
  static final String SEEN = KeptMarkups.class.getName() + ' ';

  private final PageSource pages;
  private final Memory<Map<String, Kept>> markups;

  private record Kept(Map<String, Object> own, String markup) {}

  @Activate
  public KeptMarkups(@Reference PageSource pages, @Reference Changes changes) {
    this.pages = pages;
    markups = new Memory<>(changes, pages);
  }

  /**
   * What is known of a component; empty where nothing is kept of it, and {@code rendering} has said
   * what there is to say.
   *
   * @param request the view; the first component in it looks whether its page has changed, and the
   *     others go by that
   * @param variant tells apart what looks different at two places of one page
   * @param rendering gives what it looks like now; empty where that is not to be kept
   */
  public Optional<String> of(
      SlingHttpServletRequest request,
      Resource component,
      String variant,
      Supplier<Optional<String>> rendering) {
    Optional<Resource> page = pages.pageOf(component);
    if (page.isEmpty()) {
      return rendering.get();
    }
    Map<String, Kept> known = known(request, page.get());
    String key = variant + '\n' + component.getPath();
    Map<String, Object> own = Memory.propertiesOf(component);
    @Nullable Kept kept = known.get(key);
    if (kept != null && kept.own().equals(own)) {
      return Optional.of(kept.markup());
    }
    Optional<String> fresh = rendering.get();
    fresh.ifPresent(markup -> known.put(key, new Kept(own, markup)));
    return fresh;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Kept> known(SlingHttpServletRequest request, Resource page) {
    // A request may come to read with other rights than it began with.
    String name = SEEN + page.getResourceResolver().getUserID() + ' ' + page.getPath();
    @Nullable Object seen = request.getAttribute(name);
    if (seen != null) {
      return (Map<String, Kept>) seen;
    }
    Map<String, Kept> known = markups.of(request, page, ConcurrentHashMap::new);
    request.setAttribute(name, known);
    return known;
  }
}
