// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a note answers (NIP-10): the note above it, the first of all, and who has spoken so far,
 * whom clients tell of the answer.
 *
 * @param root id of the first note; that of the one above where this is the first answer
 * @param id of the note above
 * @param people public keys, at most {@link #MOST_PEOPLE}
 */
record Above(String root, String id, Set<String> people) {
  /** Nobody is to be called out to a crowd. */
  private static final int MOST_PEOPLE = 20;

  private static final String ID = "[0-9a-f]{64}";

  Above {
    people = Set.copyOf(people);
  }

  /** An event as what another one answers. */
  static Above of(JsonNode event) {
    Set<String> people = new LinkedHashSet<>();
    people.add(event.path("pubkey").asText());
    String root = "";
    String first = "";
    for (JsonNode tag : event.path("tags")) {
      String name = tag.path(0).asText();
      String value = tag.path(1).asText();
      if (name.equals("p") && value.matches(ID) && people.size() < MOST_PEOPLE) {
        people.add(value);
      }
      if (name.equals("e") && value.matches(ID) && !tag.path(3).asText().equals("mention")) {
        first = first.isEmpty() ? value : first;
        root = tag.path(3).asText().equals("root") ? value : root;
      }
    }
    String id = event.path("id").asText();
    // Older clients mark nothing: the first that they name is the root.
    String begin = root.isEmpty() ? first : root;
    return new Above(begin.isEmpty() ? id : begin, id, people);
  }

  /** Says it in the tags of the answer, always in the same order, as its id hangs on it. */
  void write(ArrayNode tags, String author) {
    tags.addArray().add("e").add(root).add("").add("root");
    if (!root.equals(id)) {
      tags.addArray().add("e").add(id).add("").add("reply");
    }
    people.stream()
        .filter(one -> !one.equals(author))
        .sorted()
        .forEach(one -> tags.addArray().add("p").add(one));
  }
}
