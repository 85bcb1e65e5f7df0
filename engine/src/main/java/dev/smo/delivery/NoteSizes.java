// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.syndication.Planner;
import dev.smo.syndication.PostDrafts;
import dev.smo.syndication.PostPreview.PictureLimits;
import dev.smo.wording.Escaping;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counts the words of notes as networks do, before anybody enters them. */
@Component(service = NoteSizes.class)
public class NoteSizes {
  private final Planner planner;
  private final PostNotes notes;

  @Activate
  public NoteSizes(@Reference Planner planner, @Reference PostNotes notes) {
    this.planner = planner;
    this.notes = notes;
  }

  /**
   * How long words are as a network counts them, and what it takes.
   *
   * @param length of the longest part
   * @param most that a part may have; 0 where nobody can tell
   * @param pictures what it takes of pictures; null where nobody can tell
   * @param problem why nobody can tell, or why it would not take the words; empty: it takes them
   */
  public record Size(
      String connection, int length, int most, @Nullable PictureLimits pictures, String problem) {
    static Size unknown(String connection, String problem) {
      return new Size(connection, 0, 0, null, problem);
    }
  }

  /** By whose clock the times of a note are read; empty where nobody can tell. */
  public String zone(String page) {
    return planner.zone(page).orElse("");
  }

  /**
   * Measures words as they would go out to a connection.
   *
   * @param page under which they are to be filed
   * @param anywhere whether the person may also post where the policy of the page does not
   * @param pictures whether pictures are attached
   */
  public Size of(String page, String connection, boolean anywhere, String words, boolean pictures)
      throws InterruptedException {
    if (!anywhere && notes.isElsewhere(page, connection)) {
      return Size.unknown(connection, "Only administrators post there under this page.");
    }
    try {
      PostRecord draft =
          PostRecord.draft("", State.SCHEDULED)
              .with(Key.CONNECTION, connection)
              .with(Key.NETWORK, planner.network(connection))
              .with(Key.TEXT, "")
              .with(Key.OWN_IMAGES, pictures)
              .with(Key.IMAGE_INSTEAD, pictures)
              .with(Key.MORE_IMAGES, pictures ? new String[] {""} : null);
      return size(connection, draft, words, notes.limits(draft));
    } catch (NotPossibleException e) {
      return Size.unknown(connection, String.valueOf(e.getMessage()));
    }
  }

  private static Size size(String connection, PostRecord draft, String words, Limits limits) {
    PostRecord said = words.isBlank() ? draft : PostContent.said(draft, words, "");
    Shape shape = PostDrafts.shape(said, limits);
    int length =
        said.parts().stream()
            .mapToInt(part -> limits.length(Escaping.escape(part, limits.format())))
            .max()
            .orElse(0);
    String problem = "";
    try {
      if (!words.isBlank()) {
        PostContent.mustFit(said, limits);
      }
    } catch (NotPossibleException e) {
      problem = String.valueOf(e.getMessage());
    }
    return new Size(connection, length, limits.maxLength(shape), PictureLimits.of(limits), problem);
  }
}
