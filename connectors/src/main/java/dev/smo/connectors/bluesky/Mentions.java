// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connector.Delivery;
import dev.smo.connector.Progress;
import dev.smo.connectors.Json;
import dev.smo.connectors.Part;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Accounts that are named in words, such as {@code @ann.example}, and who they are. The account
 * behind a handle is notified, so it is asked for once and kept: the record of a delivery is always
 * the same. Of whom nothing can be learnt stays a word.
 */
final class Mentions {
  /** Nobody is to be called out to a crowd. */
  private static final int MOST = 10;

  private static final int LONGEST = 253;
  private static final String LABEL = "(?!-)[A-Za-z0-9-]{1,63}+(?<!-)";
  private static final Pattern HANDLE =
      Pattern.compile("(?:" + LABEL + "\\.)++(?=[A-Za-z])" + LABEL);

  /**
   * The server that is asked looks the handle up in the DNS and on its host. All of them together
   * leave time for the post, whose call has two minutes.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Xrpc xrpc;

  Mentions(Xrpc xrpc) {
    this.xrpc = xrpc;
  }

  /**
   * A handle in words.
   *
   * @param start index of its sign
   * @param end index behind its last character
   * @param handle in lower case, without the sign
   */
  record Name(int start, int end, String handle) {}

  /** All that look like a handle, in their order. */
  static List<Name> in(String text) {
    List<Name> found = new ArrayList<>();
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int end = at + 1;
      while (end < text.length() && belongs(text.charAt(end))) {
        end++;
      }
      boolean whole = end == text.length() || !goesOn(text.codePointAt(end));
      while (end > at + 1 && ".-".indexOf(text.charAt(end - 1)) >= 0) {
        end--;
      }
      String handle = text.substring(at + 1, end);
      if (whole && begins(text, at) && isHandle(handle)) {
        found.add(new Name(at, end, handle.toLowerCase(Locale.ROOT)));
      }
    }
    return found;
  }

  private static boolean isHandle(String name) {
    return name.length() <= LONGEST && HANDLE.matcher(name).matches();
  }

  private static boolean belongs(char c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || c == '.' || c == '-';
  }

  /** Whether a name that ends before this character is one of something else. */
  private static boolean goesOn(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '@';
  }

  /** An address for mail, or of an account elsewhere, is no name. */
  private static boolean begins(String text, int at) {
    if (at == 0) {
      return true;
    }
    int before = text.codePointBefore(at);
    return !goesOn(before) && "./-&".indexOf(before) < 0;
  }

  /** The DIDs of those who are named in a delivery, by handle; asks at its first attempt. */
  Map<String, String> of(Delivery delivery, Session session)
      throws IOException, InterruptedException {
    List<String> handles =
        Part.all(delivery.post()).stream()
            .flatMap(part -> in(part.post().text()).stream())
            .map(Name::handle)
            .distinct()
            .limit(MOST)
            .toList();
    if (handles.isEmpty()) {
      return Map.of();
    }
    // Words may change between two attempts, and name others.
    String step = "mentions-" + Integer.toHexString(handles.hashCode());
    String kept = delivery.progress().of(step).orElse("");
    Map<String, String> dids = new TreeMap<>();
    if (!kept.isEmpty()) {
      MAPPER
          .readTree(kept)
          .fields()
          .forEachRemaining(one -> dids.put(one.getKey(), one.getValue().asText()));
      return dids;
    }
    for (String handle : handles) {
      String did = did(handle, session);
      if (did.matches("did:[a-z]+:[\\w.:%-]{1,100}")) {
        dids.put(handle, did);
      }
    }
    String found = MAPPER.writeValueAsString(dids);
    if (found.length() > Progress.LONGEST) {
      dids.clear();
      found = "{}";
    }
    delivery.progress().done(step, found);
    return dids;
  }

  private String did(String handle, Session session) throws IOException, InterruptedException {
    try {
      Answer answer =
          xrpc.send(
              Xrpc.query(
                      session.pds(), "com.atproto.identity.resolveHandle", Map.of("handle", handle))
                  .within(PATIENCE));
      return answer.ok() ? Json.orNothing(answer).path("did").asText() : "";
    } catch (NotSentException e) {
      throw e;
    } catch (IOException e) {
      return "";
    }
  }
}
