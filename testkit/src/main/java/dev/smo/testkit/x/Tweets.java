// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeResponse;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The posts of a fake X and the rules under which it takes them. */
final class Tweets {
  private static final Set<String> FIELDS = Set.of("text", "media", "reply", "reply_settings");
  private static final Set<String> AUDIENCES =
      Set.of("", "following", "mentionedUsers", "subscribers", "verified");
  private static final Pattern URL = Pattern.compile("https?://[^\\s]+");

  /** What X shortens: addresses, and whatever looks like one. */
  private static final Pattern LINKED =
      Pattern.compile(
          "(?i)(?:https?://[^\\s]+|\\b[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){0,3}\\.(?:org|com)\\b)");

  private static final int USUAL = 280;
  private static final Pattern CLUSTER = Pattern.compile("\\X");
  private static final Pattern PICTOGRAPH = Pattern.compile("[\\x{1F000}-\\x{1FAFF}]");

  private final XUploads uploads;
  private final Clock clock;
  private final TreeMap<Long, ObjectNode> tweets = new TreeMap<>();
  private Duration late = Duration.ZERO;
  private String unlisted = "";
  private long last;

  /** Since when the upper bits of an id count milliseconds. */
  private static final long EPOCH = 1_288_834_974_657L;

  private static final Duration PRIVATE = Duration.ofDays(30);

  Tweets(XUploads uploads, Clock clock) {
    this.uploads = uploads;
    this.clock = clock;
  }

  synchronized void listWithout(String field) {
    unlisted = field;
  }

  synchronized void listLate(Duration time) {
    late = time;
  }

  synchronized FakeResponse create(Call call) {
    JsonNode body = call.json();
    String wrong = wrong(call, body);
    if (!wrong.isEmpty()) {
      return FakeX.invalid(wrong);
    }
    String text = body.path("text").asText();
    String answers = body.path("reply").path("in_reply_to_tweet_id").asText();
    if (!answers.isEmpty() && !tweets.containsKey(Long.parseLong(answers))) {
      return FakeX.problem(
          403,
          "Forbidden",
          "You attempted to reply to a Tweet that is deleted or not visible to you.",
          "about:blank");
    }
    if (tweets.values().stream().anyMatch(one -> one.path("_sent").asText().equals(text))) {
      return FakeX.problem(
          403,
          "Forbidden",
          "You are not allowed to create a Tweet with duplicate content.",
          "about:blank");
    }
    ObjectNode tweet = tweet(body, text, answers);
    ObjectNode answer = FakeResponse.object();
    answer.putObject("data").put("id", id(tweet)).put("text", tweet.path("text").asText());
    return FakeResponse.json(201, answer);
  }

  private String wrong(Call call, JsonNode body) {
    if (!call.type().equals("application/json") || !FakeX.knows(body, FIELDS)) {
      return "unknown field or no JSON";
    }
    boolean known =
        (!body.has("media") || FakeX.knows(body.path("media"), Set.of("media_ids")))
            && (!body.has("reply")
                || FakeX.knows(body.path("reply"), Set.of("in_reply_to_tweet_id")));
    if (!known || !AUDIENCES.contains(body.path("reply_settings").asText())) {
      return "unknown value";
    }
    List<String> pictures = new ArrayList<>();
    body.path("media").path("media_ids").forEach(one -> pictures.add(one.asText()));
    if (pictures.size() > 4 || !pictures.stream().allMatch(uploads::has)) {
      return "Your media IDs are invalid.";
    }
    String text = body.path("text").asText();
    if (text.isBlank() && pictures.isEmpty()) {
      return "text is required";
    }
    return weight(text) > 280 ? "Your Tweet text is too long." : "";
  }

  private static int weight(String text) {
    String shortened =
        URL.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll("u".repeat(23));
    int weight = 0;
    Matcher cluster = CLUSTER.matcher(shortened);
    while (cluster.find()) {
      int sum = cluster.group().codePoints().map(Tweets::weight).sum();
      weight += PICTOGRAPH.matcher(cluster.group()).find() ? Math.min(2, sum) : sum;
    }
    return weight;
  }

  private static int weight(int point) {
    boolean light =
        point <= 4351
            || (point >= 8192 && point <= 8205)
            || (point >= 8208 && point <= 8223)
            || (point >= 8242 && point <= 8247);
    return light ? 1 : 2;
  }

  /** As X keeps it: addresses shortened, signs escaped, an address more where it has pictures. */
  private ObjectNode tweet(JsonNode body, String text, String answers) {
    last = Math.max(last + 1, (clock.millis() - EPOCH) << 22);
    long id = last;
    ObjectNode tweet = FakeResponse.object().put("id", Long.toString(id));
    tweet.put("created_at", clock.instant().toString()).put("_sent", text);
    ArrayNode urls = tweet.putObject("entities").putArray("urls");
    String shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    int number = 0;
    for (Matcher url = LINKED.matcher(text); url.find(); ) {
      String tco = "https://t.co/" + Long.toString(id, 36) + number++;
      shown = shown.replace(url.group().replace("&", "&amp;"), tco);
      String whole = url.group().matches("(?i)https?://.*") ? url.group() : "http://" + url.group();
      urls.addObject().put("url", tco).put("expanded_url", whole);
    }
    ArrayNode pictures = tweet.putArray("_pictures");
    body.path("media").path("media_ids").forEach(pictures::add);
    if (!pictures.isEmpty()) {
      String tco = "https://t.co/" + Long.toString(id, 36) + "p";
      shown += " " + tco;
      urls.addObject()
          .put("url", tco)
          .put("expanded_url", "https://twitter.com/cms_test/status/" + id + "/photo/1");
    }
    tweet.put("text", shown);
    if (shown.length() > USUAL) {
      tweet.put("text", shown.substring(0, USUAL - 1) + "\u2026");
      tweet.putObject("note_tweet").put("text", shown).putObject("entities").set("urls", urls);
    }
    if (!answers.isEmpty()) {
      tweet.putArray("referenced_tweets").addObject().put("type", "replied_to").put("id", answers);
    }
    ObjectNode counts = tweet.putObject("public_metrics");
    counts.put("like_count", 0).put("retweet_count", 0).put("reply_count", 0);
    counts.put("quote_count", 0).put("bookmark_count", 0).put("impression_count", 0);
    tweet.putObject("non_public_metrics").put("url_link_clicks", 0);
    tweets.put(id, tweet);
    return tweet;
  }

