// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jetbrains.annotations.Nullable;

/**
 * A post that went out, as results count it: what it is told apart by, and what people did with it
 * at the last look. Immutable.
 *
 * @param page identity of its page
 * @param path where the page was when the post went out
 * @param linked whether it carries a short link, so that its clicks are counted here
 * @param looked when its network was last asked; null: not yet
 * @param figures what the network counts; a number that it does not give is not there
 */
public record PostFacts(
    String post,
    String page,
    String path,
    String title,
    String site,
    String network,
    String connection,
    String language,
    String template,
    List<String> tags,
    List<String> authors,
    String campaign,
    Instant sent,
    String permalink,
    boolean linked,
    @Nullable Instant looked,
    Map<Metric, Long> figures) {

  /** Those of a record that is out, which nobody looked at yet. */
  static PostFacts of(PostRecord post) {
    return new PostFacts(
        post.id(),
        post.text(Key.PAGE),
        post.text(Key.PATH),
        post.text(Key.TITLE),
        post.text(Key.SITE),
        post.text(Key.NETWORK),
        post.text(Key.CONNECTION),
        post.text(Key.LANGUAGE),
        post.text(Key.TEMPLATE),
        post.texts(Key.TAGS),
        post.texts(Key.AUTHORS),
        post.text(Key.CAMPAIGN),
        post.time(Key.SENT).orElse(Instant.EPOCH),
        post.text(Key.PERMALINK),
        !post.text(Key.TARGET).isEmpty(),
        null,
        Map.of());
  }

  /** A copy with what its network counted at a time. */
  PostFacts seen(Engagement counts, Instant at) {
    return seen(counts.numbers(), at);
  }

  PostFacts seen(Map<Metric, Long> counts, @Nullable Instant at) {
    return with(authors, at, counts);
  }

  /** A copy with other authors. */
  PostFacts by(List<String> others) {
    return with(others, looked, figures);
  }

  private PostFacts with(
      List<String> otherAuthors, @Nullable Instant lookedAt, Map<Metric, Long> counts) {
    return new PostFacts(
        post,
        page,
        path,
        title,
        site,
        network,
        connection,
        language,
        template,
        tags,
        otherAuthors,
        campaign,
        sent,
        permalink,
        linked,
        lookedAt,
        counts);
  }
}
