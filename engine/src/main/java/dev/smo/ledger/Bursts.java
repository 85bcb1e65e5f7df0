// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.repository.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/** Which pages of a site have posts that are due by themselves in the same minute. */
public class Bursts {
  private final Repository repository;

  public Bursts(Repository repository) {
    this.repository = repository;
  }

  /** Takes away burst counts of minutes before a time. */
  public void sweep(Instant before) {
    repository.commit(
        resolver -> {
          Resource sites = resolver.getResource(Pointers.BURSTS);
          for (Resource site : sites == null ? List.<Resource>of() : sites.getChildren()) {
            for (Resource minute : site.getChildren()) {
              if (minute.getName().compareTo(Pointers.minute(before)) < 0) {
                resolver.delete(minute);
              }
            }
          }
          return true;
        });
  }

  /**
   * Pages of a site whose posts are due by themselves, minute by minute.
   *
   * @param most after so many of a minute no more are read: to know that they are too many costs no
   *     more
   */
  public List<Set<String>> pages(String site, List<Instant> minutes, int most) {
    return repository.read(
        resolver ->
            minutes.stream()
                .map(minute -> names(resolver.getResource(Pointers.burst(site, minute)), most))
                .toList());
  }

  static void mark(ResourceResolver resolver, PostRecord record) throws PersistenceException {
    Optional<String> burst = Pointers.burst(record);
    if (burst.isPresent()) {
      Pointers.point(resolver, burst.get(), record);
    }
  }

  private static Set<String> names(@Nullable Resource folder, int most) {
    return folder == null
        ? Set.of()
        : StreamSupport.stream(folder.getChildren().spliterator(), /* parallel= */ false)
            .limit(most)
            .map(Resource::getName)
            .collect(Collectors.toSet());
  }
}
