// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.FormPart;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Telegram's Bot API with one bot in one channel, strict about what core.telegram.org documents:
 * the token in the path, fields, HTML, lengths by shape. It says in the body how long to wait.
 */
public final class FakeTelegram extends FakeNetwork {
  public static final String CHANNEL = "@museum_news";

  private static final long CHAT = -1_001_234L;
  private static final Set<String> COMMON =
      Set.of("chat_id", "parse_mode", "reply_markup", "disable_notification", "message_id");
  private static final Set<String> PREVIEW =
      Set.of("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text");
  private static final Pattern BAD_HTML =
      Pattern.compile("<(?!/?(?:b|i|u|s|a|code|pre)\\b)|&(?!(?:amp|lt|gt|quot|#\\d{1,6});)");

  private final String token;
  private final TreeMap<Long, ObjectNode> messages = new TreeMap<>();
  private boolean member = true;
  private boolean tooOld;
  private long last = 41;

  /**
   * @param port 0 for any free one
   */
  public FakeTelegram(int port, String token) {
    super(port);
    this.token = token;
  }

  /** Takes the bot out of the channel. */
  public synchronized void kick() {
    member = false;
  }

  /** Lets two days pass, after which messages cannot be deleted. */
  public synchronized void grow() {
    tooOld = true;
  }

  @Override
  public synchronized List<Executed> posts() {
    List<Executed> all = new ArrayList<>();
    messages.forEach(
        (number, message) -> {
          String words = message.path("text").asText(message.path("caption").asText());
          String kind = message.has("photo") ? ":photo" : "";
          Executed one = new Executed(CHAT + ":" + number + kind, words, message.deepCopy());
          all.add(message.has("photo") ? one.picturing(List.of("")) : one);
        });
    return all;
  }

  @Override
  protected synchronized void forget() {
    messages.clear();
  }

  @Override
  protected boolean keepsLanguages() {
    return false;
  }

  @Override
  protected boolean creates(Call call) {
    return call.path().endsWith("/sendMessage") || call.path().endsWith("/sendPhoto");
  }

  @Override
  protected synchronized FakeResponse answer(Call call) {
    String base = "/bot" + token + "/";
    if (!call.path().startsWith(base) || !call.method().equals("POST")) {
      return unauthorised(call);
    }
    return switch (call.path().substring(base.length())) {
      case "getMe" -> result(FakeResponse.object().put("id", 77).put("username", "museum_bot"));
      case "getChatMemberCount" ->
          FakeResponse.json(200, FakeResponse.object().put("ok", true).put("result", FOLLOWERS));
      case "getChatMember" ->
          member
              ? result(
                  FakeResponse.object()
                      .put("status", "administrator")
                      .put("can_post_messages", true))
              : error(400, "Bad Request: user not found");
      case "sendMessage" -> send(call.json(), "text", 4_096, call);
      case "sendPhoto" -> photo(call);
      case "editMessageText" -> edit(call.json(), "text", 4_096, call);
      case "editMessageCaption" -> edit(call.json(), "caption", 1_024, call);
      case "deleteMessage" -> delete(call.json());
      default -> error(404, "Not Found: method not found");
    };
  }

  private FakeResponse send(JsonNode body, String words, int most, Call call) {
    String wrong = wrong(body, words, most, call);
    if (!member) {
      return error(403, "Forbidden: bot was kicked from the channel chat");
    }
    if (!wrong.isEmpty()) {
      return error(400, "Bad Request: " + wrong);
    }
    ObjectNode message = FakeResponse.object().put("message_id", ++last).put("date", 1_700_000_000);
    message.putObject("chat").put("id", CHAT).put("username", CHANNEL.substring(1));
    message.put(words, body.path(words).asText()).set("_sent", body);
    messages.put(last, message);
    return result(message);
  }

