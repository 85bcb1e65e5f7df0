// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeResponse;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The one channel of {@link FakeSlackWorkspace}, and what the methods about it answer. */
final class SlackChannel {
  /** Slack would read these as a link, a person or a channel. */
  private static final Pattern OWN = Pattern.compile("[<>]|&(?!(?:amp|lt|gt);)");

  private static final Pattern TIME = Pattern.compile("\\d{10}\\.\\d{6}");
  private static final Pattern EVENT = Pattern.compile("[a-zA-Z0-9_]{1,255}");
  private static final int LONGEST = 40_000;

  private final String name;
  private final Clock clock;
  private final List<Executed> messages = new CopyOnWriteArrayList<>();
  private volatile String refusal = "";
  private volatile Duration oldEnough = Duration.ofDays(36_500);
  private int made;

  SlackChannel(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
  }

  void refuse(String error) {
    refusal = error;
  }

  void editableFor(Duration time) {
    oldEnough = time;
  }

  void say(String text) {
    add(FakeResponse.object().put("type", "message").put("user", "U1").put("text", text), text);
  }

  List<Executed> ofBot() {
    return messages.stream().filter(message -> message.raw().has("bot_id")).toList();
  }

  void forget() {
    messages.clear();
  }

  FakeResponse post(Call call) {
    JsonNode body = call.json();
    String wrong = wrong(call, Set.of("channel", "text", "mrkdwn", "unfurl_links", "metadata"));
    if (!wrong.isEmpty()) {
      return refused(wrong);
    }
    JsonNode metadata = body.path("metadata");
    if (!metadata.isMissingNode()
        && (!EVENT.matcher(metadata.path("event_type").asText()).matches()
            || !metadata.path("event_payload").isObject())) {
      return refused("invalid_metadata_format");
    }
    ObjectNode message =
        FakeResponse.object()
            .put("type", "message")
            .put("bot_id", "B9")
            .put("text", body.path("text").asText());
    message.set("metadata", metadata);
    message.set("mrkdwn", body.path("mrkdwn"));
    message.set("unfurl_links", body.path("unfurl_links"));
    String time = add(message, plain(body.path("text").asText()));
    ObjectNode answer = ok().put("channel", name).put("ts", time);
    answer.set("message", message);
    return FakeResponse.json(200, answer);
  }

  /** What is wrong with a call that writes; empty: nothing. */
  private String wrong(Call call, Set<String> fields) {
    JsonNode body = call.json();
    if (!body.isObject() || !call.type().equals("application/json")) {
      return "invalid_json";
    }
    Set<String> named = new TreeSet<>();
    body.fieldNames().forEachRemaining(named::add);
    if (!known(named, fields)) {
      return "invalid_arguments";
    }
    String channel = wrongChannel(body.path("channel").asText());
    if (!channel.isEmpty() || !fields.contains("text")) {
      return channel;
    }
    String text = body.path("text").asText();
    if (text.isBlank()) {
      return "no_text";
    }
    if (text.length() > LONGEST) {
      return "msg_too_long";
    }
    return OWN.matcher(text).find() ? "invalid_arguments" : "";
  }

  private String wrongChannel(String channel) {
    return channel.equals(name) ? refusal : "channel_not_found";
  }

  static boolean known(Set<String> named, Set<String> fields) {
    return fields.containsAll(named);
  }

  private synchronized String add(ObjectNode message, String shown) {
    Instant now = clock.instant();
    String time = "%d.%06d".formatted(now.getEpochSecond(), ++made);
    message.put("ts", time);
    messages.add(new Executed(name + ":" + time, shown, message));
    return time;
  }

