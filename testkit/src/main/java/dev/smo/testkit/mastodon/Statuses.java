// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.mastodon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The statuses of a fake instance and the rules under which it takes them. */
final class Statuses {
  static final int URL_LENGTH = 23;

  private static final Set<String> FIELDS =
      Set.of(
          "status",
          "media_ids[]",
          "visibility",
          "language",
          "sensitive",
          "spoiler_text",
          "in_reply_to_id",
          "quote_approval_policy");
  private static final Set<String> EDITABLE =
      Set.of("status", "media_ids[]", "language", "sensitive", "spoiler_text");
  private static final int MAX_MEDIA = 4;
  private static final Set<String> VISIBILITIES = Set.of("public", "unlisted", "private", "direct");
  private static final Set<String> QUOTERS = Set.of("public", "followers", "nobody");
  private static final Pattern URL = Pattern.compile("https?://\\S+");
  private static final Pattern REMOTE_NAME = Pattern.compile("(@[\\w.-]+)@[\\w.-]+\\w");

  private final FakeMastodon instance;
  private final Attachments media;
  private final int maxCharacters;
  private final Clock clock;
  private final TreeMap<Long, ObjectNode> statuses = new TreeMap<>();
  private static final Pattern EMOJI = Pattern.compile(":([a-z]\\w*):");

  private final TreeMap<Long, ObjectNode> replies = new TreeMap<>();
  private final Map<String, Made> keys = new HashMap<>();
  private long last = 100;

  private record Made(long id, Instant at) {}

  Statuses(FakeMastodon instance, Attachments media, int maxCharacters, Clock clock) {
    this.instance = instance;
    this.media = media;
    this.maxCharacters = maxCharacters;
    this.clock = clock;
  }

  int maxCharacters() {
    return maxCharacters;
  }

  synchronized FakeResponse create(Call call) {
    String key = instance.is(Oddity.NO_KEYS) ? "" : call.header("idempotency-key").orElse("");
    Made made = keys.get(key);
    if (made != null
        && made.at().plus(Duration.ofHours(1)).isAfter(clock.instant())
        && statuses.containsKey(made.id())) {
      return instance.is(Oddity.REFUSES_A_REPEATED_KEY)
          ? FakeMastodon.error(400, "Duplicate")
          : FakeResponse.json(200, statuses.get(made.id()));
    }
    Map<String, List<String>> form = form(call);
    String wrong = wrong(call, form, FIELDS, List.of());
    if (!wrong.isEmpty()) {
      return instance.wrong(wrong, call);
    }
    String answered = Call.first(form, "in_reply_to_id");
    if (!answered.isEmpty() && !exists(answered)) {
      return FakeMastodon.error(
          404, "The post you are trying to reply to does not appear to exist.");
    }
    ObjectNode status = status(form);
    if (instance.is(Oddity.ANSWERS_WITH_ANOTHER)) {
      return FakeResponse.json(200, status.deepCopy().put("content", "<p>Something else</p>"));
    }
    if (!key.isEmpty()) {
      keys.put(key, new Made(last, clock.instant()));
    }
    return FakeResponse.json(200, status);
  }

  /** What is wrong with a status, or nothing. */
  private String wrong(
      Call call, Map<String, List<String>> form, Set<String> known, List<String> own) {
    boolean readable =
        call.type().equals("application/json")
            || (call.type().equals("application/x-www-form-urlencoded")
                && !instance.is(Oddity.JSON_ONLY));
    if (!readable) {
      return "Content-Type is " + call.type();
    }
    if (!known.containsAll(form.keySet())) {
      return "Unknown field among " + form.keySet();
    }
    List<String> attached = form.getOrDefault("media_ids[]", List.of());
    String text = Call.first(form, "status");
    if (text.isBlank() && attached.isEmpty()) {
      return "Text can't be blank";
    }
    String counted = text + Call.first(form, "spoiler_text");
    int length =
        instance.is(Oddity.COUNTS_CODE_POINTS)
            ? counted.codePointCount(0, counted.length())
            : length(counted);
    if (length > maxCharacters) {
      return "Text character limit of " + maxCharacters + " exceeded";
    }
    if (!VISIBILITIES.contains(form.getOrDefault("visibility", List.of("public")).get(0))) {
      return "Visibility is not included in the list";
    }
    if (!QUOTERS.contains(form.getOrDefault("quote_approval_policy", List.of("public")).get(0))) {
      return "Quote approval policy is not included in the list";
    }
    if (!Call.first(form, "language").matches("|[a-z]{2,3}|zh-(CN|HK|TW|YUE)")) {
      return "Language is not included in the list";
    }
    return attached.size() > MAX_MEDIA
        ? "Cannot attach more than 4 files"
        : media.wrong(attached, own);
  }