  private FakeResponse photo(Call call) {
    Map<String, FormPart> parts = FormPart.all(call);
    ObjectNode body = FakeResponse.object();
    for (Map.Entry<String, FormPart> part : parts.entrySet()) {
      if (!part.getKey().equals("photo")) {
        body.set(part.getKey(), parsed(part.getValue().text()));
      }
    }
    FormPart photo = parts.get("photo");
    if (photo == null || !photo.type().startsWith("image/")) {
      return error(400, "Bad Request: there is no photo in the request");
    }
    if (photo.content().length > 10_000_000) {
      return error(413, "Request Entity Too Large");
    }
    FakeResponse response = send(body, "caption", 1_024, call);
    if (response.status() == 200) {
      ObjectNode message = messages.lastEntry().getValue();
      message.putArray("photo").addObject().put("file_id", "f" + last);
      return result(message);
    }
    return response;
  }

  private static JsonNode parsed(String value) {
    try {
      return value.startsWith("{") ? new ObjectMapper().readTree(value) : TextNode.valueOf(value);
    } catch (IOException e) {
      return TextNode.valueOf(value);
    }
  }

  private static String wrong(JsonNode body, String words, int most, Call call) {
    boolean json = call.type().equals("application/json");
    if (!json && !call.type().equals("multipart/form-data")) {
      return "unsupported content type";
    }
    for (var names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      boolean known =
          COMMON.contains(name)
              || name.equals(words)
              || (name.equals("link_preview_options") && words.equals("text"));
      if (!known) {
        return "unknown field " + name;
      }
    }
    for (var names = body.path("link_preview_options").fieldNames(); names.hasNext(); ) {
      if (!PREVIEW.contains(names.next())) {
        return "unknown link preview option";
      }
    }
    String chat = body.path("chat_id").asText();
    if (!chat.equals(CHANNEL) && !chat.equals(Long.toString(CHAT))) {
      return "chat not found";
    }
    String text = body.path(words).asText();
    if (body.path("parse_mode").asText().equals("HTML") && BAD_HTML.matcher(text).find()) {
      return "can't parse entities: unsupported start tag";
    }
    String shown = text.replaceAll("<[^<>]*>", "").replaceAll("&\\w+;", "x");
    if (shown.isBlank()) {
      return "message text is empty";
    }
    return shown.length() > most ? "message is too long" : "";
  }

  private FakeResponse edit(JsonNode body, String words, int most, Call call) {
    ObjectNode message = messages.get(body.path("message_id").asLong());
    if (message == null) {
      return error(400, "Bad Request: message to edit not found");
    }
    String wrong = wrong(body, words, most, call);
    if (!wrong.isEmpty()) {
      return error(400, "Bad Request: " + wrong);
    }
    if (!message.has(words)) {
      return error(400, "Bad Request: there is no " + words + " in the message to edit");
    }
    if (message.path(words).equals(body.path(words))) {
      return error(
          400,
          "Bad Request: message is not modified: specified new message content and reply markup"
              + " are exactly the same as a current content and reply markup of the message");
    }
    message.set(words, body.path(words));
    return result(message);
  }

  private FakeResponse delete(JsonNode body) {
    long number = body.path("message_id").asLong();
    if (!messages.containsKey(number)) {
      return error(400, "Bad Request: message to delete not found");
    }
    if (tooOld) {
      return error(400, "Bad Request: message can't be deleted");
    }
    messages.remove(number);
    return FakeResponse.json(200, FakeResponse.object().put("ok", true).put("result", true));
  }

  private static FakeResponse result(ObjectNode result) {
    ObjectNode body = FakeResponse.object().put("ok", true);
    body.set("result", result);
    return FakeResponse.json(200, body);
  }

  private static FakeResponse error(int status, String description) {
    return FakeResponse.json(
        status,
        FakeResponse.object()
            .put("ok", false)
            .put("error_code", status)
            .put("description", description));
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    ObjectNode body = FakeResponse.object().put("ok", false).put("error_code", 429);
    body.put("description", "Too Many Requests: retry after " + pause.toSeconds());
    body.putObject("parameters").put("retry_after", pause.toSeconds());
    return FakeResponse.json(429, body);
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return error(401, "Unauthorized");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return error(400, "Bad Request: " + reason);
  }
}
