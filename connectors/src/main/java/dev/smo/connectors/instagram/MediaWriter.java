// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.instagram;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Part;
import dev.smo.connectors.meta.ContainerApi;
import dev.smo.connectors.meta.ContainerMaker;
import dev.smo.connectors.meta.ContainerPublisher;
import dev.smo.post.Media;
import dev.smo.post.Post;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes pictures with a caption. */
final class MediaWriter {
  static final int MAX_CAPTION = 2_200;

  private static final Logger LOG = LoggerFactory.getLogger(MediaWriter.class);

  private final ContainerMaker maker;
  private final ContainerPublisher publisher;

  MediaWriter(ContainerApi api) {
    maker = new ContainerMaker(api);
    publisher = new ContainerPublisher(api);
  }

  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Post post = delivery.post();
    if (post.text().length() > MAX_CAPTION) {
      return new Outcome.Rejected("Longer than the 2200 characters that Instagram takes");
    }
    List<Media> pictures = loadable(post);
    if (pictures.isEmpty()) {
      return new Outcome.Rejected(
          post.attached() && !post.images().isEmpty()
              ? "Instagram loads pictures from the site, as they are there: JPEG of up to 8 MB,"
                  + " from 4:5 to 1.91:1. The page has none that fits"
              : "Instagram takes no post without a picture, and the page has none");
    }
    Optional<Outcome> usedUp = publisher.usedUp(delivery.connection());
    if (usedUp.isPresent()) {
      return usedUp.get();
    }
    Part part = Part.all(post).get(0);
    Map<String, String> fields = Map.of("caption", post.text());
    return publisher.publish(delivery, part, () -> maker.make(delivery, part, pictures, fields));
  }

  /**
   * Pictures that Instagram can load, which it does by itself from the site. One that was made to
   * fit is nowhere there.
   */
  private static List<Media> loadable(Post post) {
    List<Media> wanted = post.attached() ? post.images() : List.of();
    List<Media> loadable = wanted.stream().filter(one -> one.source().isPresent()).toList();
    if (loadable.size() < wanted.size()) {
      LOG.warn(
          "{} of {} pictures are left out: Instagram takes JPEG of up to 8 MB as they are on the"
              + " site",
          wanted.size() - loadable.size(),
          wanted.size());
    }
    return loadable;
  }
}
