// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.connector.Retractor;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.AltText;
import dev.smo.connectors.Cut;
import dev.smo.connectors.Json;
import dev.smo.connectors.Markdown;
import dev.smo.connectors.PerSession;
import dev.smo.connectors.WebhookAddress;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.post.TextFormat;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Posts in a channel of Discord by a webhook, which cannot read the channel: nobody can look for a
 * lost post. docs/connectors/discord.md tells a server's owner what to do.
 */
@Component(service = Connector.class)
public final class DiscordConnector implements Connector, Verifier, Retractor, Editor {
  static final int MAX_CONTENT = 2_000;

  private static final int MAX_TITLE = 256;
  private static final int MAX_DESCRIPTION = 1_000;
  private static final int MAX_ALT = 1_024;
  private static final int SUPPRESS_NOTIFICATIONS = 1 << 12;
  private static final String SILENT = "silent";

  static final Network NETWORK =
      Network.builder("discord", "Discord")
          .connectionFields(
              WebhookAddress.field(
                  "In the channel's settings: Integrations, Webhooks, New webhook, Copy webhook"
                      + " URL."),
              Field.of(Field.Kind.TEXT, Channel.THREAD, "Thread")
                  .help("Number of a thread of the channel; a forum takes messages only there.")
                  .placeholder("1310000000000000000")
                  .pattern(Channel.NUMBER))
          .postFields(Field.of(Field.Kind.SWITCH, SILENT, "Without a sound"))
          .words(DiscordConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(MAX_CONTENT, String::length)
          .format(TextFormat.MARKDOWN)
          .linkBeside()
          .images(List.of("image/jpeg", "image/png", "image/webp", "image/gif"), 8_000_000, 4_096)
          .maxAltLength(MAX_ALT)
          .build();

  private final Channel channel;
  private final PerSession<JsonNode> webhooks = new PerSession<>();

  @Activate
  public DiscordConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC());
  }

  DiscordConnector(Outbound outbound, Clock clock) {
    channel = new Channel(outbound, clock);
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
  public Optional<Quota> quota(Answer answer, Instant now) {
    return Channel.quota(answer, now);
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Post post = delivery.post();
    Optional<String> missing = Channel.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    if (post.text().length() > MAX_CONTENT) {
      return new Outcome.Rejected("Longer than the 2000 characters that Discord takes");
    }
    Optional<Outcome> failed = learn(connection);
    if (failed.isPresent()) {
      return failed.get();
    }
    JsonNode webhook = webhooks.of(connection, address(connection)).orElseThrow();
    // Without wait, Discord says yes to what it does not keep.
    Request request = Channel.request("POST", "", "wait=true", connection);
    ObjectNode body = body(post);
    if (post.option(SILENT).orElse("").equals("true")) {
      body.put("flags", SUPPRESS_NOTIFICATIONS);
    }
    Answer answer = channel.send(filled(request, body, post));
    return answer.ok()
        ? new Outcome.Published(message(Json.of(answer), webhook))
        : channel.refused(answer, connection);
  }

  private static Secret address(Connection connection) {
    return connection.secret(WebhookAddress.NAME).orElseThrow();
  }

  /** Learns once of which server a webhook is; gives what went wrong. */
  private Optional<Outcome> learn(Connection connection) throws IOException, InterruptedException {
    if (webhooks.of(connection, address(connection)).isPresent()) {
      return Optional.empty();
    }
    try {
      Answer asked = channel.send(Channel.request("GET", "", "", connection));
      if (!asked.ok()) {
        Outcome refused = channel.refused(asked, connection);
        return Optional.of(
            refused instanceof Outcome.Unknown unknown ? later(unknown.reason()) : refused);
      }
      webhooks.keep(connection, address(connection), Json.of(asked));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(later("The webhook cannot be asked: " + e.getMessage()));
    }
  }

  private static Outcome later(String reason) {
    return new Outcome.Deferred(Duration.ZERO, reason);
  }

  private static Request filled(Request request, ObjectNode body, Post post) {
    Optional<Media> picture = post.image();
    if (picture.isEmpty()) {
      return request.json(body.toString());
    }
    ObjectNode attachment = body.putArray("attachments").addObject().put("id", "0");
    attachment.put("filename", fileName(picture.get()));
    String alt = AltText.of(picture.get(), MAX_ALT);
    if (!alt.isEmpty()) {
      attachment.put("description", alt);
    }
    return request.multipart(
        Map.of("payload_json", body.toString()),
        "files[0]",
        fileName(picture.get()),
        picture.get().type(),
        picture.get().bytes());
  }

  /** Words, and a card for the link, in which the page's own picture stands. */
  private static ObjectNode body(Post post) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("content", post.text());
    // Titles of pages name people and roles; nobody is to be woken by that.
    body.putObject("allowed_mentions").putArray("parse");
    if (post.link().isPresent()) {
      URI link = post.link().get();
      String title = cut(post.title(), MAX_TITLE);
      ObjectNode embed = body.putArray("embeds").addObject().put("url", link.toString());
      embed.put("title", title.isBlank() ? String.valueOf(link.getHost()) : title);
      if (!post.description().isBlank()) {
        embed.put("description", cut(post.description(), MAX_DESCRIPTION));
      }
      post.image()
          .filter(picture -> !post.attached())
          .ifPresent(
              picture -> embed.putObject("image").put("url", "attachment://" + fileName(picture)));
    }
    return body;
  }

  /** Escaped, and no longer than that. */
  private static String cut(String plain, int longest) {
    String kept = plain;
    while (Markdown.escape(kept).length() > longest) {
      int over = Math.max(1, (Markdown.escape(kept).length() - longest) / 2);
      kept = Cut.before(kept.length() - over, kept).stripTrailing();
    }
    return Markdown.escape(kept);
  }

  private static String fileName(Media picture) {
    return "picture." + picture.type().replaceFirst(".*/", "");
  }

  private static RemotePost message(JsonNode message, JsonNode webhook) throws IOException {
    String id = message.path("id").asText();
    String in = message.path("channel_id").asText(webhook.path("channel_id").asText());
    if (!id.matches("\\d{1,20}")) {
      throw new IOException("Discord answered without naming the message");
    }
    return new RemotePost(id, page(webhook, in).resolve(id));
  }

  private static URI page(JsonNode webhook, String channel) {
    String guild = webhook.path("guild_id").asText("@me");
    String where = guild.matches("\\d{1,20}") ? guild : "@me";
    String place = channel.matches("\\d{1,20}") ? channel + "/" : "";
    return URI.create("https://discord.com/channels/" + where + "/" + place);
  }

  @Override
  public Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Optional<String> missing = Channel.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    if (delivery.post().text().length() > MAX_CONTENT) {
      return new Outcome.Rejected("Longer than the 2000 characters that Discord takes");
    }
    // The picture comes along, in place of the one before: the card shows a file by its name, which
    // another type changes. Where none comes, the one before stays: only those that are named go.
    Request request = Channel.request("PATCH", "/messages/" + post.id(), "", connection);
    Answer answer = channel.send(filled(request, body(delivery.post()), delivery.post()));
    if (isUnknownMessage(answer)) {
      return new Outcome.Rejected("Discord has no such message any more");
    }
    return answer.ok() ? new Outcome.Published(post) : channel.refused(answer, connection);
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = Channel.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    Answer answer =
        channel.send(Channel.request("DELETE", "/messages/" + post.id(), "", connection));
    boolean gone = answer.ok() || isUnknownMessage(answer);
    return gone ? new Outcome.Published(post) : channel.refused(answer, connection);
  }

  /** Not to be mistaken for a webhook that is gone: that is 404, too. */
  private static boolean isUnknownMessage(Answer answer) {
    return answer.status() == 404 && Json.orNothing(answer).path("code").asInt() == 10_008;
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = Channel.missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    Answer answer = channel.send(Channel.request("GET", "", "", connection));
    if (answer.ok()) {
      JsonNode webhook = Json.of(answer);
      URI page = page(webhook, webhook.path("channel_id").asText());
      return new Verification.Valid(webhook.path("name").asText(), page, Optional.empty());
    }
    Outcome refused = channel.refused(answer, connection);
    return refused instanceof Outcome.Unauthorised unauthorised
        ? new Verification.Invalid(unauthorised.reason())
        : new Verification.Unreachable(
            "Discord answered " + WebhookAddress.redact(Channel.reason(answer), connection));
  }
}
