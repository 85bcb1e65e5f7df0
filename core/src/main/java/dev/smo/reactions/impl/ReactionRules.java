// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.words.LowerCase;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.caconfig.ConfigurationBuilder;

/** A page's policy, applied. */
record ReactionRules(ReactionPolicy policy) {

  static Optional<ReactionRules> of(Resource page) {
    return Optional.ofNullable(page.adaptTo(ConfigurationBuilder.class))
        .map(builder -> new ReactionRules(builder.as(ReactionPolicy.class)));
  }

  /** Whether it is kept at all. */
  boolean wants(Reaction reaction, Instant now) {
    return !reaction.kind().hasWords() || (policy.words() && !reaction.at().isBefore(oldest(now)));
  }

  /** Words written before this time go. */
  Instant oldest(Instant now) {
    return now.minus(Duration.ofDays(Math.max(1, policy.keepDays())));
  }

  /** What becomes of a reaction before a person has said anything. */
  Moderation first(Reaction reaction) {
    if (blocked(reaction)) {
      return Moderation.HIDDEN;
    }
    return reaction.kind().hasWords() && !"show".equals(policy.mode())
        ? Moderation.PENDING
        : Moderation.APPROVED;
  }

  private boolean blocked(Reaction reaction) {
    String all =
        folded(
            String.join(
                "\n", reaction.author(), reaction.authorUrl(), reaction.text(), reaction.url()));
    return Arrays.stream(policy.blockedWords())
        .map(word -> folded(word.strip()))
        .anyMatch(word -> !word.isEmpty() && all.contains(word));
  }

  /** Whether a domain sends for many people, so that it may send more than one does. */
  boolean isBridge(String domain) {
    return Arrays.stream(policy.bridges())
        .anyMatch(bridge -> bridge.strip().equalsIgnoreCase(domain));
  }

  /** So that full-width letters and capitals do not get a word past. */
  private static String folded(String text) {
    return LowerCase.of(Normalizer.normalize(text, Normalizer.Form.NFKC));
  }
}
