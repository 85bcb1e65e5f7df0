// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.gate.FittedImage;
import dev.smo.gate.Gate;
import dev.smo.gate.ImageFitting;
import dev.smo.gate.PublicImage;
import dev.smo.gate.Verdict;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.post.Media;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;

/** The pictures of one post, as its network takes them; none that fails holds the words back. */
final class PostPictures {
  /** Most pictures, and most tries to load further ones, whatever a network takes. */
  private static final int MOST = 20;

  private final PostRecord post;
  private final Limits limits;
  private final List<Media> media = new ArrayList<>();
  private final List<Integer> kept = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private boolean complete = true;
  private boolean lacking;

  private PostPictures(PostRecord post, Limits limits) {
    this.post = post;
    this.limits = limits;
  }

  /** Loads and fits the pictures of a post whose page is as planned. */
  static PostPictures of(PostRecord post, Verdict.Open open, Gate gate, Limits limits)
      throws InterruptedException {
    PostPictures pictures = new PostPictures(post, limits);
    if (limits.maxImages() == 0) {
      return pictures;
    }
    if (open.picture().isPresent()) {
      PublicImage first = open.picture().get();
      pictures.add(pictures.loadable(first, open.photo(), gate), first.alt(), "");
    }
    pictures.lacks(open.missing());
    if (post.flag(Key.IMAGE_INSTEAD) || !limits.takes(Shape.LINK)) {
      pictures.addFurther(gate);
    }
    return pictures;
  }

  private void lacks(String reason) {
    if (!reason.isEmpty()) {
      missing.add(reason);
      complete = false;
      lacking = true;
    }
  }

  /**
   * The picture, or the same in another shape, for a network that loads it by itself: what is made
   * to fit here is at no address.
   */
  private PublicImage loadable(PublicImage picture, Optional<String> photo, Gate gate)
      throws InterruptedException {
    if (!limits.loadedByNetwork() || photo.isEmpty() || suits(picture)) {
      return picture;
    }
    Verdict found = gate.further(photo.get());
    return found instanceof Verdict.Open open
        ? open.picture().filter(this::suits).orElse(picture)
        : picture;
  }

  private boolean suits(PublicImage picture) {
    return ImageFitting.fit(picture, limits, "")
        .media()
        .filter(media -> media.source().isPresent())
        .filter(media -> media.width() >= limits.minAspect() * media.height())
        .filter(
            media ->
                limits.maxAspect() == 0 || media.width() <= limits.maxAspect() * media.height())
        .isPresent();
  }

  private void addFurther(Gate gate) throws InterruptedException {
    List<String> further = post.texts(Key.MORE_IMAGES);
    List<String> alts = post.texts(Key.MORE_ALTS);
    int most = Math.min(MOST, limits.maxImages());
    for (int i = 0; i < Math.min(most, further.size()) && media.size() < most; i++) {
      String alt = i < alts.size() ? alts.get(i) : "";
      Verdict found = gate.further(further.get(i));
      boolean there = found instanceof Verdict.Open open && added(open, alt, further.get(i));
      complete &= there;
      if (there) {
        kept.add(i);
      }
      if (found instanceof Verdict.NotYet none) {
        missing.add(none.reason());
      }
    }
  }

  private boolean added(Verdict.Open open, String alt, String address) {
    return open.picture().filter(picture -> add(picture, alt, " " + address)).isPresent();
  }

  private boolean add(PublicImage picture, String alt, String address) {
    FittedImage fitted = ImageFitting.fit(picture, limits, alt);
    fitted.media().ifPresentOrElse(media::add, () -> missing.add(fitted.reason() + address));
    return fitted.media().isPresent();
  }

  /** What to send, in order. */
  List<Media> media() {
    return List.copyOf(media);
  }

  /** Whether some are left out. */
  boolean incomplete() {
    return !missing.isEmpty();
  }

  /** Why further pictures are left out, as sentences for people; empty where all are there. */
  Optional<String> gap() {
    return complete ? Optional.empty() : Optional.of(String.join(" ", missing));
  }

  /** Says why some are left out, and takes them off, so that a later attempt sends what it says. */
  PostRecord noted(PostRecord record) {
    String reason =
        (media.isEmpty() ? "Without a picture: " : "Without some pictures: ")
            + String.join(" ", missing);
    String note = record.text(Key.NOTE);
    PostRecord noted =
        note.contains(reason) ? record : record.with(Key.NOTE, (note + " " + reason).strip());
    return (lacking ? noted.with(Key.IMAGE, null) : noted)
        .with(Key.MORE_IMAGES, of(record.texts(Key.MORE_IMAGES)))
        .with(Key.MORE_ALTS, of(record.texts(Key.MORE_ALTS)));
  }

  private String @Nullable [] of(List<String> all) {
    return kept.isEmpty()
        ? null
        : kept.stream().filter(i -> i < all.size()).map(all::get).toArray(String[]::new);
  }
}
