// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import dev.smo.endpoint.Refusal;
import dev.smo.repository.Repository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;

/**
 * Keeps goals, or campaigns, below one node each: {@code /var/smo/goals/<id>}. Their number is
 * bounded, so all of them are read at once.
 */
final class PlanStore {
  /** Most goals, and most campaigns, that are kept. */
  static final int MOST = 300;

  private final Repository repository;
  private final String root;

  /**
   * @param kind name of the node above them
   */
  PlanStore(Repository repository, String kind) {
    this.repository = repository;
    this.root = Repository.ROOT + "/" + kind;
  }

  /** All of them, by id. */
  List<Plan> all() {
    return repository.read(
        resolver -> {
          List<Plan> plans = new ArrayList<>();
          Resource folder = resolver.getResource(root);
          if (folder != null) {
            folder.getChildren().forEach(node -> plans.add(plan(node)));
          }
          plans.sort(Comparator.comparing(Plan::id));
          return plans;
        });
  }

  Optional<Plan> find(String id) {
    return repository.read(
        resolver ->
            Optional.ofNullable(resolver.getResource(root + "/" + id)).map(PlanStore::plan));
  }

  /**
   * Puts a plan in place of the one that was read, or adds it.
   *
   * @param revision of what was read; empty: it is new
   * @throws Refusal somebody has changed, removed or added it meanwhile, or there are too many
   */
  Plan save(Plan plan, String revision) {
    return repository.commit(
        resolver -> {
          Resource there = resolver.getResource(root + "/" + plan.id());
          mustBeAsRead(there, revision);
          Resource folder = Repository.folder(resolver, root);
          if (there == null && count(folder) >= MOST) {
            throw Refusal.conflict("There are " + MOST + " already. Remove one first.");
          }
          Repository.replace(folder, plan.id(), plan.values());
          return plan;
        });
  }

  /**
   * Removes a plan.
   *
   * @throws Refusal somebody has changed or removed it meanwhile
   */
  void remove(String id, String revision) {
    repository.commit(
        resolver -> {
          mustBeAsRead(resolver.getResource(root + "/" + id), revision);
          Repository.delete(resolver, root + "/" + id);
          return true;
        });
  }

  private static void mustBeAsRead(@Nullable Resource there, String revision) {
    String now = there == null ? "" : plan(there).revision();
    if (!now.equals(revision)) {
      throw Refusal.conflict(
          revision.isEmpty()
              ? "There is one of this name already."
              : "Somebody has changed or removed it meanwhile. Look again.");
    }
  }

  private static int count(Resource folder) {
    return (int)
        StreamSupport.stream(folder.getChildren().spliterator(), /* parallel= */ false).count();
  }

  private static Plan plan(Resource node) {
    return new Plan(node.getName(), Map.copyOf(Repository.strings(node)));
  }
}
