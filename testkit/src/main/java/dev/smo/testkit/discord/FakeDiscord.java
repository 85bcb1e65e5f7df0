// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.FormPart;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jetbrains.annotations.Nullable;

/**
 * A webhook of a Discord channel, strict about what docs.discord.com documents: fields, lengths,
 * files. Without {@code wait} it says yes to what it does not keep; a webhook that is gone is 404,
 * as is a message that is gone, under another code.
 */
public final class FakeDiscord extends FakeNetwork {
  private static final Set<String> FIELDS =
      Set.of("content", "embeds", "allowed_mentions", "attachments", "flags", "username");
  private static final Set<String> EMBED =
      Set.of("title", "url", "description", "image", "timestamp", "color");
  private static final Set<String> PARAMETERS = Set.of("wait", "thread_id");
  private static final String FILE = "attachment://";
  private static final int MOST_IN_EMBEDS = 6_000;

  private final String token;
  private final Clock clock;
  private final TreeMap<Long, ObjectNode> messages = new TreeMap<>();
  private boolean gone;
  private long last = 1_300_000_000_000_000_000L;

  /**
   * @param port 0 for any free one
   * @param token the secret part of the webhook's address
   */
  public FakeDiscord(int port, String token, Clock clock) {
    super(port);
    this.token = token;
    this.clock = clock;
  }

  /** The webhook's address. */
  public URI webhook() {
    return uri().resolve("/api/webhooks/123456/" + token);
  }

  /** Deletes the webhook. */
  public synchronized void delete() {
    gone = true;
  }

