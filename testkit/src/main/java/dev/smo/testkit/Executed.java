// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A post that exists on a fake network.
 *
 * @param id as the network names it
 * @param text the words, as the network keeps them
 * @param raw all that the network keeps of it
 * @param language tag, or empty
 * @param alts the texts of its pictures for people who cannot see them, one each, in order
 * @param answers id of the post that it answers, or empty
 */
public record Executed(
    String id, String text, JsonNode raw, String language, List<String> alts, String answers) {
  public Executed {
    alts = List.copyOf(alts);
  }

  public Executed(String id, String text, JsonNode raw) {
    this(id, text, raw, "", List.of(), "");
  }

  /** A copy in a language. */
  public Executed in(String tag) {
    return new Executed(id, text, raw, tag, alts, answers);
  }

  /** A copy with pictures, by their texts. */
  public Executed picturing(List<String> texts) {
    return new Executed(id, text, raw, language, texts, answers);
  }

  /** A copy that answers another post. */
  public Executed answering(String other) {
    return new Executed(id, text, raw, language, alts, other);
  }
}
