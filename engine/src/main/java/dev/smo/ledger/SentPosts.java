// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.lanes.Lane;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.post.RemotePost;
import dev.smo.repository.Repository;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.Resource;

/** The posts of the {@link Ledger} that went out, or may have, by connection and day. */
public final class SentPosts {
  private final Repository repository;
  private final Clock clock;

  SentPosts(Repository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /** How many posts of a connection were sent on a day, or may have been. */
  public int number(String connection, LocalDate day) {
    return prices(connection, List.of(day)).values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * How many posts of a connection were sent on some days, or may have been, by what each cost by
   * the price list of its network, as written; empty where unknown. A day costs a look at one node.
   */
  public Map<String, Integer> prices(String connection, List<LocalDate> days) {
    Map<String, Integer> posts = new HashMap<>();
    for (LocalDate day : days) {
      String path = Pointers.sent(Lane.of(connection), day);
      repository
          .read(
              resolver -> {
                Resource sent = resolver.getResource(path);
                return sent == null ? Optional.of(Map.<String, Integer>of()) : SentTally.of(sent);
              })
          .orElseGet(() -> repository.commit(resolver -> SentTally.count(resolver, path)))
          .forEach((price, number) -> posts.merge(price, number, Integer::sum));
    }
    return posts;
  }

  /**
   * Whether what a network found for a post is another one that went out over the same connection
   * since the day before it began, such as a note in the same words.
   */
  public boolean isAnother(PostRecord post, RemotePost found) {
    String lane = Lane.of(post.text(Key.CONNECTION));
    Instant now = Instant.now(clock);
    LocalDate first = date(post.time(Key.STARTED).orElse(now)).minusDays(1);
    return repository.read(
        resolver ->
            first
                .datesUntil(date(now).plusDays(2))
                .map(day -> resolver.getResource(Pointers.sent(lane, day)))
                .filter(Objects::nonNull)
                .flatMap(sent -> StreamSupport.stream(sent.getChildren().spliterator(), false))
                .map(Resource::getName)
                .filter(id -> !id.equals(post.id()))
                .map(id -> resolver.getResource(Ledger.path(id)))
                .filter(Objects::nonNull)
                .anyMatch(
                    other ->
                        found.id().equals(other.getValueMap().get(Key.REMOTE_ID.property(), ""))));
  }

  private static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