  @Override
  public synchronized List<Executed> posts() {
    List<Executed> all = new ArrayList<>();
    messages.forEach(
        (id, message) -> {
          List<String> alts = new ArrayList<>();
          message.path("attachments").forEach(one -> alts.add(one.path("description").asText()));
          String words = message.path("content").asText();
          all.add(new Executed(Long.toString(id), words, message.deepCopy()).picturing(alts));
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
    return call.method().equals("POST") && call.path().equals(webhook().getPath());
  }

  @Override
  protected synchronized FakeResponse answer(Call call) {
    String base = webhook().getPath();
    boolean mine = call.path().equals(base) || call.path().startsWith(base + "/messages/");
    if (gone || !mine) {
      return unauthorised(call);
    }
    return route(call, call.path().substring(base.length()))
        .header("X-RateLimit-Limit", "5")
        .header("X-RateLimit-Remaining", "4")
        .header("X-RateLimit-Reset-After", "2.000");
  }

  private FakeResponse route(Call call, String path) {
    if (path.isEmpty()) {
      return switch (call.method()) {
        case "GET" ->
            FakeResponse.json(
                200,
                FakeResponse.object()
                    .put("id", "123456")
                    .put("name", "Museum")
                    .put("guild_id", "900")
                    .put("channel_id", "901"));
        case "POST" -> create(call);
        default -> error(405, 0, "405: Method Not Allowed");
      };
    }
    ObjectNode message = messages.get(Long.parseLong(path.substring("/messages/".length())));
    if (message == null) {
      return error(404, 10_008, "Unknown Message");
    }
    if (call.method().equals("DELETE")) {
      messages.remove(message.path("id").asLong());
      return new FakeResponse(204, Map.of(), new byte[0]);
    }
    return call.method().equals("PATCH")
        ? change(message, call)
        : error(405, 0, "405: Method Not Allowed");
  }

  /** Files that are not named stay, unless some are named; those that come are named. */
  private FakeResponse change(ObjectNode message, Call call) {
    Map<String, FormPart> parts = FormPart.all(call);
    JsonNode body = parts.isEmpty() ? call.json() : parsed(parts.get("payload_json"));
    JsonNode files = (body.has("attachments") ? body : message).path("attachments");
    String wrong = wrong(body, files, parts);
    // Of the flags, only one can be set later, which nobody here sets.
    if (!wrong.isEmpty() || body.has("flags") || !call.unknown(Set.of("thread_id")).isEmpty()) {
      return invalid(wrong, call);
    }
    message.setAll((ObjectNode) body);
    return FakeResponse.json(200, message);
  }

  private FakeResponse create(Call call) {
    Map<String, FormPart> parts = FormPart.all(call);
    JsonNode body = parts.isEmpty() ? call.json() : parsed(parts.get("payload_json"));
    String wrong = wrong(body, body.path("attachments"), parts);
    if (!wrong.isEmpty() || !call.unknown(PARAMETERS).isEmpty()) {
      return invalid(wrong, call);
    }
    if (!call.query("wait").orElse("").equals("true")) {
      return new FakeResponse(204, Map.of(), new byte[0]);
    }
    ObjectNode message = ((ObjectNode) body).deepCopy();
    message
        .put("id", Long.toString(++last))
        .put("channel_id", call.query("thread_id").orElse("901"));
    message.put("webhook_id", "123456").put("timestamp", clock.instant().toString());
    messages.put(last, message);
    return FakeResponse.json(200, message);
  }

  private static JsonNode parsed(@Nullable FormPart part) {
    try {
      return part == null
          ? FakeResponse.object().put("no", "payload_json")
          : new ObjectMapper().readTree(part.content());
    } catch (IOException e) {
      return FakeResponse.object().put("no", "JSON");
    }
  }

  /**
   * What is wrong with words, cards and files.
   *
   * @param files that the message has then, or will have
   */
  private static String wrong(JsonNode body, JsonNode files, Map<String, FormPart> parts) {
    FormPart file = parts.get("files[0]");
    if (!parts.isEmpty()
        && (parts.size() != 2 || file == null || !file.type().startsWith("image/"))) {
      return "Unknown part among " + parts.keySet();
    }
    if (!knows(body, FIELDS)) {
      return "Unknown field";
    }
    if (!body.path("allowed_mentions").path("parse").isArray()) {
      return "everybody may be pinged";
    }
    if (body.path("content").asText().length() > 2_000) {
      return "Must be 2000 or fewer in length.";
    }
    if (body.path("content").asText().isBlank() && body.path("embeds").isEmpty()) {
      return "Cannot send an empty message";
    }
    for (JsonNode attachment : body.path("attachments")) {
      String alt = attachment.path("description").asText();
      boolean there = attachment.path("id").asInt(-1) == 0 && file != null;
      if (!there || alt.codePointCount(0, alt.length()) > 1_024) {
        return "Attachment data not found";
      }
    }
    return wrongEmbeds(body.path("embeds"), files);
  }

  private static String wrongEmbeds(JsonNode embeds, JsonNode files) {
    int sum = 0;
    for (JsonNode embed : embeds) {
      int title = embed.path("title").asText().length();
      int description = embed.path("description").asText().length();
      sum += title + description;
      if (!knows(embed, EMBED) || title > 256 || description > 4_096) {
        return "Must be 256 or fewer in length.";
      }
      String picture = embed.path("image").path("url").asText();
      if (picture.startsWith(FILE) && !names(files, picture.substring(FILE.length()))) {
        return "Attachment data not found for referenced attachment";
      }
    }
    return sum > MOST_IN_EMBEDS || embeds.size() > 10
        ? "Embed size exceeds maximum size of 6000"
        : "";
  }

  private static boolean names(JsonNode files, String name) {
    for (JsonNode file : files) {
      if (file.path("filename").asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean knows(JsonNode object, Set<String> fields) {
    return object.isObject() && Call.unknown(object.fieldNames(), fields).isEmpty();
  }

  private static FakeResponse error(int status, int code, String message) {
    return FakeResponse.json(
        status, FakeResponse.object().put("message", message).put("code", code));
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    ObjectNode body = FakeResponse.object().put("message", "You are being rate limited.");
    body.put("retry_after", pause.toSeconds() - 0.436).put("global", false);
    return FakeResponse.json(429, body)
        .header("Retry-After", Long.toString(pause.toSeconds()))
        .header("X-RateLimit-Remaining", "0")
        .header("X-RateLimit-Reset-After", pause.toSeconds() + ".000")
        .header("X-RateLimit-Scope", "user");
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return error(404, 10_015, "Unknown Webhook");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    ObjectNode body = FakeResponse.object().put("message", "Invalid Form Body").put("code", 50_035);
    body.putObject("errors")
        .putObject("content")
        .putArray("_errors")
        .addObject()
        .put("code", "BASE_TYPE_BAD_LENGTH")
        .put("message", reason);
    return FakeResponse.json(400, body);
  }
}
