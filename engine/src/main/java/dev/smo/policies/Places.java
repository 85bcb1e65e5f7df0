// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import dev.smo.endpoint.Refusal;
import dev.smo.host.PageSource;
import dev.smo.syndication.SyndicationPolicies;
import dev.smo.syndication.SyndicationPolicy;
import dev.smo.words.LowerCase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceUtil;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.apache.sling.caconfig.management.multiplexer.ContextPathStrategyMultiplexer;
import org.apache.sling.caconfig.resource.spi.ContextResource;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The sites and parts of sites that may have a configuration, as a person's session sees them. */
@Component(service = Places.class)
public class Places {
  private static final String ROOT = "/content";
  private static final String CONF = "/conf/";
  private static final String CONTENT = "jcr:content";
  private static final String REFERENCE = "sling:configRef";
  private static final String FOLDER = "sling:Folder";

  private static final Set<String> NO_SITES = Set.of("/content/dam", "/content/cq:tags");
  private static final Set<String> FILES = Set.of("dam:Asset", "nt:file", "cq:Tag");

  /** Sites lie a few levels deep; what is below is pages. */
  private static final int DEEPEST = 4;

  private static final int LONGEST = 500;
  private static final int MOST_LOOKS = 2000;
  private static final int MOST_PAGES_READ = 2000;
  private static final int MOST_SUGGESTED = 20;

  private final ContextPathStrategyMultiplexer contexts;
  private final PageSource pages;

  @Activate
  public Places(@Reference ContextPathStrategyMultiplexer contexts, @Reference PageSource pages) {
    this.contexts = contexts;
    this.pages = pages;
  }

  /**
   * A place, by what people call it.
   *
   * @param connections ids of those that its policy names: whoever may change its pages may post
   *     there
   */
  record Named(String path, String title, String conf, boolean own, List<String> connections) {}

  /**
   * Places to choose from.
   *
   * @param more whether there are others, which were not looked at
   */
  record Found(List<Named> places, boolean more) {}

  /** What is at a path; a page or what lies in it, and what is above them. */
  Place at(String path, ResourceResolver person) {
    Resource root = person.getResource(path);
    if (root == null || !path.startsWith(ROOT + "/")) {
      throw Refusal.notFound(
          "There is no site or page "
              + path
              + ", or you may not read it. Paths begin with /content/.");
    }
    return of(root);
  }

  private Place of(Resource root) {
    Iterator<ContextResource> found = contexts.findContextResources(root);
    if (!found.hasNext()) {
      return new Place(root, "", "");
    }
    ContextResource nearest = found.next();
    return new Place(root, nearest.getConfigRef(), nearest.getResource().getPath());
  }

  /** Sites, and what has a configuration of its own, those nearest to the root first. */
  Found all(ResourceResolver person) {
    List<Named> places = new ArrayList<>();
    Deque<Resource> open = new ArrayDeque<>();
    Resource root = person.getResource(ROOT);
    if (root != null) {
      add(root.getChildren(), open);
    }
    int looks = 0;
    while (looks < MOST_LOOKS && !open.isEmpty()) {
      Resource next = open.remove();
      looks++;
      boolean site = isSite(next);
      Place place = of(next);
      if (place.own() || site) {
        places.add(named(place));
      }
      if (depth(next) < DEEPEST) {
        add(next.getChildren(), open);
      }
    }
    return new Found(places, !open.isEmpty());
  }

  /** No more than are looked at, however many children a folder has. */
  private static void add(Iterable<Resource> children, Deque<Resource> open) {
    for (Resource child : children) {
      if (open.size() >= MOST_LOOKS) {
        return;
      }
      if (!child.getName().equals(CONTENT) && !holdsNoSite(child)) {
        open.add(child);
      }
    }
  }

  /** On AEM files and tags lie beside sites, and there are many more of them. */
  private static boolean holdsNoSite(Resource child) {
    return NO_SITES.contains(child.getPath())
        || FILES.contains(child.getValueMap().get("jcr:primaryType", ""));
  }

  private static Named named(Place place) {
    Resource root = place.resource();
    ConfigurationBuilder settings = root.adaptTo(ConfigurationBuilder.class);
    return new Named(
        root.getPath(),
        title(root),
        place.conf(),
        place.own(),
        settings == null
            ? List.of()
            : SyndicationPolicies.connections(settings.as(SyndicationPolicy.class)));
  }

