// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import dev.smo.endpoint.Refusal;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps answers that are given again and again, below the part of the site for which they are:
 * {@code /var/smo/answers/<aa>/<scope>/<id>}. Those for a page are found by the paths above it.
 */
@Component(service = AnswerTemplates.class)
public class AnswerTemplates {
  /** Most that one part of a site has. */
  static final int MOST = 100;

  private static final String ROOT = Repository.ROOT + "/answers";

  private final Repository repository;

  @Activate
  public AnswerTemplates(@Reference Repository repository) {
    this.repository = repository;
  }

  /** Those for a page, by title: its own, and those of all that is above it. */
  List<AnswerTemplate> of(String page) {
    List<String> scopes = new ArrayList<>();
    for (String path = page; !path.isEmpty(); path = Reach.parent(path)) {
      scopes.add(path);
    }
    scopes.add("");
    return repository.read(
        resolver ->
            scopes.stream()
                .flatMap(scope -> read(resolver.getResource(folder(scope)), scope).stream())
                .sorted(Comparator.comparing(AnswerTemplate::title))
                .toList());
  }

  /**
   * Keeps a template; the same words under the same title are one.
   *
   * @throws Refusal there are {@link #MOST} already, or another has this title
   */
  AnswerTemplate add(String scope, String title, String words) {
    AnswerTemplate made =
        new AnswerTemplate(Keys.hash(scope + "\n" + title).substring(0, 32), scope, title, words);
    return repository.commit(
        resolver -> {
          List<AnswerTemplate> there = read(resolver.getResource(folder(scope)), scope);
          if (there.contains(made)) {
            return made;
          }
          if (there.stream().anyMatch(one -> one.id().equals(made.id()))) {
            throw Refusal.conflict("There is a saved answer of this name already.");
          }
          if (there.size() >= MOST) {
            throw Refusal.conflict(
                "There are " + MOST + " saved answers already. Delete one first.");
          }
          Repository.replace(
              Repository.folder(resolver, folder(scope)),
              made.id(),
              Map.of("title", title, "words", words));
          return made;
        });
  }

  /** Deletes a template; false where it is not there. */
  boolean remove(String scope, String id) {
    return repository.commit(
        resolver -> {
          boolean there =
              read(resolver.getResource(folder(scope)), scope).stream()
                  .anyMatch(one -> one.id().equals(id));
          if (there) {
            Repository.delete(resolver, folder(scope) + "/" + id);
          }
          return there;
        });
  }

  private static String folder(String scope) {
    return Repository.spread(ROOT, Keys.hash(scope));
  }

  private static List<AnswerTemplate> read(@Nullable Resource folder, String scope) {
    List<AnswerTemplate> templates = new ArrayList<>();
    if (folder != null) {
      for (Resource node : folder.getChildren()) {
        Map<String, String> texts = Repository.strings(node);
        templates.add(
            new AnswerTemplate(
                node.getName(),
                scope,
                texts.getOrDefault("title", ""),
                texts.getOrDefault("words", "")));
      }
    }
    return templates;
  }
}
