// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Caption;
import dev.smo.connectors.Part;
import dev.smo.connectors.meta.Container;
import dev.smo.connectors.meta.ContainerApi;
import dev.smo.connectors.meta.ContainerMaker;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what stands in the container of a part. */
final class ContainerWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerWriter.class);

  /** Names of the options of a post. */
  static final String REPLIES = "replies";

  static final String TOPIC = "topic";

  private final ContainerMaker maker;

  ContainerWriter(ContainerApi api) {
    maker = new ContainerMaker(api);
  }

  /**
   * Makes the container of a part, and those of its pictures where there are several.
   *
   * @return what went wrong; empty: the container is kept
   */
  Optional<Outcome> write(Delivery delivery, Part part, Optional<RemotePost> above)
      throws IOException, InterruptedException {
    Post post = part.post();
    Map<String, String> fields = new HashMap<>();
    List<Media> pictures = pictures(delivery, part);
    if (pictures.isEmpty()) {
      fields.put("media_type", "TEXT");
      post.link().map(URI::toString).ifPresent(link -> fields.put("link_attachment", link));
    }
    fields.put("text", sent(post));
    above.ifPresent(one -> fields.put("reply_to_id", one.id()));
    chosen(post, "everyone", REPLIES).ifPresent(who -> fields.put("reply_control", who));
    chosen(post, "", TOPIC).ifPresent(topic -> fields.put("topic_tag", topic.strip()));
    return maker.make(delivery, part, pictures, fields);
  }

  /** Pictures, as long as they do not keep the words from going out. */
  private static List<Media> pictures(Delivery delivery, Part part) {
    Post post = part.post();
    List<Media> loadable = loadable(post);
    if (loadable.isEmpty()) {
      return loadable;
    }
    if (!hasRoom(post)) {
      LOG.warn("Without pictures: beside them, the link would make the words too long for Threads");
      return List.of();
    }
    if (new Container(delivery.progress(), part).isLastTry()) {
      LOG.warn("Without pictures: Threads could not make the post with them");
      return List.of();
    }
    return loadable;
  }

  /**
   * Pictures that Threads can load, which it does by itself from the site. One that was made to fit
   * is nowhere there, and holds the words back no more than one that is missing.
   */
  private static List<Media> loadable(Post post) {
    List<Media> wanted = post.attached() ? post.images() : List.of();
    List<Media> loadable = wanted.stream().filter(one -> one.source().isPresent()).toList();
    if (loadable.size() < wanted.size()) {
      LOG.warn(
          "{} of {} pictures are left out: Threads takes JPEG and PNG of up to 8 MB as they are on"
              + " the site",
          wanted.size() - loadable.size(),
          wanted.size());
    }
    return loadable;
  }

  /** The words; of a post without any its link, since Threads takes none without words. */
  static String words(Post post) {
    return post.text().isBlank() ? Caption.withLink(post) : Caption.of(post);
  }

  /** Whether a post with pictures has room for its link behind the words. */
  private static boolean hasRoom(Post post) {
    return ThreadsLength.of(words(post)) <= ThreadsLength.MAX;
  }

  /** What is sent as words; the link is attached where it finds no room behind them. */
  static String sent(Post post) {
    return hasRoom(post) || post.text().isBlank() ? words(post) : post.text();
  }

  private static Optional<String> chosen(Post post, String usual, String option) {
    return post.option(option).filter(value -> !value.isBlank() && !value.equals(usual));
  }
}