  /** The root of a site: its type says so, or it is a page and no page is above it. */
  private boolean isSite(Resource resource) {
    if (type(resource).endsWith(":Site")) {
      return true;
    }
    Resource above = resource.getParent();
    while (above != null && above.getPath().startsWith(ROOT + "/")) {
      if (type(above).endsWith(":Site") || pages.isPage(above)) {
        return false;
      }
      above = above.getParent();
    }
    return pages.isPage(resource);
  }

  private static String type(Resource resource) {
    return resource.getValueMap().get("jcr:primaryType", "");
  }

  private static int depth(Resource resource) {
    return resource.getPath().split("/").length - 1;
  }

  static String title(Resource site) {
    Resource content = site.getChild(CONTENT);
    String own = site.getValueMap().get("jcr:title", "");
    String inside = content == null ? "" : content.getValueMap().get("jcr:title", "");
    return !own.isBlank() ? own : !inside.isBlank() ? inside : site.getName();
  }

  /** A page that somebody may mean. */
  record Suggested(String path, String title) {}

  /**
   * The first pages of a place in whose path or title some letters stand, of so many as are looked
   * at while a person types.
   */
  List<Suggested> pages(Place place, String letters) {
    return suggested(pages.pagesBelow(place.resource()), letters);
  }

  /** The same of all sites. */
  List<Suggested> pages(ResourceResolver person, String letters) {
    Resource root = person.getResource(ROOT);
    return root == null
        ? List.of()
        : suggested(
            StreamSupport.stream(root.getChildren().spliterator(), /* parallel= */ false)
                .filter(child -> !holdsNoSite(child))
                .flatMap(this::pagesFrom),
            letters);
  }

  private Stream<Resource> pagesFrom(Resource top) {
    Stream<Resource> below = pages.pagesBelow(top);
    return pages.isPage(top) ? Stream.concat(Stream.of(top), below) : below;
  }

  private static List<Suggested> suggested(Stream<Resource> all, String letters) {
    String wanted = LowerCase.of(letters);
    return all.limit(MOST_PAGES_READ)
        .map(page -> new Suggested(page.getPath(), title(page)))
        .filter(
            page ->
                LowerCase.of(page.path()).contains(wanted)
                    || LowerCase.of(page.title()).contains(wanted))
        .limit(MOST_SUGGESTED)
        .toList();
  }

  /** The folder that a place would have if nobody says another. */
  static String proposal(Place place) {
    return CONF + place.resource().getPath().substring(ROOT.length() + 1);
  }

  private static boolean isFolder(String conf) {
    return conf.startsWith(CONF)
        && !conf.equals(CONF + "global")
        && conf.length() <= LONGEST
        && Arrays.stream(conf.substring(CONF.length()).split("/", -1))
            .allMatch(name -> name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"));
  }

  /**
   * Gives a place a configuration of its own: an empty folder, to which it refers. Nothing changes
   * until something is written there, because what is empty inherits.
   *
   * @param conf path of the folder; it may be there already
   */
  void make(Place place, String conf) throws PersistenceException {
    if (!isFolder(conf)) {
      throw Refusal.badRequest(
          "The folder is a path such as /conf/museum of letters, digits, dots and hyphens; not"
              + " /conf/global, which is everybody's.");
    }
    Resource root = place.resource();
    ResourceUtil.getOrCreateResource(
        root.getResourceResolver(), conf, FOLDER, FOLDER, /* autoCommit= */ false);
    // Where the reference stands is the host's business: whichever its strategy sees.
    for (Optional<Resource> holder :
        List.of(Optional.of(root), Optional.ofNullable(root.getChild(CONTENT)))) {
      ModifiableValueMap values =
          holder.map(one -> one.adaptTo(ModifiableValueMap.class)).orElse(null);
      if (values != null && refers(root, values, conf)) {
        return;
      }
    }
    throw Refusal.forbidden(
        root.getPath()
            + " cannot refer to the folder: you may not change it, or the CMS reads no reference"
            + " (sling:configRef) there.");
  }

  private boolean refers(Resource root, ModifiableValueMap values, String conf) {
    @Nullable Object before = values.get(REFERENCE);
    try {
      values.put(REFERENCE, conf);
    } catch (IllegalArgumentException e) {
      // Its type takes no such property.
      return false;
    }
    Resource again = root.getResourceResolver().getResource(root.getPath());
    if (again != null && of(again).own() && of(again).conf().equals(conf)) {
      return true;
    }
    if (before == null) {
      values.remove(REFERENCE);
    } else {
      values.put(REFERENCE, before);
    }
    return false;
  }
}
