// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.Site;
import dev.smo.post.Media;
import dev.smo.post.Post;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
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

  static Post post(PostRecord post, Optional<Media> media, Limits limits) {
    String text = post.text(Key.TEXT);
    Optional<URI> link =
        post.uri(Key.LINK).filter(uri -> limits.linkBeside() || text.contains(uri.toString()));
    return Post.builder(limits.format().escape(text))
        .link(link.orElse(null))
        .title(post.text(Key.TITLE))
        .description(post.text(Key.DESCRIPTION))
        .image(media.orElse(null))
        .attached(post.flag(Key.IMAGE_INSTEAD) || !limits.takes(Shape.LINK))
        .language(Locale.forLanguageTag(post.text(Key.LANGUAGE)))
        .hashtags(post.texts(Key.HASHTAGS))
        .build();
  }

  /** Why a network does not take a post, as a sentence for people; empty where it does. */
  static Optional<String> problem(Post post, Limits limits) {
    Shape shape = Limits.shapeOf(post);
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
                + ". Make them shorter.");
  }

  private static @Nullable Image image(PostRecord post) {
    return post.uri(Key.IMAGE)
        .map(url -> new Image(url, post.text(Key.IMAGE_ALT), "", 0, 0))
        .orElse(null);
  }
}