  synchronized FakeResponse timeLine(Call call) {
    Set<String> known =
        Set.of(
            "max_results",
            "exclude",
            "start_time",
            "tweet.fields",
            "pagination_token",
            "expansions");
    int most = call.query("max_results").map(Integer::parseInt).orElse(10);
    if (!known.containsAll(call.query().keySet()) || most < 5 || most > 100) {
      return FakeX.invalid("The query is invalid");
    }
    String start = call.query("start_time").orElse("1970-01-01T00:00:00Z");
    if (!start.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")) {
      return FakeX.invalid("start_time is no date of RFC 3339");
    }
    Instant since = Instant.parse(start);
    long before = call.query("pagination_token").map(Long::parseLong).orElse(Long.MAX_VALUE);
    List<ObjectNode> listed =
        tweets.headMap(before, false).descendingMap().values().stream()
            .filter(tweet -> !created(tweet).isBefore(since))
            .filter(tweet -> !created(tweet).plus(late).isAfter(clock.instant()))
            .toList();
    ObjectNode answer = FakeResponse.object();
    List<ObjectNode> page = listed.subList(0, Math.min(most, listed.size()));
    if (!page.isEmpty()) {
      ArrayNode data = answer.putArray("data");
      page.forEach(tweet -> data.add(shown(tweet, call.query("tweet.fields").orElse(""))));
    }
    ObjectNode meta = answer.putObject("meta").put("result_count", page.size());
    if (page.size() < listed.size()) {
      meta.put("next_token", id(page.get(page.size() - 1)));
    }
    return FakeResponse.json(200, answer);
  }

  synchronized FakeResponse lookUp(Call call) {
    String[] ids = call.query("ids").orElse("").split(",");
    if (ids.length > 100) {
      return FakeX.invalid("The number of values in the ids query parameter list is not 1 to 100");
    }
    ObjectNode answer = FakeResponse.object();
    for (String id : ids) {
      lookUp(id, call.query("tweet.fields").orElse(""), answer);
    }
    return FakeResponse.json(200, answer);
  }

  private void lookUp(String id, String fields, ObjectNode answer) {
    ObjectNode tweet = id.matches("\\d{1,19}") ? tweets.get(Long.parseLong(id)) : null;
    if (tweet == null) {
      answer
          .withArray("/errors")
          .addObject()
          .put("value", id)
          .put("title", "Not Found Error")
          .put("type", "https://api.twitter.com/2/problems/resource-not-found");
    } else if (fields.contains("non_public_metrics")
        && created(tweet).plus(PRIVATE).isBefore(clock.instant())) {
      answer
          .withArray("/errors")
          .addObject()
          .put("resource_id", id)
          .put("title", "Field Authorization Error")
          .put("type", "https://api.twitter.com/2/problems/not-authorized-for-field");
    } else {
      answer.withArray("/data").add(shown(tweet, fields));
    }
  }

  /** Only what was asked for. */
  private JsonNode shown(ObjectNode tweet, String fields) {
    ObjectNode shown = FakeResponse.object().put("id", id(tweet));
    shown.put("text", tweet.path("text").asText());
    for (String field : fields.split(",")) {
      if (tweet.has(field)) {
        shown.set(field, tweet.get(field));
      }
    }
    shown.remove(unlisted);
    return shown;
  }

  synchronized FakeResponse delete(String id) {
    ObjectNode answer = FakeResponse.object();
    answer.putObject("data").put("deleted", tweets.remove(Long.parseLong(id)) != null);
    return FakeResponse.json(200, answer);
  }

  synchronized void engage(String id, int likes, int clicks) {
    ObjectNode tweet = Objects.requireNonNull(tweets.get(Long.parseLong(id)));
    ((ObjectNode) tweet.path("public_metrics")).put("like_count", likes);
    ((ObjectNode) tweet.path("non_public_metrics")).put("url_link_clicks", clicks);
  }

  synchronized List<Executed> all() {
    List<Executed> all = new ArrayList<>();
    for (ObjectNode tweet : tweets.values()) {
      List<String> alts = new ArrayList<>();
      tweet.path("_pictures").forEach(one -> alts.add(uploads.alt(one.asText())));
      String answers = tweet.path("referenced_tweets").path(0).path("id").asText();
      all.add(
          new Executed(id(tweet), tweet.path("_sent").asText(), tweet.deepCopy())
              .picturing(alts)
              .answering(answers));
    }
    return all;
  }

  synchronized void forget() {
    tweets.clear();
  }

  private static Instant created(ObjectNode tweet) {
    return Instant.parse(tweet.path("created_at").asText());
  }

  private static String id(ObjectNode tweet) {
    return tweet.path("id").asText();
  }
}
