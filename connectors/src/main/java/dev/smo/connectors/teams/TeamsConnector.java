// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.teams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connectors.AltText;
import dev.smo.connectors.Cut;
import dev.smo.connectors.Urls;
import dev.smo.connectors.WebhookAddress;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Posts an adaptive card in a channel of Microsoft Teams by a workflow of Power Automate. The
 * workflow accepts it and names nothing, so what is out can be neither found nor changed nor taken
 * back. docs/connectors/teams.md tells what to do.
 */
@Component(service = Connector.class)
public final class TeamsConnector implements Connector {
  /** Teams takes about 28 kB for all; the rest is for the card around the words. */
  static final int MAX_BYTES = 20_000;

  private static final int MOST_BYTES = 27_000;
  private static final int MAX_TITLE = 200;
  private static final int MAX_DESCRIPTION = 400;
  private static final String CHANNEL = "channel";
  private static final String BUTTON = "button";
  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  static final Network NETWORK =
      Network.builder("teams", "Teams")
          .connectionFields(
              WebhookAddress.field(
                  "In Teams: the channel, Workflows, Send webhook alerts to a channel, Copy."),
              Field.of(Field.Kind.URL, CHANNEL, "Address of the channel")
                  .help("Where people see the messages: the channel, Get link to channel.")
                  .placeholder("https://teams.microsoft.com/l/channel/19"),
              Field.of(Field.Kind.TEXT, BUTTON, "Words on the button")
                  .help("The button that leads to the page.")
                  .byDefault("Read"))
          .words(TeamsConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(MAX_BYTES, TeamsConnector::bytes)
          .linkBeside()
          // Teams loads them from the site.
          .images(List.of("image/jpeg", "image/png", "image/gif"), 1_000_000, 10_000)
          .loadedByNetwork()
          .build();

  private final Outbound outbound;
  private final Clock clock;

  @Activate
  public TeamsConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC());
  }

  TeamsConnector(Outbound outbound, Clock clock) {
    this.outbound = outbound;
    this.clock = clock;
  }

  /** How many bytes a text takes in JSON. */
  static int bytes(String text) {
    return TextNode.valueOf(text).toString().getBytes(StandardCharsets.UTF_8).length;
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
    if (bytes(delivery.post().text()) > MAX_BYTES) {
      return new Outcome.Rejected("Longer than the 20000 bytes that a card may have for its words");
    }
    Request request =
        Request.post(WebhookAddress.of(connection).orElseThrow())
            .json(message(delivery.post(), connection))
            .within(TIMEOUT);
    Answer answer = outbound.send(request);
    if (answer.status() == 202) {
      String run = answer.header("x-ms-workflow-run-id").orElse(delivery.id());
      return new Outcome.Published(new RemotePost(run, page(connection)));
    }
    return refused(answer, connection);
  }

  private static Optional<String> missing(Connection connection) {
    boolean retired =
        WebhookAddress.of(connection)
            .map(address -> address.getHost().toLowerCase(Locale.ROOT))
            .filter(
                host -> host.endsWith(".webhook.office.com") || host.equals("outlook.office.com"))
            .isPresent();
    return retired
        ? Optional.of(
            "This is a connector of Office 365, which Microsoft retired. Make a workflow.")
        : WebhookAddress.missing(connection);
  }

  /** With all that is known of the page, where that is not too much. */
  private static String message(Post post, Connection connection) {
    String whole = card(post, connection, /* all= */ true).toString();
    return whole.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES
        ? card(post, connection, /* all= */ false).toString()
        : whole;
  }

  /** A card whose words are shown as they are: text runs know no Markdown. */
  private static ObjectNode card(Post post, Connection connection, boolean all) {
    ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", "message");
    ObjectNode attachment = message.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.putNull("contentUrl");
    ObjectNode card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard").put("version", "1.4");
    ArrayNode body = card.putArray("body");
    words(body, post.text());
    if (all) {
      page(body, post);
    }
    post.link()
        .ifPresent(
            link ->
                card.putArray("actions")
                    .addObject()
                    .put("type", "Action.OpenUrl")
                    .put("title", connection.setting(BUTTON).orElse("Read"))
                    .put("url", link.toString()));
    return message;
  }

  private static ObjectNode words(ArrayNode body, String text) {
    return body.addObject()
        .put("type", "RichTextBlock")
        .putArray("inlines")
        .addObject()
        .put("type", "TextRun")
        .put("text", text);
  }

  /** Picture, title and description, as far as the words do not say them. */
  private static void page(ArrayNode body, Post post) {
    post.image()
        .ifPresent(
            picture ->
                picture
                    .source()
                    .ifPresent(
                        address ->
                            body.addObject()
                                .put("type", "Image")
                                .put("url", address.toString())
                                .put("altText", AltText.of(picture, LIMITS.maxAltLength()))));
    if (!post.title().isBlank() && !post.text().contains(post.title())) {
      words(body, Cut.to(MAX_TITLE, post.title())).put("weight", "Bolder");
    }
    if (!post.description().isBlank() && !post.text().contains(post.description())) {
      words(body, Cut.to(MAX_DESCRIPTION, post.description())).put("isSubtle", true);
    }
  }

  /** The workflow names no message, so this is the channel. */
  private static URI page(Connection connection) {
    return connection
        .setting(CHANNEL)
        .flatMap(Urls::web)
        .orElse(URI.create("https://teams.microsoft.com/"));
  }

  /** What an answer other than 202 means for the post. */
  Outcome refused(Answer answer, Connection connection) {
    String words =
        answer.type().equals("application/json") ? WebhookAddress.words(answer.text()) : "";
    String said = WebhookAddress.redact("HTTP " + answer.status() + " " + words, connection);
    boolean off = words.contains("WorkflowTriggerIsNotEnabled");
    return switch (answer.status()) {
      case 429 ->
          new Outcome.Deferred(
              answer.retryAfter(clock.instant()).orElse(Duration.ZERO), "Teams limits calls");
      case 401, 403, 404, 410 ->
          new Outcome.Unauthorised("The workflow is gone, or its address is wrong: " + said);
      case 400 ->
          off
              ? new Outcome.Unauthorised("The workflow is switched off: " + said)
              : new Outcome.Rejected(said);
      case 413 -> new Outcome.Rejected(said);
      default -> new Outcome.Unknown("The workflow answered " + said);
    };
  }
}
