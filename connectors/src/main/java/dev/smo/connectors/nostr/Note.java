// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connectors.Part;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.words.LowerCase;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** A post as an event of kind 1, and the request to forget one. */
final class Note {
  static final int KIND = 1;
  static final int DELETION = 5;

  /** NIP-01 says that they are written as they are, which not all relays do. */
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

  private Note() {}

  /** All attempts make the same event, whose id is the key by which relays take it once. */
  static ObjectNode of(Delivery delivery, Part part, Optional<Above> above, KeyPair keys) {
    return keys.signed(event(delivery, part, above, keys));
  }

  private static ObjectNode event(
      Delivery delivery, Part part, Optional<Above> above, KeyPair keys) {
    Post post = part.post();
    ArrayNode tags = JsonNodeFactory.instance.arrayNode();
    above.ifPresent(one -> one.write(tags, keys.owner()));
    post.link().ifPresent(link -> tag(tags, "r", link.toString()));
    for (String hashtag : post.hashtags()) {
      tag(tags, "t", LowerCase.shown(hashtag));
    }
    String language = post.language().getLanguage();
    if (language.length() == 2) {
      tag(tags, "L", "ISO-639-1");
      tags.addArray().add("l").add(language).add("ISO-639-1");
    }
    String words = CONTROLS.matcher(post.text()).replaceAll("");
    // Clients put notes in the order of their seconds.
    return keys.event(KIND, delivery.started().plusSeconds(part.number() - 1L), tags, words);
  }

  static ObjectNode deletion(RemotePost post, Instant now, KeyPair keys) {
    ArrayNode tags = JsonNodeFactory.instance.arrayNode();
    tag(tags, "e", post.id());
    tag(tags, "k", Integer.toString(KIND));
    return keys.signed(keys.event(DELETION, now, tags, ""));
  }

  private static void tag(ArrayNode tags, String name, String value) {
    tags.addArray().add(name).add(value);
  }

  static RemotePost post(String id) {
    String note = Bech32.encode("note", HexFormat.of().parseHex(id));
    return new RemotePost(id, URI.create("https://njump.me/" + note));
  }
}