  /** The fields of a form, or of JSON in the same way. */
  private static Map<String, List<String>> form(Call call) {
    if (!call.type().equals("application/json")) {
      return call.form();
    }
    Map<String, List<String>> form = new HashMap<>();
    call.json()
        .fields()
        .forEachRemaining(
            field -> {
              List<String> values = new ArrayList<>();
              if (field.getValue().isArray()) {
                field.getValue().forEach(value -> values.add(value.asText()));
              } else {
                values.add(field.getValue().asText());
              }
              form.put(field.getKey() + (field.getValue().isArray() ? "[]" : ""), values);
            });
    return form;
  }

  private static int length(String text) {
    String counted = URL.matcher(text).replaceAll("x".repeat(URL_LENGTH));
    counted = REMOTE_NAME.matcher(counted).replaceAll("$1");
    return (int) Pattern.compile("\\X").matcher(counted).results().count();
  }

  private ObjectNode status(Map<String, List<String>> form) {
    long id = ++last;
    ObjectNode status = FakeResponse.object().put("id", String.valueOf(id));
    status.put("created_at", clock.instant().toString());
    status
        .put("url", instance.uri() + "/@cms/" + id)
        .put("uri", instance.uri() + "/statuses/" + id);
    status.put("visibility", form.getOrDefault("visibility", List.of("public")).get(0));
    status.put("favourites_count", 0).put("reblogs_count", 0).put("replies_count", 0);
    status.put("in_reply_to_id", Call.first(form, "in_reply_to_id"));
    status.put("quote_approval_policy", Call.first(form, "quote_approval_policy"));
    status.putNull("card");
    status.set("account", instance.account());
    fill(status, form);
    statuses.put(id, status);
    return status;
  }

  /** Writes what an edit may change. */
  private void fill(ObjectNode status, Map<String, List<String>> form) {
    String text = Call.first(form, "status");
    String html =
        instance.is(Oddity.DOES_NOT_ESCAPE)
            ? text
            : text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    html = URL.matcher(html).replaceAll("<a href=\"$0\" rel=\"nofollow\"><span>$0</span></a>");
    status.put("content", "<p>" + html + "</p>").put("text", text);
    status.put("language", Call.first(form, "language"));
    String warning = Call.first(form, "spoiler_text");
    status.put("spoiler_text", warning);
    // As Mastodon: what has a warning is sensitive.
    status.put("sensitive", !warning.isEmpty() || Call.first(form, "sensitive").equals("true"));
    ArrayNode attached = status.putArray("media_attachments");
    form.getOrDefault("media_ids[]", List.of()).forEach(m -> attached.add(media.attach(m)));
  }

  synchronized FakeResponse edit(String id, Call call) {
    ObjectNode status = statuses.get(Long.parseLong(id));
    if (status == null) {
      return FakeMastodon.error(404, "Record not found");
    }
    Map<String, List<String>> form = form(call);
    List<String> own = status.path("media_attachments").findValuesAsText("id");
    String wrong = wrong(call, form, EDITABLE, own);
    if (!wrong.isEmpty()) {
      return instance.invalid(wrong, call);
    }
    fill(status, form);
    return FakeResponse.json(200, status.put("edited_at", clock.instant().toString()));
  }

  private boolean exists(String id) {
    return statuses.containsKey(Long.parseLong(id)) || replies.containsKey(Long.parseLong(id));
  }

  synchronized FakeResponse list(Call call) {
    int limit = Math.min(40, call.query("limit").map(Integer::parseInt).orElse(20));
    long before = call.query("max_id").map(Long::parseLong).orElse(Long.MAX_VALUE);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    Instant listed = clock.instant().minus(instance.late());
    statuses.headMap(before, false).descendingMap().values().stream()
        .filter(one -> !Instant.parse(one.path("created_at").asText()).isAfter(listed))
        .filter(
            one ->
                !instance.is(Oddity.HIDES_WHAT_NOT_ALL_SEE)
                    || Set.of("public", "unlisted").contains(one.path("visibility").asText()))
        .limit(limit)
        .forEach(list::add);
    return FakeResponse.json(200, list);
  }

