// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connectors.AltText;
import dev.smo.connectors.Json;
import dev.smo.connectors.Urls;
import dev.smo.connectors.WebhookAddress;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.signing.Signature;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Hands posts on to whatever takes a webhook, such as Zapier or n8n, signed as the Standard
 * Webhooks say. docs/connectors/webhook.md documents body and signature.
 */
@Component(service = Connector.class)
public final class WebhookConnector implements Connector {
  static final int MAX_TEXT = 5_000;
  static final String KEY = "key";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  static final Network NETWORK =
      Network.builder("webhook", "Webhook")
          .connectionFields(
              WebhookAddress.field("Where posts are sent to, such as a catch hook of Zapier."),
              Field.of(Field.Kind.SECRET, KEY, "Signing key")
                  .help("At least 16 characters that the receiver knows, too.")
                  .required())
          .words(WebhookConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(MAX_TEXT, Limits::graphemes)
          .linkBeside()
          // A bound of our own; only addresses are sent.
          .images(List.of("image/jpeg", "image/png", "image/webp", "image/gif"), 20_000_000, 10_000)
          .maxImages(10)
          .loadedByNetwork()
          .build();

  private final Outbound outbound;
  private final Clock clock;

  @Activate
  public WebhookConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC());
  }

  WebhookConnector(Outbound outbound, Clock clock) {
    this.outbound = outbound;
    this.clock = clock;
  }

  @Override
  public Network network() {
    return NETWORK;
  }

  @Override
  public Limits limits(Connection connection) {
    return LIMITS;
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Optional<String> missing = missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    if (Limits.graphemes(delivery.post().text()) > MAX_TEXT) {
      return new Outcome.Rejected("Longer than 5000 characters");
    }
    String body = body(delivery).toString();
    Signature signature =
        Signature.of(delivery.id(), clock.instant(), body, connection.secret(KEY).orElseThrow());
    Request request =
        Request.post(WebhookAddress.of(connection).orElseThrow())
            .json(body)
            .header("Accept", "application/json")
            .header("webhook-id", delivery.id())
            .header("webhook-timestamp", Long.toString(signature.seconds()))
            .header("webhook-signature", signature.value())
            .header("Idempotency-Key", delivery.id())
            .within(TIMEOUT);
    Answer answer = outbound.send(request);
    return answer.ok()
        ? new Outcome.Published(named(answer, delivery))
        : refused(answer, connection);
  }

  private static Optional<String> missing(Connection connection) {
    Optional<String> missing = WebhookAddress.missing(connection);
    return missing.isPresent() || connection.secret(KEY).filter(Signature::signs).isPresent()
        ? missing
        : Optional.of(
            "The connection has no signing key: at least 16 characters, or whsec_ and Base64");
  }

  private ObjectNode body(Delivery delivery) {
    Post post = delivery.post();
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", "post.published");
    body.put("timestamp", clock.instant().toString());
    ObjectNode data = body.putObject("data").put("id", delivery.id());
    data.put("connection", delivery.connection().id());
    data.put("text", post.text());
    data.put("link", post.link().map(URI::toString).orElse(""));
    data.put("title", post.title()).put("description", post.description());
    data.put("language", post.language().toLanguageTag());
    ArrayNode hashtags = data.putArray("hashtags");
    post.hashtags().forEach(hashtags::add);
    ArrayNode images = data.putArray("images");
    for (Media picture : post.images()) {
      picture
          .source()
          .ifPresent(
              address ->
                  images
                      .addObject()
                      .put("url", address.toString())
                      .put("alt", AltText.of(picture, LIMITS.maxAltLength())));
    }
    return body;
  }

  /**
   * What the receiver calls the post, where it says so in JSON, else our own name for it.
   *
   * @throws IOException it answered with a page, as proxies and login forms do
   */
  private static RemotePost named(Answer answer, Delivery delivery) throws IOException {
    if (answer.type().equals("text/html")) {
      throw new IOException("The receiver answered with a page");
    }
    JsonNode said =
        answer.type().equals("application/json") && answer.body().length > 0
            ? Json.of(answer)
            : JsonNodeFactory.instance.objectNode();
    String id = said.path("id").asText();
    URI host = WebhookAddress.of(delivery.connection()).orElseThrow();
    URI page = URI.create(host.getScheme() + "://" + host.getRawAuthority() + "/");
    URI url = Urls.web(said.path("url").asText()).orElse(page);
    return new RemotePost(id.isBlank() ? delivery.id() : id, url);
  }

  /** What an answer other than 2xx means for the post. */
  Outcome refused(Answer answer, Connection connection) {
    String words = answer.type().equals("text/html") ? "" : WebhookAddress.words(answer.text());
    String said = WebhookAddress.redact("HTTP " + answer.status() + " " + words, connection);
    return switch (answer.status()) {
      case 429 ->
          new Outcome.Deferred(
              answer.retryAfter(clock.instant()).orElse(Duration.ZERO),
              "The receiver limits calls");
      case 401, 403 -> new Outcome.Unauthorised("The receiver refuses the signature: " + said);
      case 404, 410 -> new Outcome.Unauthorised("Nobody listens at this address: " + said);
      case 301, 307, 308 ->
          new Outcome.Unauthorised("The receiver has moved; enter its new address: " + said);
      case 400, 413, 415, 422 -> new Outcome.Rejected(said);
      default -> new Outcome.Unknown("The receiver answered " + said);
    };
  }
}
