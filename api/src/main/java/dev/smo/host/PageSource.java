// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.host;

import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.PageLink;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a host implements so that SMO can read its pages: one OSGi service. All methods read with
 * the resolver of the resource they are given, so they see what its user may see.
 */
@ConsumerType
public interface PageSource {
  /** The page resource that {@code any} is or lies in, such as a component of the page. */
  Optional<Resource> pageOf(Resource any);

  /** Whether {@code any} is itself a page. */
  default boolean isPage(Resource any) {
    return pageOf(any).filter(page -> page.getPath().equals(any.getPath())).isPresent();
  }

  /**
   * The facts of the page that {@code any} is or lies in; empty where there is no page. A host may
   * read a file as well that can be posted by itself: see {@link Page#file()}.
   */
  Optional<Page> read(Resource any);

  /**
   * When a page that is public now was made so the last time, by which pages are found whose events
   * were lost; a time of a later change does as well. Empty where it is not public, nobody knows,
   * or this instance is none on which authors publish. Costs less than all facts.
   *
   * @param page the page itself, not what lies in it
   */
  default Optional<Instant> lastPublished(Resource page) {
    return Optional.empty();
  }

  /** The node that holds the properties of a page, such as its {@code jcr:content}. */
  Optional<Resource> contentOf(Resource page);

  /**
   * All page resources below {@code root}, without it, live or not, in document order. Lazy: a
   * caller that stops reading costs no more.
   */
  Stream<Resource> pagesBelow(Resource root);

  /**
   * Pages that are not public yet, whose authors named a day or time at which they shall be, as
   * {@link Page#published()} tells it; those between two times, and maybe some near them. Found by
   * an index, 200 at most; none where the host knows no such time, or has no index of it.
   *
   * @param reader whose eyes to look with
   */
  default List<Resource> ahead(Instant from, Instant to, ResourceResolver reader) {
    return List.of();
  }

  /**
   * The page that is served under a public address, live or not: the reverse of {@link Page#url()}.
   * Query and fragment do not count. Empty where none of the host's pages has this address.
   *
   * @param reader whose eyes to look with
   */
  Optional<Resource> at(URI address, ResourceResolver reader);

  /**
   * Title and address of a page, for links to it; costs less than all its facts. Empty where {@code
   * page} is no page.
   *
   * @param page the page itself, not what lies in it
   */
  default Optional<PageLink> link(Resource page) {
    return read(page)
        .filter(facts -> facts.path().equals(page.getPath()))
        .map(facts -> new PageLink(facts.path(), facts.title(), facts.url(), facts.live()));
  }

  /**
   * The home page of a site: the site's own node where the host makes that a page, else the child
   * of a name.
   *
   * @param site path of the site
   * @param name such as {@code index}
   */
  default Optional<Resource> home(String site, String name, ResourceResolver reader) {
    Optional<Resource> root = Optional.ofNullable(reader.getResource(site));
    return root.filter(this::isPage)
        .or(() -> root.map(node -> node.getChild(name)).filter(this::isPage));
  }

  /**
   * A picture that somebody named by hand, as the page that {@code any} lies in shows it. Empty
   * where nothing readable is there, or the address is not one of the web.
   *
   * @param place path of the repository, or address
   * @param alt text for people who cannot see it, or empty
   */
  Optional<Image> image(Resource any, String place, String alt);

  /**
   * The pictures in the content of the page that {@code any} is or lies in, beside the one that
   * stands for it, in document order; a bounded number. They take reading the content, so they are
   * asked for posts, and not when somebody looks at the page.
   */
  default List<Image> moreImages(Resource any) {
    return List.of();
  }
}
