// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.micropub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.AltText;
import dev.smo.connectors.Uploaded;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes entries, changes and deletes them. */
final class EntryWriter {
  /** A bound of our own: no site says how much it takes. */
  static final int MAX_WORDS = 10_000;

  static final int MAX_ALT = 1_000;

  /** Name of the option of a post. */
  static final String SYNDICATE = "syndicate";

  private static final Outcome TOO_LONG =
      new Outcome.Rejected("Longer than the 10000 characters that are sent to a site");

  private final MicropubApi api;

  EntryWriter(MicropubApi api) {
    this.api = api;
  }

  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Post post = delivery.post();
    if (post.text().length() > MAX_WORDS) {
      return TOO_LONG;
    }
    MicropubApi.Endpoint endpoint;
    Uploaded pictures;
    try {
      endpoint = api.endpoint(delivery.connection());
      pictures = pictures(delivery, endpoint);
    } catch (StrangeEndpointException e) {
      return new Outcome.Unauthorised(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Outcome.Deferred(
          Duration.ZERO, "The post could not be prepared: " + e.getMessage());
    }
    if (!(pictures instanceof Uploaded.Ready ready)) {
      return ((Uploaded.Failed) pictures).outcome();
    }
    String entry = entry(post, ready.ids()).toString();
    Connection connection = delivery.connection();
    Request request = api.request("POST", endpoint.posts(), connection).json(entry);
    Answer answer = api.send(request);
    return answer.ok() ? made(answer) : api.refused(answer, connection);
  }

  private static Outcome made(Answer answer) throws IOException {
    Optional<URI> place = place(answer);
    if (place.isEmpty()) {
      throw new IOException("The site took the post without saying where it is");
    }
    return new Outcome.Published(new RemotePost(place.get().toString(), place.get()));
  }

  private static Optional<URI> place(Answer answer) {
    return answer.header("location").flatMap(said -> Relations.resolved(answer.uri(), said));
  }

  private ObjectNode entry(Post post, List<String> pictures) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.putArray("type").add("h-entry");
    ObjectNode properties = entry.putObject("properties");
    properties.putArray("content").add(post.text());
    if (!post.hashtags().isEmpty()) {
      ArrayNode tags = properties.putArray("category");
      post.hashtags().forEach(tags::add);
    }
    if (!pictures.isEmpty()) {
      ArrayNode photos = properties.putArray("photo");
      for (int number = 0; number < pictures.size(); number++) {
        String alt = AltText.of(post.images().get(number), MAX_ALT);
        photos.addObject().put("value", pictures.get(number)).put("alt", alt);
      }
    }
    post.option(SYNDICATE)
        .filter(place -> !place.isBlank())
        .ifPresent(place -> properties.putArray("mp-syndicate-to").add(place));
    return entry;
  }

  private Uploaded pictures(Delivery delivery, MicropubApi.Endpoint endpoint)
      throws IOException, InterruptedException {
    List<String> places = new ArrayList<>();
    if (!delivery.post().attached() || endpoint.media().isEmpty()) {
      return new Uploaded.Ready(places);
    }
    for (Media picture : delivery.post().images()) {
      Optional<String> kept = delivery.progress().ofUpload(1, picture);
      if (kept.isEmpty()) {
        Uploaded one = upload(picture, endpoint.media().get(), delivery);
        if (!(one instanceof Uploaded.Ready ready)) {
          return one;
        }
        kept = Optional.of(ready.ids().get(0));
      }
      places.add(kept.get());
    }
    return new Uploaded.Ready(places);
  }

  private Uploaded upload(Media picture, URI media, Delivery delivery)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    String name = "picture." + picture.type().replaceFirst(".*/", "");
    Request request =
        api.request("POST", media, connection)
            .multipart(Map.of(), "file", name, picture.type(), picture.bytes());
    Answer answer;
    try {
      answer = api.send(request);
    } catch (IOException e) {
      return Uploaded.later("The picture could not be uploaded: " + e.getMessage());
    }
    if (!answer.ok()) {
      return Uploaded.refused(api.refused(answer, connection));
    }
    Optional<URI> place = place(answer);
    if (place.isEmpty()) {
      return Uploaded.later("The site took the picture without saying where it is");
    }
    delivery.progress().uploadDone(1, picture, place.get().toString());
    return new Uploaded.Ready(List.of(place.get().toString()));
  }

  /** Replaces the words; all else stays. */
  Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    if (delivery.post().text().length() > MAX_WORDS) {
      return TOO_LONG;
    }
    ObjectNode change = action("update", post);
    change.putObject("replace").putArray("content").add(delivery.post().text());
    Answer answer = act(change, delivery.connection());
    if (!answer.ok()) {
      return api.refused(answer, delivery.connection());
    }
    // A change may move the post.
    return answer.status() == 201 ? made(answer) : new Outcome.Published(post);
  }

  Outcome delete(RemotePost post, Connection connection) throws IOException, InterruptedException {
    Answer answer = act(action("delete", post), connection);
    if (answer.status() != 400) {
      return api.deleted(answer, post, connection);
    }
    // Some answer so of what is gone already; then the page is gone, too.
    Answer page = api.send(Request.get(post.permalink()));
    boolean gone = page.status() == 404 || page.status() == 410;
    return gone ? new Outcome.Published(post) : api.refused(answer, connection);
  }

  private static ObjectNode action(String name, RemotePost post) {
    return JsonNodeFactory.instance.objectNode().put("action", name).put("url", post.id());
  }

  private Answer act(ObjectNode action, Connection connection)
      throws IOException, InterruptedException {
    URI endpoint = api.endpoint(connection).posts();
    return api.send(api.request("POST", endpoint, connection).json(action.toString()));
  }
}
