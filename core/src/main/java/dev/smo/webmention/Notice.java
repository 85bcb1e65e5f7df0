// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import dev.smo.outbound.http.RegistrableDomain;
import dev.smo.web.WebAddress;
import org.jetbrains.annotations.Nullable;

/**
 * What a webmention says: that one address links to another. Nothing of it is believed before it
 * was verified.
 *
 * @param source where the link is said to be
 * @param target where it leads: one of our pages
 */
public record Notice(WebAddress source, WebAddress target) {
  /** Above the topics of jobs in which the engine looks at sources; internal. */
  public static final String TOPIC = "dev/smo/webmention/receive";

  /** By how many topics the engine hears, each with a place of its own in the queue's round. */
  private static final int SHARES = 16;

  /** Job property: address of the source. */
  public static final String SOURCE = "source";

  /** Job property: address of the target. */
  public static final String TARGET = "target";

  /** Longer addresses are nobody's. */
  private static final int LONGEST = 2000;

  /**
   * Reads what a stranger sent.
   *
   * @throws IllegalArgumentException says what is wrong, in words for the sender
   */
  public static Notice of(@Nullable String source, @Nullable String target) {
    Notice notice = new Notice(address("source", source), address("target", target));
    if (notice.source.equals(notice.target)) {
      throw new IllegalArgumentException("source and target are the same address.");
    }
    return notice;
  }

  /** By whom the source is run. */
  public String sender() {
    return RegistrableDomain.of(source.host());
  }

  /**
   * The topic of the job for this notice below one for all. A sender has always the same, and a
   * queue that takes topics in turns lets no sender hold up the others.
   */
  public String topic(String base) {
    return base + "/" + Math.floorMod(sender().hashCode(), SHARES);
  }

  private static WebAddress address(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("The parameter " + name + " is missing.");
    }
    return (text.length() > LONGEST ? java.util.Optional.<WebAddress>empty() : WebAddress.of(text))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The parameter " + name + " is not an address of http or https."));
  }
}
