// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Limits;
import dev.smo.gate.Gate;
import dev.smo.gate.Verdict;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.post.Media;
import dev.smo.socialimage.SocialImages;
import java.net.URI;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a post shows: its page as strangers see it, and pictures as its network takes them. */
@Component(service = Pictures.class)
public final class Pictures {
  private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);
  private static final String JPEG = "image/jpeg";

  /** An answer to somebody shows nothing of a page, nor does a note. */
  private static final Verdict NO_PAGE = new Verdict.Open(Optional.empty());

  private final Gate gate;
  private final SocialImages renditions;

  @Activate
  public Pictures(@Reference Gate gate, @Reference SocialImages renditions) {
    this.gate = gate;
    this.renditions = renditions;
  }

  /** What is at the page of a post; the picture there is none of a post that has its own. */
  Verdict look(PostRecord post) throws InterruptedException {
    Verdict found = post.isAboutPage() ? gate.check(PostContent.of(post)) : NO_PAGE;
    return post.flag(Key.OWN_IMAGES) && found instanceof Verdict.Open ? NO_PAGE : found;
  }

  /** Loads and fits the pictures of a post whose page is as planned. */
  PostPictures of(PostRecord post, Verdict.Open open, Limits limits) throws InterruptedException {
    return PostPictures.of(post, open, this, limits);
  }

  /** One more picture, by its address. */
  Verdict further(String address) throws InterruptedException {
    return gate.further(address);
  }

  /**
   * A picture that was made for a post, at an address where its network can load it by itself, or
   * as it is where it can have none; empty where strangers do not find it there, or not yet.
   */
  Optional<Media> offered(PostRecord post, Media made) throws InterruptedException {
    Optional<URI> page = post.uri(Key.ADDRESS);
    if (page.isEmpty() || made.source().isPresent() || !JPEG.equals(made.type())) {
      return Optional.of(made);
    }
    URI address = renditions.keep(page.get(), post.text(Key.PAGE), made.bytes());
    Verdict found = gate.further(address.toString());
    if (found instanceof Verdict.Open) {
      return Optional.of(made.source(address));
    }
    LOG.info("{} has a picture that its network cannot load by itself: {}", post, found);
    return Optional.empty();
  }
}
