// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.syndication.WordsAuthors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.jackrabbit.oak.spi.state.NodeState;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceUtil;
import org.apache.sling.api.wrappers.ResourceResolverWrapper;
import org.apache.sling.servlets.post.Modification;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;

/**
 * Pages as their authors know them, in the repository and before the public, now and as they were
 * in the last seconds, to which a kill may bring all back.
 */
final class AuthoredPages {
  /** What a kill makes the repository forget of the last seconds. */
  enum Loss {
    NONE,
    LAST,
    SOME,
    ALL
  }

  /** A page as its authors know it. */
  record Known(String name, String path, String title, boolean shown) {}

  /** What authors and the repository knew at a time. */
  private record Moment(Instant at, NodeState disk, List<Known> pages, List<String> former) {}

  /** Oak's segment store writes to its disk so often. */
  private static final Duration FLUSH = Duration.ofSeconds(5);

  /** A site that has nothing to do with the connection to which those pages are posted. */
  private static final String OTHER = "/content/other/en";

  private final Installation smo;
  private final Supplier<Instant> now;
  private final Set<String> names = new HashSet<>();
  private final List<Moment> moments = new ArrayList<>();
  private List<Known> pages = new ArrayList<>();
  private List<String> former = new ArrayList<>();

  AuthoredPages(Installation smo, Supplier<Instant> now) {
    this.smo = smo;
    this.now = now;
  }

  /** The page, and its copy where there is one. */
  List<Known> all() {
    return List.copyOf(pages);
  }

  /** Identities of pages that were deleted, but for one that its copy has taken over. */
  List<String> former() {
    List<String> taken =
        pages.stream().flatMap(page -> smo.identities.find(page.path()).stream()).toList();
    return former.stream().filter(id -> !taken.contains(id)).toList();
  }

  /** Keeps what the repository holds now. */
  void note() {
    Instant flushed = now.get().minus(FLUSH);
    moments.add(new Moment(now.get(), smo.commits.state(), all(), List.copyOf(former)));
    while (moments.size() > 1 && !moments.get(1).at().isAfter(flushed)) {
      moments.remove(0);
    }
  }

  /** A kill that loses commits; false where there is none to be lost. */
  boolean goBack(Loss loss) {
    int last = moments.size() - 1;
    boolean young = last > 0 && moments.get(last).at().isAfter(now.get().minus(FLUSH));
    if (!young || loss == Loss.NONE) {
      return false;
    }
    int kept =
        switch (loss) {
          case LAST -> last - 1;
          case SOME -> last / 2;
          default -> 0;
        };
    Moment then = moments.get(kept);
    moments.clear();
    pages = new ArrayList<>(then.pages());
    former = new ArrayList<>(then.former());
    names.forEach(name -> smo.site.hide('/' + name + ".html"));
    pages.forEach(this::draw);
    smo.loseJobs();
    smo.goBackTo(then.disk());
    note();
    return true;
  }

  /** A new page, before all others, which is public. */
  void make(String name, String title) {
    String path = smo.page(name, title);
    smo.set(
        path + "/jcr:content",
        Map.of("jcr:created", GregorianCalendar.from(now.get().atZone(smo.clock.getZone()))));
    names.add(name);
    pages.add(0, new Known(name, path, title, true));
    note();
  }

  void show(int n, boolean shown) {
    Known page = pages.get(n);
    smo.set(
        page.path() + "/jcr:content",
        Map.of("sling:published", shown, "lastPublished", smo.clock.instant().toString()));
    become(n, new Known(page.name(), page.path(), page.title(), shown));
  }

  void retitle(String title) {
    Known page = pages.get(0);
    smo.set(page.path() + "/jcr:content", Map.of("jcr:title", title));
    become(0, new Known(page.name(), page.path(), title, page.shown()));
  }

  void move() {
    moveTo(isElsewhere() ? OTHER : Installation.SITE, 'm');
  }

  /** Makes the other site, or gives it another policy. */
  void makeOtherSite(Map<String, Object> policy) {
    ResourceResolver resolver = smo.context.resourceResolver();
    if (resolver.getResource(OTHER) == null) {
      Resource site = Objects.requireNonNull(resolver.getResource(Installation.SITE), "the site");
      smo.context
          .create()
          .resource(
              "/content/other",
              Map.of("jcr:primaryType", "sling:Site", "sling:configRef", "/conf/other"));
      smo.context.create().resource(OTHER, new HashMap<>(site.getValueMap()));
    }
    smo.set("/conf/other/sling:configs/smo/syndication", policy);
  }

  /** Whether the first page is at the other site. */
  boolean isElsewhere() {
    return pages.get(0).path().startsWith(OTHER + '/');
  }

  /** Moves the first page to the other site, or back. */
  void changeSite() {
    moveTo(isElsewhere() ? Installation.SITE : OTHER, 's');
  }

  private void moveTo(String parent, char more) {
    Known before = pages.get(0);
    String name = before.name() + more;
    names.add(name);
    smo.site.hide('/' + before.name() + ".html");
    String path = smo.move(before.path(), parent + '/' + name);
    become(0, new Known(name, path, before.title(), before.shown()));
  }

  /** Somebody saves words for the posts of the first page with it, in a form as hosts have one. */
  void word(String words, String user) {
    ResourceResolver resolver = smo.context.resourceResolver();
    resolver.refresh();
    String texts = pages.get(0).path() + "/jcr:content/smo/texts";
    try {
      Resource node =
          ResourceUtil.getOrCreateResource(
              resolver, texts, "nt:unstructured", "nt:unstructured", /* autoCommit= */ false);
      Objects.requireNonNull(node.adaptTo(ModifiableValueMap.class)).put("toy", words);
      new WordsAuthors(smo.repository)
          .process(request(resolver, user), List.of(Modification.onModified(texts + "/toy")));
      resolver.commit();
    } catch (PersistenceException e) {
      throw new IllegalStateException(e);
    }
    note();
  }

  private SlingHttpServletRequest request(ResourceResolver resolver, String user) {
    ResourceResolver as =
        new ResourceResolverWrapper(resolver) {
          @Override
          public String getUserID() {
            return user;
          }
        };
    return new MockSlingHttpServletRequest(as, smo.context.bundleContext());
  }

  /** Gives the first page another campaign, which changes where its short links lead. */
  void campaign(String name) {
    smo.context.resourceResolver().refresh();
    smo.set(pages.get(0).path() + "/jcr:content/smo", Map.of("campaign", name));
    note();
  }

  /** A copy with all that the page has, which is not public. */
  void copy() {
    Known page = pages.get(0);
    String name = page.name() + 'c';
    names.add(name);
    String path = smo.copy(page.path(), name);
    pages.add(new Known(name, path, page.title(), page.shown()));
    show(pages.size() - 1, false);
  }

  /** Deletes the first one; another is to be made in its place. */
  void remove() {
    Known gone = pages.remove(0);
    smo.identities.find(gone.path()).ifPresent(former::add);
    smo.remove(gone.path(), /* told= */ false);
    smo.site.hide('/' + gone.name() + ".html");
  }

  private void become(int n, Known page) {
    pages.set(n, page);
    draw(page);
    note();
  }

  private void draw(Known page) {
    if (page.shown()) {
      smo.site.show('/' + page.name() + ".html", page.title());
    } else {
      smo.site.hide('/' + page.name() + ".html");
    }
  }
}
