// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.AltText;
import dev.smo.connectors.Caption;
import dev.smo.connectors.Json;
import dev.smo.connectors.Part;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes containers. Nothing is posted by it, so whatever fails is tried again. */
final class ContainerWriter {
  static final int MAX_ALT = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(ContainerWriter.class);

  /** Names of the options of a post. */
  static final String REPLIES = "replies";

  static final String TOPIC = "topic";

  private final ThreadsApi api;

  ContainerWriter(ThreadsApi api) {
    this.api = api;
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
    List<Media> pictures = loadable(post);
    if (pictures.size() > 1) {
      List<String> children = new ArrayList<>();
      for (Media picture : pictures) {
        Optional<Outcome> failed = child(picture, delivery, part, children);
        if (failed.isPresent()) {
          return failed;
        }
      }
      fields.put("media_type", "CAROUSEL");
      fields.put("children", String.join(",", children));
    } else if (pictures.size() == 1) {
      fields.putAll(picture(pictures.get(0)));
    } else {
      fields.put("media_type", "TEXT");
      post.link().map(URI::toString).ifPresent(link -> fields.put("link_attachment", link));
    }
    fields.put("text", words(post));
    above.ifPresent(one -> fields.put("reply_to_id", one.id()));
    chosen(post, "everyone", REPLIES).ifPresent(who -> fields.put("reply_control", who));
    chosen(post, "", TOPIC).ifPresent(topic -> fields.put("topic_tag", topic.strip()));
    Made made = make(fields, delivery.connection());
    if (made.failed().isEmpty()) {
      new Container(delivery.progress(), part).keep(made.id(), api.now());
    }
    return made.failed();
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

  private static Optional<String> chosen(Post post, String usual, String option) {
    return post.option(option).filter(value -> !value.isBlank() && !value.equals(usual));
  }

  private static Map<String, String> picture(Media picture) {
    Map<String, String> fields = new HashMap<>();
    fields.put("media_type", "IMAGE");
    fields.put("image_url", picture.source().orElseThrow().toString());
    String alt = AltText.of(picture, MAX_ALT);
    if (!alt.isEmpty()) {
      fields.put("alt_text", alt);
    }
    return fields;
  }

  private Optional<Outcome> child(
      Media picture, Delivery delivery, Part part, List<String> children)
      throws IOException, InterruptedException {
    Optional<String> before =
        delivery
            .progress()
            .ofUpload(part.number(), picture)
            .flatMap(kept -> Container.fresh(kept, api.now()));
    if (before.isPresent()) {
      children.add(before.get());
      return Optional.empty();
    }
    Map<String, String> fields = picture(picture);
    fields.put("is_carousel_item", "true");
    Made made = make(fields, delivery.connection());
    if (made.failed().isEmpty()) {
      delivery.progress().uploadDone(part.number(), picture, Container.kept(made.id(), api.now()));
      children.add(made.id());
    }
    return made.failed();
  }

  private record Made(String id, Optional<Outcome> failed) {
    static Made not(Outcome outcome) {
      return new Made("", Optional.of(outcome));
    }

    static Made later(String reason) {
      return not(new Outcome.Deferred(Duration.ZERO, reason));
    }
  }

  private Made make(Map<String, String> fields, Connection connection)
      throws IOException, InterruptedException {
    try {
      Answer answer = api.send(api.post("me/threads", fields, connection));
      if (!answer.ok()) {
        return Made.not(api.refusedBefore(answer, connection));
      }
      String id = Json.of(answer).path("id").asText();
      return ThreadsApi.isId(id)
          ? new Made(id, Optional.empty())
          : Made.later("Threads took the post without naming it");
    } catch (NotSentException e) {
      throw e;
    } catch (IOException e) {
      return Made.later("The post could not be prepared: " + e.getMessage());
    }
  }
}
