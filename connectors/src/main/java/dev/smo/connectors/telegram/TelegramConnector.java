// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.telegram;

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
import dev.smo.connector.Retractor;
import dev.smo.connector.Shape;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.Followers;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.TextFormat;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Posts in a channel of Telegram as a bot. A bot cannot read what stands in a channel, so nobody
 * can look for a lost post. docs/connectors/telegram.md tells a channel's owner what to do.
 */
@Component(service = Connector.class)
public final class TelegramConnector implements Connector, Verifier, Retractor, Editor {
  private static final URI SERVER = URI.create("https://api.telegram.org");

  static final int MAX_TEXT = 4_096;
  static final int MAX_CAPTION = 1_024;

  private static final String PREVIEW = "preview";
  private static final String SILENT = "silent";
  private static final String BUTTON = "button";

  private static final Pattern REFERENCE = Pattern.compile("&(?:amp|lt|gt|quot);");

  static final Network NETWORK =
      Network.builder("telegram", "Telegram")
          .connectionFields(
              Field.of(Field.Kind.TEXT, Bot.CHANNEL, "Channel")
                  .help("Name of the channel with @, or its number, which begins with -100.")
                  .placeholder("@museum_news")
                  .pattern(Pattern.compile("@[A-Za-z][A-Za-z0-9_]{3,31}|-100\\d{1,15}"))
                  .required(),
              Field.of(Field.Kind.SECRET, Bot.TOKEN, "Token of the bot")
                  .help("From @BotFather. The bot must be an administrator of the channel.")
                  .required())
          .postFields(
              Field.of(Field.Kind.CHOICE, PREVIEW, "Preview of the link")
                  .choices(
                      new Field.Choice("large", "With a large picture"),
                      new Field.Choice("small", "With a small picture"),
                      new Field.Choice("none", "None"))
                  .byDefault("large"),
              Field.of(Field.Kind.TEXT, BUTTON, "Words on a button")
                  .help("A button below the message that leads to the page. Empty: none."),
              Field.of(Field.Kind.SWITCH, SILENT, "Without a sound"))
          .words(TelegramConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(MAX_TEXT, TelegramConnector::length)
          .maxLength(Shape.IMAGES, MAX_CAPTION)
          .format(TextFormat.HTML)
          .images(List.of("image/jpeg", "image/png", "image/webp"), 10_000_000, 5_000)
          .aspect(0.05, 20)
          .maxAltLength(0)
          .build();

  private final Bot bot;

  @Activate
  public TelegramConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC(), SERVER);
  }

  TelegramConnector(Outbound outbound, Clock clock, URI server) {
    bot = new Bot(outbound, clock, server);
  }

  /** As Telegram counts: units of UTF-16, a character reference as the sign that it stands for. */
  static int length(String html) {
    return REFERENCE.matcher(html).replaceAll("x").length();
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
    Post post = delivery.post();
    Optional<Outcome> wrong = wrong(post, connection);
    if (wrong.isPresent()) {
      return wrong.get();
    }
    ObjectNode body = body(post).put("chat_id", Bot.channel(connection));
    if (post.option(SILENT).orElse("").equals("true")) {
      body.put("disable_notification", true);
    }
    Answer answer =
        post.attached()
            ? bot.send(photo(body, post, connection))
            : bot.call("sendMessage", preview(body.put("text", post.text()), post), connection);
    return answer.ok()
        ? new Outcome.Published(Bot.message(Bot.result(answer)))
        : bot.refused(answer, connection);
  }

  private static Optional<Outcome> wrong(Post post, Connection connection) {
    Optional<String> missing = Bot.missing(connection);
    if (missing.isPresent()) {
      return Optional.of(new Outcome.Unauthorised(missing.get()));
    }
    return LIMITS.fits(post.text(), Limits.shapeOf(post))
        ? Optional.empty()
        : Optional.of(
            new Outcome.Rejected("Longer than Telegram takes: 4096, or 1024 with a picture"));
  }

  /** What messages and pictures have in common. */
  private static ObjectNode body(Post post) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("parse_mode", "HTML");
    String button = post.option(BUTTON).orElse("").strip();
    if (!button.isEmpty() && post.link().isPresent()) {
      body.putObject("reply_markup")
          .putArray("inline_keyboard")
          .addArray()
          .addObject()
          .put("text", button)
          .put("url", post.link().get().toString());
    }
    return body;
  }

  private static ObjectNode preview(ObjectNode body, Post post) {
    String wanted = post.option(PREVIEW).orElse("large");
    if (wanted.equals("none")) {
      body.putObject("link_preview_options").put("is_disabled", true);
    } else if (post.link().isPresent()) {
      body.putObject("link_preview_options")
          .put("url", post.link().get().toString())
          .put(wanted.equals("small") ? "prefer_small_media" : "prefer_large_media", true);
    }
    return body;
  }

  private Request photo(ObjectNode body, Post post, Connection connection) {
    Media picture = post.image().orElseThrow();
    Map<String, String> fields = new LinkedHashMap<>();
    body.put("caption", post.text())
        .fields()
        .forEachRemaining(
            one ->
                fields.put(
                    one.getKey(),
                    one.getValue().isContainerNode()
                        ? one.getValue().toString()
                        : one.getValue().asText()));
    String name = "picture." + picture.type().replaceFirst(".*/", "");
    return bot.request("sendPhoto", connection)
        .multipart(fields, "photo", name, picture.type(), picture.bytes());
  }

  @Override
  public Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    String[] id = post.id().split(":");
    boolean photo = id.length == 3;
    Post words = delivery.post();
    Optional<String> missing = Bot.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    if (!LIMITS.fits(words.text(), photo ? Shape.IMAGES : Shape.TEXT)) {
      return new Outcome.Rejected("Longer than Telegram takes: 4096, or 1024 with a picture");
    }
    ObjectNode body = addressed(id, body(words));
    Answer answer =
        photo
            ? bot.call("editMessageCaption", body.put("caption", words.text()), connection)
            : bot.call(
                "editMessageText", preview(body.put("text", words.text()), words), connection);
    boolean same = answer.status() == 400 && Bot.reason(answer).contains("is not modified");
    if (same) {
      return new Outcome.Published(post);
    }
    return answer.ok()
        ? new Outcome.Published(Bot.message(Bot.result(answer)))
        : bot.refused(answer, connection);
  }

  private static ObjectNode addressed(String[] id, ObjectNode body) {
    return body.put("chat_id", id[0]).put("message_id", Long.parseLong(id[1]));
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = Bot.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    ObjectNode body = addressed(post.id().split(":"), JsonNodeFactory.instance.objectNode());
    Answer answer = bot.call("deleteMessage", body, connection);
    boolean gone =
        answer.status() == 400 && Bot.reason(answer).contains("message to delete not found");
    return answer.ok() || gone ? new Outcome.Published(post) : bot.refused(answer, connection);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = Bot.missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    ObjectNode empty = JsonNodeFactory.instance.objectNode();
    Answer me = bot.call("getMe", empty, connection);
    if (!me.ok()) {
      return invalid(me, connection);
    }
    JsonNode self = Bot.result(me);
    ObjectNode who =
        JsonNodeFactory.instance
            .objectNode()
            .put("chat_id", Bot.channel(connection))
            .put("user_id", self.path("id").asLong());
    Answer answer = bot.call("getChatMember", who, connection);
    if (!answer.ok()) {
      return invalid(answer, connection);
    }
    JsonNode member = Bot.result(answer);
    String name = "@" + self.path("username").asText() + " in " + Bot.channel(connection);
    return member.path("can_post_messages").asBoolean()
        ? new Verification.Valid(name, page(connection), Optional.empty(), followers(connection))
        : new Verification.Invalid(
            "Make the bot an administrator of the channel that may post messages");
  }

  private OptionalLong followers(Connection connection) throws InterruptedException {
    String channel =
        JsonNodeFactory.instance.objectNode().put("chat_id", Bot.channel(connection)).toString();
    return Followers.asked(
        bot.outbound(), bot.request("getChatMemberCount", connection).json(channel), "/result");
  }

  private static URI page(Connection connection) {
    String channel = Bot.channel(connection);
    return URI.create(
        "https://t.me/"
            + (channel.startsWith("@")
                ? channel.substring(1)
                : "c/" + channel.replaceFirst("^-100", "")));
  }

  private Verification invalid(Answer answer, Connection connection) {
    Outcome refused = bot.refused(answer, connection);
    if (refused instanceof Outcome.Unauthorised unauthorised) {
      return new Verification.Invalid(unauthorised.reason());
    }
    String reason = connection.redact(Bot.reason(answer));
    return refused instanceof Outcome.Rejected
        ? new Verification.Invalid(reason)
        : new Verification.Unreachable("Telegram answered " + reason);
  }
}
