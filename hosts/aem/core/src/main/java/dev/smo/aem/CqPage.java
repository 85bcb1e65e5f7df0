// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import dev.smo.identity.FirstPublication;
import dev.smo.prose.HtmlText;
import dev.smo.prose.PlainText;
import dev.smo.words.LowerCase;
import java.time.Instant;
import java.util.Calendar;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/**
 * A {@code cq:Page} and what its properties say.
 *
 * @param page the page's node
 * @param properties those of its {@code jcr:content}
 */
public record CqPage(Resource page, ValueMap properties) {
  public static final String CONTENT = "jcr:content";
  private static final String ROOT = "/content/";

  // Where cq:Page nodes lie that nobody publishes as pages: copies under work, fragments, archives.
  private static final List<String> OTHERS =
      List.of(
          "/content/launches/",
          "/content/experience-fragments/",
          "/content/versionhistory/",
          "/content/projects/",
          "/content/campaigns/",
          "/content/catalogs/",
          "/content/communities/",
          "/content/forms/",
          "/content/screens/",
          "/content/dam/",
          "/content/cq:tags/");

  /** Components, comments and the like may look like pages, but are parts of one. */
  private static final String PART = "/" + CONTENT + "/";

  public static boolean mayLieAt(String path) {
    String slashed = path + "/";
    return path.startsWith(ROOT)
        && !slashed.contains(PART)
        && OTHERS.stream().noneMatch(slashed::startsWith);
  }

  static boolean isPage(Resource node) {
    return mayLieAt(node.getPath())
        && "cq:Page".equals(node.getValueMap().get("jcr:primaryType", ""));
  }

  /** The path of the page, where that of its content node is named. */
  public static String pathOf(String path) {
    String content = "/" + CONTENT;
    return path.endsWith(content) ? path.substring(0, path.length() - content.length()) : path;
  }

  public static Stream<Resource> children(Resource node) {
    return StreamSupport.stream(node.getChildren().spliterator(), /* parallel= */ false);
  }

  /** All pages below a node, in document order. Lazy; assets and the like are passed over. */
  static Stream<Resource> below(Resource node) {
    return below(node, child -> mayLieAt(child.getPath()), CqPage::isPage);
  }

  /** All pages below a node, in document order, where others than those of sites are meant too. */
  public static Stream<Resource> below(Resource node, Predicate<Resource> isPage) {
    return below(node, child -> true, isPage);
  }

  private static Stream<Resource> below(
      Resource node, Predicate<Resource> way, Predicate<Resource> isPage) {
    return children(node)
        .filter(child -> !child.getName().equals(CONTENT) && way.test(child))
        .flatMap(
            child ->
                Stream.concat(
                    isPage.test(child) ? Stream.of(child) : Stream.empty(),
                    below(child, way, isPage)));
  }

  /**
   * What a page, or a part of one, lies at in the blueprint, as the nearest live copy upwards says;
   * or null where it is in no live copy, or nothing lies there.
   */
  public static @Nullable Resource blueprintOf(Resource any) {
    for (Resource node = any; node != null; node = node.getParent()) {
      Resource relation = node.getChild(CONTENT + "/cq:LiveSyncConfig");
      String master = relation == null ? "" : relation.getValueMap().get("cq:master", "");
      if (!master.isEmpty()) {
        String below = any.getPath().substring(node.getPath().length());
        return any.getResourceResolver().getResource(master + below);
      }
    }
    return null;
  }

  static CqPage of(Resource page) {
    Resource content = page.getChild(CONTENT);
    return new CqPage(page, content == null ? ValueMap.EMPTY : content.getValueMap());
  }

  /** As readers see it in the browser, in the article, in the menu, in the address. */
  String title() {
    return Stream.of("pageTitle", "jcr:title", "navTitle")
        .map(this::words)
        .filter(title -> !PlainText.isInvisible(title))
        .findFirst()
        .orElse(page.getName());
  }

  String description() {
    return HtmlText.stored(text("jcr:description"));
  }

  /** What people wrote, imports as if for HTML, as readers see it. */
  String words(String property) {
    return PlainText.decoded(text(property));
  }

  String text(String property) {
    return properties.get(property, "").strip();
  }

  /** Whether the last replication put the page out, and its on and off times let it be seen. */
  boolean live(Instant now) {
    Instant on = date("onTime");
    Instant off = date("offTime");
    return activated() && (on == null || !now.isBefore(on)) && (off == null || now.isBefore(off));
  }

  /** When it was put out the last time, or its on time let it be seen after that, if it is live. */
  Optional<Instant> lastPublished(Instant now) {
    Instant on = date("onTime");
    Instant out = date("cq:lastReplicated");
    Instant put = out == null ? date("cq:lastReplicated_publish") : out;
    return !live(now) || put == null
        ? Optional.empty()
        : Optional.of(on != null && on.isAfter(put) ? on : put);
  }

  /** Whether all that is known is that somebody looked at it on the preview tier. */
  boolean onlyPreviewed() {
    return !text("cq:lastReplicationAction_preview").isEmpty() && !activated();
  }

  /**
   * As AEM tells it: by the property without a tier, which the Cloud Service repeats for the tier
   * of publish instances; that one counts only where the other is missing.
   */
  private boolean activated() {
    String action = text("cq:lastReplicationAction");
    return "Activate".equals(action.isEmpty() ? text("cq:lastReplicationAction_publish") : action);
  }

  boolean noindex() {
    return Stream.of(properties.get("cq:robotsTags", new String[0]))
        .anyMatch(rule -> List.of("noindex", "none").contains(LowerCase.of(rule.strip())));
  }

  @Nullable
  Instant date(String property) {
    Calendar date = properties.get(property, Calendar.class);
    return date == null ? null : date.toInstant();
  }

  /**
   * When the page became public: its on time, else its first activation, else when it was made. AEM
   * keeps the last activation only; what was noted and the oldest version keep an old page that is
   * activated again from being a new one.
   */
  @Nullable
  Instant published() {
    Instant on = date("onTime");
    if (on != null) {
      return on;
    }
    Instant replicated = date("cq:lastReplicated");
    Instant last = replicated == null ? date("cq:lastReplicated_publish") : replicated;
    Calendar made = page.getValueMap().get("jcr:created", Calendar.class);
    Instant created = made == null ? date("jcr:created") : made.toInstant();
    return FirstPublication.of(page, page.getChild(CONTENT), activated() ? last : null)
        .orElse(created);
  }
}