  private static String plain(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private int index(String time) {
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).raw().path("ts").asText().equals(time)) {
        return i;
      }
    }
    return -1;
  }

  FakeResponse update(Call call) {
    String wrong = wrong(call, Set.of("channel", "ts", "text"));
    if (!wrong.isEmpty()) {
      return refused(wrong);
    }
    int at = index(call.json().path("ts").asText());
    if (at < 0) {
      return refused("message_not_found");
    }
    ObjectNode message = messages.get(at).raw().deepCopy();
    if (!message.has("bot_id")) {
      return refused("cant_update_message");
    }
    Instant sent = Instant.ofEpochSecond(new BigDecimal(message.path("ts").asText()).longValue());
    if (sent.plus(oldEnough).isBefore(clock.instant())) {
      return refused("edit_window_closed");
    }
    String text = call.json().path("text").asText();
    message.put("text", text);
    messages.set(at, new Executed(messages.get(at).id(), plain(text), message));
    return FakeResponse.json(
        200, ok().put("channel", name).put("ts", message.path("ts").asText()).put("text", text));
  }

  FakeResponse delete(Call call) {
    String wrong = wrong(call, Set.of("channel", "ts"));
    if (!wrong.isEmpty()) {
      return refused(wrong);
    }
    int at = index(call.json().path("ts").asText());
    if (at < 0) {
      return refused("message_not_found");
    }
    if (!messages.get(at).raw().has("bot_id")) {
      return refused("cant_delete_message");
    }
    String time = messages.remove(at).raw().path("ts").asText();
    return FakeResponse.json(200, ok().put("channel", name).put("ts", time));
  }

  FakeResponse permalink(Call call) {
    if (!known(call.query().keySet(), Set.of("channel", "message_ts"))) {
      return refused("invalid_arguments");
    }
    String channel = wrongChannel(call.query("channel").orElse(""));
    String time = call.query("message_ts").orElse("");
    if (!channel.isEmpty()) {
      return refused(channel);
    }
    if (index(time) < 0) {
      return refused("message_not_found");
    }
    String link = "https://museum.slack.com/archives/" + name + "/p" + time.replace(".", "");
    return FakeResponse.json(200, ok().put("channel", name).put("permalink", link));
  }

  FakeResponse history(Call call) {
    Set<String> fields = Set.of("channel", "oldest", "limit", "cursor", "include_all_metadata");
    String oldest = call.query("oldest").orElse("0000000000.000000");
    int limit = Integer.parseInt(call.query("limit").orElse("100"));
    if (!known(call.query().keySet(), fields)
        || !TIME.matcher(oldest).matches()
        || limit < 1
        || limit > 999) {
      return refused("invalid_arguments");
    }
    String channel = wrongChannel(call.query("channel").orElse(""));
    if (!channel.isEmpty()) {
      return refused(channel);
    }
    List<JsonNode> newestFirst =
        messages.stream()
            .map(Executed::raw)
            .filter(one -> one.path("ts").asText().compareTo(oldest) > 0)
            .sorted((one, other) -> other.path("ts").asText().compareTo(one.path("ts").asText()))
            .toList();
    int from = Integer.parseInt(call.query("cursor").orElse("0"));
    int to = Math.min(from + limit, newestFirst.size());
    boolean whole = call.query("include_all_metadata").orElse("").equals("true");
    ObjectNode answer = ok();
    ArrayNode list = answer.putArray("messages");
    for (JsonNode one : newestFirst.subList(from, to)) {
      ObjectNode message = one.deepCopy();
      if (!whole && message.path("metadata").isObject()) {
        ((ObjectNode) message.get("metadata")).remove("event_payload");
      }
      list.add(message);
    }
    answer.put("has_more", to < newestFirst.size());
    if (to < newestFirst.size()) {
      answer.putObject("response_metadata").put("next_cursor", Integer.toString(to));
    }
    return FakeResponse.json(200, answer);
  }

  static ObjectNode ok() {
    return FakeResponse.object().put("ok", true);
  }

  static ObjectNode error(String word) {
    return FakeResponse.object().put("ok", false).put("error", word);
  }

  static FakeResponse refused(String word) {
    return FakeResponse.json(200, error(word));
  }
}
