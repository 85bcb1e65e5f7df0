// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.host.PageEvent;
import dev.smo.host.PageSource;
import dev.smo.page.Page;
import java.time.Instant;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;

/**
 * What a page is at this moment. It counts, and not what was told of the page: events come late,
 * twice, and in another order than things happened.
 */
enum PageStanding {
  /** People can read it. */
  PUBLIC,
  /** It is there, and not meant for everybody: a closed group, noindex, or not to be shared. */
  CLOSED,
  /** It has a time from which it is shown, so what was told last is all that is known. */
  LATER,
  /** It is there, and not public. */
  AWAY,
  /** There is no page. */
  NOWHERE;

  static PageStanding of(@Nullable Resource resource, PageSource pages, Instant now) {
    if (resource == null) {
      return NOWHERE;
    }
    Optional<Page> page = pages.read(resource);
    if (page.isEmpty()) {
      return NOWHERE;
    }
    if (page.get().live()) {
      PostOptions choices =
          PostOptions.of(pages.pageOf(resource).flatMap(pages::contentOf).orElse(null));
      return isClosed(page.get(), choices) ? CLOSED : PUBLIC;
    }
    return page.get().published().filter(on -> on.isAfter(now)).isPresent() ? LATER : AWAY;
  }

  /** Whether a public page is not meant for everybody, so that nothing is posted of it. */
  static boolean isClosed(Page page, PostOptions choices) {
    return page.closed() || page.noindex() || choices.doNotShare();
  }

  /** Whether it does not look like what was told, which a host may tell before it is so. */
  boolean contradicts(PageEvent.Kind told) {
    return switch (told) {
      case PUBLISHED -> this == AWAY || this == NOWHERE;
      case UNPUBLISHED -> this == PUBLIC || this == CLOSED;
      case REMOVED -> this != NOWHERE;
    };
  }
}
