// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.AltText;
import dev.smo.connectors.Caption;
import dev.smo.connectors.Cut;
import dev.smo.connectors.Json;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.Uploaded;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes posts, with a card that is ours: LinkedIn reads no page. */
final class ShareWriter {
  static final int MAX_ALT = 4086;
  private static final int MAX_TITLE = 400;
  private static final int MAX_DESCRIPTION = 1000;
  private static final String DUPLICATE = "DUPLICATE_POST";

  private final LinkedInApi api;
  private final ImageUpload images;

  ShareWriter(LinkedInApi api, ImageUpload images) {
    this.api = api;
    this.images = images;
  }

  Outcome publish(Delivery asked) throws IOException, InterruptedException {
    Delivery delivery = Caption.fitted(asked, Commentary.MAX_LENGTH);
    String words = Caption.of(Commentary.linked(delivery.post()));
    if (words.length() > Commentary.MAX_LENGTH) {
      return new Outcome.Rejected(
          "Longer than the " + Commentary.MAX_LENGTH + " characters of LinkedIn, link included");
    }
    Uploaded uploaded = images.upload(delivery);
    if (uploaded instanceof Uploaded.Failed failed) {
      return failed.outcome();
    }
    OpenCall call = OpenCall.of(delivery);
    ObjectNode post = post(delivery, words, ((Uploaded.Ready) uploaded).ids());
    Request request = api.request("POST", "/rest/posts", delivery.connection());
    Answer answer = call.send(request.json(post.toString()), api.outbound());
    if (answer.status() == 422 && isDuplicate(answer)) {
      return call.ended(duplicate(answer, delivery, call.before()));
    }
    return call.ended(
        answer.ok()
            ? new Outcome.Published(named(answer))
            : api.refused(answer, delivery.connection()));
  }

  private static RemotePost named(Answer answer) throws IOException {
    return answer
        .header("x-restli-id")
        .flatMap(Urn::ofPostIn)
        .map(Urn::post)
        .orElseThrow(() -> new IOException("LinkedIn answered without naming the post"));
  }

  private static ObjectNode post(Delivery delivery, String words, List<String> images) {
    ObjectNode post = JsonNodeFactory.instance.objectNode();
    post.put("author", Urn.author(delivery.connection()).orElseThrow().text());
    post.put("commentary", words).put("visibility", "PUBLIC");
    ObjectNode distribution = post.putObject("distribution").put("feedDistribution", "MAIN_FEED");
    distribution.putArray("targetEntities");
    distribution.putArray("thirdPartyDistributionChannels");
    if (delivery.post().attached()) {
      post.set("content", pictures(delivery.post().images(), images));
    } else if (delivery.post().link().isPresent()) {
      post.putObject("content").set("article", article(delivery.post(), images));
    }
    return post.put("lifecycleState", "PUBLISHED").put("isReshareDisabledByAuthor", false);
  }

  private static ObjectNode article(Post post, List<String> images) {
    String link = post.link().orElseThrow().toString();
    ObjectNode article = JsonNodeFactory.instance.objectNode().put("source", link);
    article.put("title", post.title().isBlank() ? link : Cut.to(MAX_TITLE, post.title()));
    if (!post.description().isBlank()) {
      article.put("description", Cut.to(MAX_DESCRIPTION, post.description()));
    }
    images.forEach(image -> article.put("thumbnail", image));
    return article;
  }

  private static ObjectNode pictures(List<Media> pictures, List<String> urns) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    if (urns.size() == 1) {
      content.set("media", picture(pictures.get(0), urns.get(0)));
      return content;
    }
    var all = content.putObject("multiImage").putArray("images");
    for (int i = 0; i < urns.size(); i++) {
      all.add(picture(pictures.get(i), urns.get(i)));
    }
    return content;
  }

  private static ObjectNode picture(Media picture, String urn) {
    ObjectNode image = JsonNodeFactory.instance.objectNode().put("id", urn);
    String alt = AltText.of(picture, MAX_ALT);
    return alt.isEmpty() ? image : image.put("altText", alt);
  }

  private static boolean isDuplicate(Answer answer) throws IOException {
    for (JsonNode wrong : Json.of(answer).path("errorDetails").path("inputErrors")) {
      if (wrong.path("code").asText().equals(DUPLICATE)) {
        return true;
      }
    }
    return false;
  }

  /**
   * LinkedIn has the same words already, under a name that it tells. They are ours where an earlier
   * call of this delivery may have been executed and the post is as young as it; a page can be
   * asked.
   */
  private Outcome duplicate(Answer answer, Delivery delivery, boolean before)
      throws IOException, InterruptedException {
    Optional<Urn> named = Urn.ofPostIn(Json.of(answer).path("message").asText());
    if (named.isEmpty()) {
      return before ? new Outcome.Duplicate(Optional.empty()) : taken(Optional.empty());
    }
    Urn urn = named.get();
    if (!urn.madeSince(OpenCall.earliest(delivery))) {
      return taken(named);
    }
    if (!Urn.author(delivery.connection()).orElseThrow().isOrganization()) {
      return before ? new Outcome.Duplicate(Optional.of(urn.post())) : taken(named);
    }
    return askedFor(urn, delivery, before);
  }

  private Outcome askedFor(Urn urn, Delivery delivery, boolean before)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Answer answer = api.send(api.request("GET", "/rest/posts/" + urn.encoded(), connection));
    if (answer.status() == 404 && !before) {
      return new Outcome.Rejected(
          "LinkedIn still remembers a deleted post with the same words, for a day or two. Change"
              + " the words, or send again then: "
              + urn.post().permalink());
    }
    if (!answer.ok()) {
      return new Outcome.Unknown(
          "LinkedIn has the same words already, as "
              + urn.text()
              + ", but does not show that post: "
              + connection.redact(LinkedInApi.reason(answer)));
    }
    String author = Json.of(answer).path("author").asText();
    return before && author.equals(Urn.author(connection).orElseThrow().text())
        ? new Outcome.Duplicate(Optional.of(urn.post()))
        : taken(Optional.of(urn));
  }

  private static Outcome taken(Optional<Urn> urn) {
    return new Outcome.Taken(
        urn.map(Urn::post),
        urn.map(
                post ->
                    "LinkedIn takes the same words only once, and has them already, in "
                        + post.post().permalink()
                        + "; change them")
            .orElse("LinkedIn takes the same words only once, and has them already; change them"));
  }

  /** Replaces the words; card and pictures stay, since LinkedIn changes nothing else. */
  Outcome edit(RemotePost post, Delivery asked) throws IOException, InterruptedException {
    Delivery delivery = Caption.fitted(asked, Commentary.MAX_LENGTH);
    String words = Caption.of(Commentary.linked(delivery.post()));
    if (words.length() > Commentary.MAX_LENGTH) {
      return new Outcome.Rejected(
          "Longer than the " + Commentary.MAX_LENGTH + " characters of LinkedIn, link included");
    }
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change.putObject("patch").putObject("$set").put("commentary", words);
    Connection connection = delivery.connection();
    Answer answer =
        api.send(
            api.request("POST", "/rest/posts/" + new Urn(post.id()).encoded(), connection)
                .header("X-RestLi-Method", "PARTIAL_UPDATE")
                .json(change.toString()));
    if (answer.status() == 404) {
      return new Outcome.Rejected("LinkedIn has no such post any more");
    }
    return answer.ok() ? new Outcome.Published(post) : api.refused(answer, connection);
  }
}