  synchronized FakeResponse get(String id) {
    long number = Long.parseLong(id);
    ObjectNode status = statuses.getOrDefault(number, replies.get(number));
    return status == null
        ? FakeMastodon.error(404, "Record not found")
        : FakeResponse.json(200, status);
  }

  /** Several, without those that are not there. */
  synchronized FakeResponse getAll(Call call) {
    List<String> ids = call.query().getOrDefault("id[]", List.of());
    if (ids.size() > 20) {
      return FakeMastodon.error(422, "Too many ids");
    }
    ArrayNode all = FakeResponse.object().putArray("all");
    ids.stream()
        .map(id -> statuses.get(Long.parseLong(id)))
        .filter(Objects::nonNull)
        .forEach(all::add);
    return FakeResponse.json(200, all);
  }

  synchronized FakeResponse delete(String id) {
    if (instance.is(Oddity.DELETES_NOTHING)) {
      return FakeMastodon.error(404, "Record not found");
    }
    ObjectNode status = statuses.remove(Long.parseLong(id));
    return status == null
        ? FakeMastodon.error(404, "Record not found")
        : FakeResponse.json(200, status);
  }

  synchronized void engage(String id, long favourites, long reblogs, long replies) {
    ObjectNode status = statuses.get(Long.parseLong(id));
    if (status != null) {
      status.put("favourites_count", favourites).put("reblogs_count", reblogs);
      status.put("replies_count", replies);
    }
  }

  /** Lets somebody from another server answer; gives the id of the answer. */
  synchronized String reply(String to, String author, String html, String visibility) {
    long id = ++last;
    String handle = author.replaceFirst(" .*", "");
    ObjectNode status =
        FakeResponse.object().put("id", String.valueOf(id)).put("in_reply_to_id", to);
    status.put("created_at", clock.instant().toString());
    status.put("url", "https://elsewhere.example/@" + handle + "/" + id);
    status.put("content", html).put("spoiler_text", "").put("visibility", visibility);
    ObjectNode account = status.putObject("account");
    emojis(status, html);
    emojis(account, author);
    account
        .put("acct", handle + "@elsewhere.example")
        .put("display_name", author)
        .put("url", "https://elsewhere.example/@" + handle);
    replies.put(id, status);
    ObjectNode parent = statuses.get(Long.parseLong(to));
    if (parent != null) {
      parent.put("replies_count", parent.path("replies_count").asInt() + 1);
    }
    return String.valueOf(id);
  }

  /** An instance's own emoji, which it lists beside a text that names some. */
  private static void emojis(ObjectNode entity, String text) {
    ArrayNode emojis = entity.putArray("emojis");
    EMOJI
        .matcher(text)
        .results()
        .forEach(found -> emojis.addObject().put("shortcode", found.group(1)));
  }

  /** As the author of an answer deletes it. */
  synchronized void deleteReply(String id) {
    replies.remove(Long.parseLong(id));
  }

  /** All answers to a status, and to these, flat. */
  synchronized FakeResponse context(String id) {
    if (!statuses.containsKey(Long.parseLong(id))) {
      return FakeMastodon.error(404, "Record not found");
    }
    ObjectNode context = FakeResponse.object();
    context.putArray("ancestors");
    ArrayNode descendants = context.putArray("descendants");
    Set<String> thread = new HashSet<>(Set.of(id));
    for (ObjectNode reply : replies.values()) {
      if (thread.contains(reply.path("in_reply_to_id").asText())) {
        thread.add(reply.path("id").asText());
        descendants.add(reply);
      }
    }
    return FakeResponse.json(200, context);
  }

  synchronized List<Executed> all() {
    List<Executed> all = new ArrayList<>();
    statuses.values().forEach(s -> all.add(executed(s)));
    return all;
  }

  private static Executed executed(ObjectNode status) {
    return new Executed(status.path("id").asText(), status.path("text").asText(), status.deepCopy())
        .in(status.path("language").asText())
        .picturing(status.path("media_attachments").findValuesAsText("description"))
        .answering(status.path("in_reply_to_id").asText());
  }

  synchronized void forget() {
    statuses.clear();
    replies.clear();
    keys.clear();
  }
}
