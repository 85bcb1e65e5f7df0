// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.migration;

import dev.smo.aem.CqPage;
import dev.smo.identity.PageIdentity;
import dev.smo.share.ShareBar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/**
 * Puts share bars in the place of Sharing v1 of the Core Components, page by page, and takes them
 * back. Nothing is written here. The page properties of Sharing v1 stay, so that it works again
 * once it is back.
 *
 * @see <a
 *     href="https://github.com/adobe/aem-core-wcm-components/blob/main/bundles/core/src/main/java/com/adobe/cq/wcm/core/components/internal/models/v1/SocialMediaHelperImpl.java">what
 *     Sharing v1 reads</a>
 */
final class SharingMigration {
  static final String SHARING = "core/wcm/components/sharing/v1/sharing";

  /** Of a share bar: the resource type that it had. */
  static final String FORMER = "smoMigratedFrom";

  private static final String TYPE = "sling:resourceType";
  private static final String NETWORKS = "networks";
  private static final String CHOSEN = "socialMedia";
  private static final String VARIATION = "variantPath";

  /** What Sharing v1 can show, in its order. */
  private static final List<String> KNOWN = List.of("facebook", "pinterest");

  private final ResourceResolver resolver;
  private final String component;
  private final Map<String, Boolean> sharing = new HashMap<>();

  /**
   * @param component resource type of the share bar to put in
   */
  SharingMigration(ResourceResolver resolver, String component) {
    this.resolver = resolver;
    this.component = component;
  }

