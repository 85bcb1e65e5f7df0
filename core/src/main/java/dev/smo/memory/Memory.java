// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.memory;

import dev.smo.host.PageSource;
import dev.smo.identity.PageIdentity;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;

/**
 * Keeps what was made of a page, for each user apart, because users may see different things. It
 * holds until something changes anywhere in the content. That is heard of a moment late; so that
 * nobody who has just saved sees the old, the page's own properties are compared each time.
 *
 * @param <T> what is kept; immutable, or safe for threads and only added to
 */
public final class Memory<T> {
  private static final int MOST = 1_000;

  /** Beginning of the request attribute that holds the properties of a page as one user sees it. */
  private static final String OWN = Memory.class.getName() + ' ';

  private final Changes changes;
  private final PageSource pages;
  private final Map<Key, Kept<T>> kept = new Bounded<>(MOST);

  private record Key(String user, String path) {}

  private record Kept<T>(long changes, Map<String, Object> own, T value) {}

  public Memory(Changes changes, PageSource pages) {
    this.changes = changes;
    this.pages = pages;
  }

  /** What is known of a page, or else what {@code read} says of it now. */
  public T of(Resource page, Supplier<T> read) {
    return of(page, () -> own(page), read);
  }

  /**
   * The same in a view of the page, of which all memories compare the same look at its properties.
   */
  @SuppressWarnings("unchecked")
  public T of(SlingHttpServletRequest view, Resource page, Supplier<T> read) {
    return of(
        page,
        () -> {
          String name = OWN + page.getResourceResolver().getUserID() + ' ' + page.getPath();
          @Nullable Object seen = view.getAttribute(name);
          if (seen != null) {
            return (Map<String, Object>) seen;
          }
          Map<String, Object> own = own(page);
          view.setAttribute(name, own);
          return own;
        },
        read);
  }

  private Map<String, Object> own(Resource page) {
    return pages.contentOf(page).map(Memory::properties).orElse(Map.of());
  }

  private T of(Resource page, Supplier<Map<String, Object>> own, Supplier<T> read) {
    String user = Objects.toString(page.getResourceResolver().getUserID(), "");
    Key key = new Key(user, page.getPath());
    // Counted before anything is read: what changes meanwhile counts as unread.
    long count = changes.count();
    Map<String, Object> properties = own.get();
    Kept<T> known = find(key);
    if (known != null && known.changes == count && known.own.equals(properties)) {
      return known.value;
    }
    T value = read.get();
    synchronized (kept) {
      kept.put(key, new Kept<>(count, properties, value));
    }
    return value;
  }

  private @Nullable Kept<T> find(Key key) {
    synchronized (kept) {
      return kept.get(key);
    }
  }

  /** Properties of one node. */
  static Map<String, Object> propertiesOf(Resource node) {
    Map<String, Object> all = new HashMap<>();
    add(all, "", node);
    return all;
  }

  /** Properties of a page and its social fields. */
  private static Map<String, Object> properties(Resource content) {
    Map<String, Object> all = propertiesOf(content);
    Resource social = content.getChild(PageIdentity.NODE);
    if (social != null) {
      add(all, PageIdentity.NODE + '/', social);
    }
    return all;
  }

  /** Arrays as lists, because arrays are equal to themselves alone; no streams, as no card has. */
  private static void add(Map<String, Object> all, String prefix, Resource node) {
    node.getValueMap()
        .forEach(
            (name, value) -> {
              if (!(value instanceof InputStream)) {
                all.put(prefix + name, value instanceof Object[] many ? List.of(many) : value);
              }
            });
  }
}
