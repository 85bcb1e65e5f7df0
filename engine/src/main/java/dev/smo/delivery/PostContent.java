// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.Site;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.syndication.PostDrafts;
import dev.smo.wording.Escaping;
import dev.smo.wording.ThreadTemplate;
import dev.smo.wording.Wording;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jetbrains.annotations.Nullable;

/** What a record says the public page shows, and what is posted of it. */
final class PostContent {
  private PostContent() {}

  /** The page as it was when the post was planned. */
  static Page of(PostRecord post) {
    URI address =
        post.uri(Key.ADDRESS)
            .orElseThrow(() -> new IllegalStateException(post + " was planned without an address"));
    Locale locale = Locale.forLanguageTag(post.text(Key.LANGUAGE));
    Site site = new Site(post.text(Key.SITE), post.text(Key.SITE), address, locale);
    return Page.builder(post.text(Key.PATH), site, address)
        .canonical(post.uri(Key.CANONICAL).orElse(address))
        .title(post.text(Key.TITLE))
        .description(post.text(Key.DESCRIPTION))
        .image(image(post))
        .locale(locale)
        .file(post.flag(Key.FILE))
        .build();
  }

  static Post post(PostRecord post, List<Media> pictures, Limits limits) {
    boolean attached = post.flag(Key.IMAGE_INSTEAD) || !limits.takes(Shape.LINK);
    List<Post.Builder> parts =
        post.parts().stream().map(text -> part(post, text, limits)).collect(Collectors.toList());
    Optional<URI> link = post.uri(Key.LINK);
    int linked = limits.linkBeside() ? 0 : linked(post);
    if (linked >= 0) {
      parts.get(linked).link(link.orElse(null));
    }
    // A card stands where its link does; what is attached, at the top.
    Post.Builder pictured = parts.get(attached ? 0 : Math.max(0, linked));
    pictured.images(pictures).attached(attached);
    return parts
        .get(0)
        .hashtags(post.texts(Key.HASHTAGS))
        .inReplyTo(post.inReplyTo().orElse(null))
        .thread(parts.stream().skip(1).map(Post.Builder::build).toList())
        .build();
  }

  private static Post.Builder part(PostRecord post, String text, Limits limits) {
    return Post.builder(Escaping.escape(text, limits.format()))
        .title(post.text(Key.TITLE))
        .description(post.text(Key.DESCRIPTION))
        .options(post.options())
        .language(Locale.forLanguageTag(post.text(Key.LANGUAGE)))
        .hashtags(Wording.written(text, post.text(Key.LINK)).hashtags());
  }

  /** Which part has the link in it; -1: none. */
  private static int linked(PostRecord post) {
    String link = post.text(Key.LINK);
    List<String> parts = post.parts();
    return IntStream.range(0, parts.size())
        .filter(i -> !link.isEmpty() && parts.get(i).contains(link))
        .findFirst()
        .orElse(-1);
  }

  /**
   * A draft with words that a person wrote for it alone.
   *
   * @param none what to say where there are none
   * @throws NotPossibleException there are none
   */
  static PostRecord said(PostRecord draft, String words, String none) {
    List<Wording> parts =
        Wording.parts(words).stream()
            .map(part -> Wording.written(part, ""))
            .filter(part -> !part.text().isBlank())
            .toList();
    if (parts.isEmpty()) {
      throw new NotPossibleException(none);
    }
    return PostDrafts.said(draft, parts);
  }

  /**
   * Refuses words that a network does not take.
   *
   * @throws NotPossibleException says why
   */
  static void mustFit(PostRecord draft, Limits limits) {
    Post post = post(draft, List.of(), limits);
    Shape shape =
        draft.flag(Key.OWN_IMAGES) ? PostDrafts.shape(draft, limits) : Limits.shapeOf(post);
    problem(post, shape, limits)
        .ifPresent(
            problem -> {
              throw new NotPossibleException(problem);
            });
  }

  /** Why a network does not take a post, as a sentence for people; empty where it does. */
  static Optional<String> problem(Post post, Limits limits) {
    return problem(post, Limits.shapeOf(post), limits);
  }

  /** The same of a post whose first part has a shape, though its pictures may be missing yet. */
  static Optional<String> problem(Post post, Shape shape, Limits limits) {
    int parts = 1 + post.thread().size();
    if (parts > 1 && parts > ThreadTemplate.most(limits)) {
      return Optional.of(
          ThreadTemplate.most(limits) == 1
              ? "This network has no threads; the words must be one part."
              : ThreadTemplate.tooMany(parts, limits));
    }
    return problemOfPart(post, shape, limits)
        .or(
            () ->
                post.thread().stream()
                    .flatMap(part -> problemOfPart(part, Limits.shapeOf(part), limits).stream())
                    .findFirst());
  }

  private static Optional<String> problemOfPart(Post post, Shape shape, Limits limits) {
    if (!limits.takes(shape) && !limits.takes(Shape.TEXT)) {
      return Optional.of(
          "This network takes no post without a picture, and there is none that it can use.");
    }
    int length = limits.length(post.text());
    return length <= limits.maxLength(shape)
        ? Optional.empty()
        : Optional.of(
            "The words count "
                + length
                + " where the network takes "
                + limits.maxLength(shape)
                + ", "
                + (length - limits.maxLength(shape))
                + " too many. Make them shorter.");
  }

  private static @Nullable Image image(PostRecord post) {
    return post.uri(Key.IMAGE)
        .map(url -> new Image(url, post.text(Key.IMAGE_ALT), "", 0, 0))
        .orElse(null);
  }
}