  /** Whether a resource type is another, or inherits from it. */
  static boolean inherits(String type, String from, ResourceResolver resolver) {
    Set<String> seen = new HashSet<>();
    for (String at = type; at != null && seen.add(at); at = resolver.getParentResourceType(at)) {
      if (at.replaceFirst("^/(apps|libs)/", "").equals(from)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What migrates a page.
   *
   * @throws PersistenceException the page cannot be written
   */
  MigrationOutcome migrate(Resource page) throws PersistenceException {
    MigrationOutcome outcome = MigrationOutcome.of(page.getPath());
    Resource content = page.getChild(CqPage.CONTENT);
    if (content != null) {
      List<Resource> bars = nodes(content).filter(this::isSharing).toList();
      for (Resource bar : bars) {
        replace(bar, content, outcome);
      }
      if (!bars.isEmpty()) {
        tellUnknown(content, outcome);
      }
      carryVariation(content, outcome);
    }
    return outcome;
  }

  /**
   * What gives the share bars of a page back what they were. Description and picture that came from
   * a variation stay: Sharing v1 does not read them.
   *
   * @throws PersistenceException as {@link #migrate}
   */
  MigrationOutcome undo(Resource page) throws PersistenceException {
    MigrationOutcome outcome = MigrationOutcome.of(page.getPath());
    Resource content = page.getChild(CqPage.CONTENT);
    if (content != null) {
      for (Resource bar : nodes(content).filter(this::wasSharing).toList()) {
        restore(bar, content, outcome);
      }
    }
    return outcome;
  }

  private void replace(Resource bar, Resource content, MigrationOutcome outcome)
      throws PersistenceException {
    String name = name(bar, content);
    List<String> networks = networks(content);
    boolean own = bar.getValueMap().get(NETWORKS, new String[0]).length > 0;
    if (isInherited(bar, content, outcome)) {
      return;
    }
    if (!own && networks.isEmpty() && !isShared(content)) {
      outcome
          .left()
          .add(
              name + " stays: its page chose no network, so it shows nothing; delete it or choose");
      return;
    }
    Map<String, @Nullable Object> values = outcome.edits().at(bar);
    values.put(FORMER, bar.getValueMap().get(TYPE, ""));
    values.put(TYPE, component);
    if (!own && !networks.isEmpty()) {
      values.put(NETWORKS, networks.toArray(new String[0]));
    }
    String shown =
        own
            ? "the networks it had"
            : networks.isEmpty() ? "networks of policy or site" : String.join(", ", networks);
    outcome.done().add(name + " is a share bar (" + shown + ")");
  }

  private void restore(Resource bar, Resource content, MigrationOutcome outcome)
      throws PersistenceException {
    if (isInherited(bar, content, outcome)) {
      return;
    }
    ValueMap now = bar.getValueMap();
    String former = now.get(FORMER, "");
    if (resolver.getResource(former) == null) {
      outcome.left().add(name(bar, content) + " stays: there is no component " + former);
      return;
    }
    Map<String, @Nullable Object> values = outcome.edits().at(bar);
    if (networks(content).equals(List.of(now.get(NETWORKS, new String[0])))) {
      values.put(NETWORKS, null);
    }
    values.put(TYPE, former);
    values.put(FORMER, null);
    outcome.done().add(name(bar, content) + " is " + former + " again");
  }

  private void carryVariation(Resource content, MigrationOutcome outcome)
      throws PersistenceException {
    String path = content.getValueMap().get(VARIATION, "");
    // Without a network, pages of the Core Components did not look at the variation either.
    if (path.isBlank() || networks(content).isEmpty()) {
      return;
    }
    Map<String, String> fields = Variation.fields(path, resolver);
    if (fields.isEmpty()) {
      outcome.left().add(path + " has no text and picture for social media");
      return;
    }
    Resource smo = content.getChild(PageIdentity.NODE);
    ValueMap authors = smo == null ? ValueMap.EMPTY : smo.getValueMap();
    fields.keySet().removeIf(field -> !authors.get(field, "").isBlank());
    if (fields.isEmpty()) {
      return;
    }
    Optional<Resource> source = Inheritance.source(content, VARIATION);
    if (source.isPresent()) {
      outcome.left().add(VARIATION + " is inherited: roll out " + source.get().getPath());
      return;
    }
    outcome.edits().atChild(content, PageIdentity.NODE).putAll(fields);
    outcome.done().add(String.join(" and ", fields.keySet()) + " of " + path);
  }

  private static boolean isInherited(Resource bar, Resource content, MigrationOutcome outcome) {
    Optional<Resource> source = Inheritance.source(bar, TYPE);
    source.ifPresent(
        blueprint ->
            outcome
                .left()
                .add(
                    name(bar, content)
                        + " is inherited and comes with the next rollout of "
                        + blueprint.getPath()
                        + (Inheritance.cancelled(content, CHOSEN)
                            ? ", but this page's own choice of networks does not"
                            : "")));
    return source.isPresent();
  }

  private static void tellUnknown(Resource content, MigrationOutcome outcome) {
    List<String> unknown =
        Stream.of(content.getValueMap().get(CHOSEN, new String[0]))
            .filter(network -> !KNOWN.contains(network))
            .toList();
    if (!unknown.isEmpty()) {
      outcome.left().add("Sharing v1 does not know " + String.join(", ", unknown));
    }
  }

  /** What the page chose for Sharing v1. One value or several. */
  private static List<String> networks(Resource content) {
    List<String> chosen = List.of(content.getValueMap().get(CHOSEN, new String[0]));
    return KNOWN.stream().filter(chosen::contains).toList();
  }

  /** Fragments and templates show on pages that each choose for themselves. */
  private static boolean isShared(Resource content) {
    return !CqPage.mayLieAt(CqPage.pathOf(content.getPath()));
  }

  private boolean isSharing(Resource node) {
    String type = node.getValueMap().get(TYPE, "");
    return !type.isEmpty()
        && sharing.computeIfAbsent(type, any -> inherits(any, SHARING, resolver));
  }

  /** Not where somebody has made something else of it since. */
  private boolean wasSharing(Resource node) {
    ValueMap values = node.getValueMap();
    return !values.get(FORMER, "").isEmpty()
        && inherits(values.get(TYPE, ""), ShareBar.RESOURCE_TYPE, resolver);
  }

  private static Stream<Resource> nodes(Resource node) {
    return CqPage.children(node).flatMap(child -> Stream.concat(Stream.of(child), nodes(child)));
  }

  private static String name(Resource bar, Resource content) {
    return bar.getPath().substring(content.getPath().length() + 1);
  }
}
