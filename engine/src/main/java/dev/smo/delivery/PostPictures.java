// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.gate.FittedImage;
import dev.smo.gate.ImageFitting;
import dev.smo.gate.PublicImage;
import dev.smo.gate.Verdict;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.post.Media;
import dev.smo.raster.Cut;
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
  static PostPictures of(PostRecord post, Verdict.Open open, Pictures source, Limits limits)
      throws InterruptedException {
    PostPictures pictures = new PostPictures(post, limits);
    if (limits.maxImages() == 0 || post.flag(Key.WITHOUT_PICTURES)) {
      return pictures;
    }
    if (open.picture().isPresent()) {
      PublicImage first = open.picture().get();
      PublicImage shown = pictures.loadable(first, open.photo(), source);
      pictures.add(ImageFitting.fit(shown, limits, first.alt()), "");
    }
    pictures.lacks(open.missing());
    if (post.flag(Key.IMAGE_INSTEAD) || !limits.takes(Shape.LINK)) {
      pictures.addFurther(source);
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
  private PublicImage loadable(PublicImage picture, Optional<String> photo, Pictures source)
      throws InterruptedException {
    if (!limits.loadedByNetwork() || photo.isEmpty() || suits(picture)) {
      return picture;
    }
    Verdict found = source.further(photo.get());
    return found instanceof Verdict.Open open
        ? open.picture().filter(this::suits).orElse(picture)
        : picture;
  }

  private boolean suits(PublicImage picture) {
    return ImageFitting.fit(picture, limits, "")
        .media()
        .filter(media -> media.source().isPresent())
        .filter(media -> ImageFitting.isInShape(media, limits))
        .isPresent();
  }

  private void addFurther(Pictures source) throws InterruptedException {
    List<String> further = post.texts(Key.MORE_IMAGES);
    List<String> alts = post.texts(Key.MORE_ALTS);
    int most = Math.min(MOST, limits.maxImages());
    for (int i = 0; i < Math.min(most, further.size()) && media.size() < most; i++) {
      String alt = i < alts.size() ? alts.get(i) : "";
      String address = Cut.address(further.get(i));
      Verdict found = source.further(address);
      boolean there =
          found instanceof Verdict.Open open && added(open, alt, further.get(i), source);
      complete &= there;
      if (there) {
        kept.add(i);
      }
      if (found instanceof Verdict.NotYet none) {
        missing.add(none.reason());
      }
    }
  }

  /** One that somebody chose is fitted to the shapes of the network, others are as the page is. */
  private boolean added(Verdict.Open open, String alt, String said, Pictures source)
      throws InterruptedException {
    if (open.picture().isEmpty()) {
      return false;
    }
    PublicImage picture = open.picture().get();
    String address = Cut.address(said);
    if (!post.flag(Key.OWN_IMAGES)) {
      return add(ImageFitting.fit(picture, limits, alt), " " + address);
    }
    FittedImage fitted = ImageFitting.fit(picture, limits, alt, Cut.of(said));
    if (fitted.media().isEmpty()) {
      return add(fitted, " " + address);
    }
    Media made = fitted.media().get();
    Optional<Media> offered = source.offered(post, made);
    if (offered.isEmpty() && limits.loadedByNetwork()) {
      // It may be on its way to where strangers read.
      missing.add("What is to be shown of " + address + " is not at a public address.");
      return false;
    }
    return media.add(offered.orElse(made));
  }

  private boolean add(FittedImage fitted, String address) {
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
