// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.connector.Limits;
import dev.smo.ledger.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jetbrains.annotations.Nullable;

/**
 * A post as it would go out.
 *
 * @param connection id of the connection
 * @param label name of the connection that people see
 * @param text the words, fitted to the network, lines of {@code ---} between the parts of a thread;
 *     empty where they cannot be made
 * @param length of the text, or of the longest part of a thread, as the network counts
 * @param most the network takes, in the same unit
 * @param link the page's address as it stands in the text
 * @param whole the words as they would be if the network took texts of any length
 * @param lostHashtags hashtags of the whole text that did not fit, without {@code #}
 * @param options the network's own options
 * @param pictures how many pictures are attached, if all can be read
 * @param pictureLimits what the network takes of pictures; null where that is not known
 * @param note what a person should know of the words, such as parts that are left out; or empty
 * @param fate what would become of it
 */
public record PostPreview(
    String connection,
    String label,
    String network,
    String text,
    int length,
    int most,
    String link,
    String whole,
    List<String> lostHashtags,
    Options options,
    int pictures,
    @Nullable PictureLimits pictureLimits,
    String note,
    Fate fate) {
  public PostPreview {
    lostHashtags = List.copyOf(lostHashtags);
  }

  /**
   * What a network takes of pictures.
   *
   * @param most in one post; 0: none
   * @param minAspect least width by height; 0: any
   * @param maxAspect greatest width by height; 0: any
   * @param altLength longest text of one, in characters; 0: the network takes none
   */
  public record PictureLimits(int most, double minAspect, double maxAspect, int altLength) {
    public static PictureLimits of(Limits limits) {
      return new PictureLimits(
          limits.maxImages(), limits.minAspect(), limits.maxAspect(), limits.maxAltLength());
    }
  }

  /**
   * Values of the network's own options, by the names of their fields.
   *
   * @param chosen what counts
   * @param inherited what would count if the page said nothing for this connection
   */
  public record Options(Map<String, String> chosen, Map<String, String> inherited) {
    static final Options NONE = new Options(Map.of(), Map.of());

    public Options {
      chosen = Map.copyOf(chosen);
      inherited = Map.copyOf(inherited);
    }
  }

  /**
   * What would become of a post.
   *
   * @param code {@code goes-out}, {@code approval} (a person is asked first), {@code broken}, an
   *     obstacle such as {@code do-not-share}, or where it stands already, such as {@code
   *     ledger-sent}
   * @param detail a reason for people, a date, or the address of the post that is out; or empty
   */
  public record Fate(String code, String detail) {
    /** The post goes out. */
    public static final String GOES_OUT = "goes-out";

    static final String APPROVAL = "approval";
    static final String BROKEN = "broken";

    static Fate of(Obstacle obstacle, String detail) {
      return new Fate(code(obstacle), detail);
    }

    static Fate of(State state, String permalink) {
      return new Fate("ledger-" + code(state), permalink);
    }

    private static String code(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static PostPreview broken(
      String connection, String label, String network, Options options, String reason) {
    Fate fate = new Fate(Fate.BROKEN, reason);
    return new PostPreview(
        connection, label, network, "", 0, 0, "", "", List.of(), options, 0, null, "", fate);
  }
}
