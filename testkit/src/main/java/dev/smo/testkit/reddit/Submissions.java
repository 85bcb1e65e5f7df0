// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.reddit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Links and comments of a fake Reddit, and the rules under which it takes them. */
final class Submissions {
  /** Those that the account has joined. */
  static final List<String> COMMUNITIES = List.of("museums", "history");

  /** Takes no link without flair. */
  private static final String STRICT = "strict";

  static final List<String> FLAIRS = List.of("f1", "f2");

  private static final String DELETED = "[deleted]";
  private static final Set<String> FIELDS =
      Set.of(
          "api_type",
          "sr",
          "kind",
          "title",
          "url",
          "text",
          "flair_id",
          "flair_text",
          "sendreplies",
          "nsfw",
          "spoiler",
          "resubmit",
          "extension");

  private final Supplier<URI> site;
  private final Clock clock;
  private final TreeMap<Long, ObjectNode> things = new TreeMap<>();
  private Duration late = Duration.ZERO;
  private String unlisted = "";
  private boolean twice;
  private long last = 100_000;

  Submissions(Supplier<URI> site, Clock clock) {
    this.site = site;
    this.clock = clock;
  }

  synchronized void listWithout(String field) {
    unlisted = field;
  }

  synchronized void listLate(Duration time) {
    late = time;
  }

  synchronized void takeTwice() {
    twice = true;
  }

  synchronized FakeResponse submit(String author, Call call) {
    Map<String, List<String>> form = call.form();
    boolean known =
        call.type().equals("application/x-www-form-urlencoded")
            && FIELDS.containsAll(form.keySet())
            && Call.first(form, "api_type").equals("json");
    if (!known) {
      return FakeReddit.error(400, "Bad Request");
    }
    String community = Call.first(form, "sr");
    String title = Call.first(form, "title");
    String url = Call.first(form, "url");
    boolean link = Call.first(form, "kind").equals("link");
    if (!COMMUNITIES.contains(community) && !community.equals(STRICT)) {
      return refused("SUBREDDIT_NOEXIST", "that subreddit doesn't exist", "sr");
    }
    if (title.isBlank() || title.contains("\n")) {
      return refused("NO_TEXT", "we need something here", "title");
    }
    if (title.codePointCount(0, title.length()) > 300) {
      return refused("TOO_LONG", "this is too long (max: 300)", "title");
    }
    if (link && !url.startsWith("http")) {
      return refused("NO_URL", "a url is required", "url");
    }
    String flair = Call.first(form, "flair_id");
    if (!flair.isEmpty() && !FLAIRS.contains(flair)
        || community.equals(STRICT) && flair.isEmpty()) {
      return refused("SUBMIT_VALIDATION_FLAIR_REQUIRED", "Post must contain post flair.", "flair");
    }
    boolean there =
        link
            && !Call.first(form, "resubmit").equals("true")
            && !twice
            && some(one -> one.path("url").asText().equals(url) && in(one, community));
    if (there) {
      return refused("ALREADY_SUB", "that link has already been submitted", "url");
    }
    ObjectNode post = post(author, community, title, link ? url : "");
    post.put("link_flair_template_id", flair)
        .put("spoiler", Call.first(form, "spoiler").equals("true"));
    post.put("over_18", Call.first(form, "nsfw").equals("true"));
    ObjectNode answer = FakeResponse.object();
    ObjectNode json = answer.putObject("json");
    json.putArray("errors");
    String name = post.path("name").asText();
    json.putObject("data")
        .put("id", name.substring(3))
        .put("name", name)
        .put("url", site.get() + post.path("permalink").asText());
    return FakeResponse.json(200, answer);
  }

  private static boolean in(JsonNode one, String community) {
    return one.path("subreddit").asText().equals(community)
        && !one.path("author").asText().equals(DELETED);
  }

  private boolean some(Predicate<ObjectNode> test) {
    return things.values().stream().anyMatch(test);
  }

  private ObjectNode post(String author, String community, String title, String url) {
    String id = Long.toString(++last, 36);
    ObjectNode post = thing("t3_" + id, author);
    post.put("subreddit", community).put("title", title).put("url", url);
    post.put("permalink", "/r/" + community + "/comments/" + id + "/_/");
    post.put("score", 1).put("num_comments", 0);
    return post;
  }

  private ObjectNode thing(String name, String author) {
    ObjectNode thing = FakeResponse.object().put("name", name).put("author", author);
    thing.put("created_utc", (double) clock.instant().getEpochSecond());
    things.put(last, thing);
    return thing;
  }

  synchronized String submitted(String author, String community, String url) {
    return post(author, community, "Look at this", url).path("name").asText();
  }

  synchronized FakeResponse answer(String author, Call call) {
    Map<String, List<String>> form = call.form();
    String text = Call.first(form, "text");
    String above = Call.first(form, "thing_id");
    if (!Set.of("api_type", "thing_id", "text").equals(form.keySet()) || text.isBlank()) {
      return refused("NO_TEXT", "we need something here", "text");
    }
    if (!some(one -> one.path("name").asText().equals(above))) {
      return refused("DELETED_COMMENT", "that comment has been deleted", "parent");
    }
    String name = comment(author, above, unescaped(text));
    ObjectNode answer = FakeResponse.object();
    ObjectNode json = answer.putObject("json");
    json.putArray("errors");
    json.putObject("data")
        .putArray("things")
        .addObject()
        .put("kind", "t1")
        .set("data", things.get(last));
    return name.isEmpty() ? FakeReddit.error(500, "?") : FakeResponse.json(200, answer);
  }

  /** As people read it. */
  private static String unescaped(String markdown) {
    return markdown.replaceAll("\\\\(\\p{Punct})", "$1");
  }

  synchronized String comment(String author, String above, String text) {
    String id = Long.toString(++last, 36);
    ObjectNode comment = thing("t1_" + id, author);
    comment.put("parent_id", above).put("body", text).put("body_html", "<p>" + text + "</p>");
    comment.put("permalink", "/r/museums/comments/" + above.substring(3) + "/_/" + id + "/");
    things.values().stream()
        .filter(one -> one.path("name").asText().equals(above) && one.has("num_comments"))
        .forEach(one -> one.put("num_comments", one.path("num_comments").asInt() + 1));
    return "t1_" + id;
  }

  synchronized FakeResponse delete(Call call) {
    delete(Call.first(call.form(), "id"));
    return FakeResponse.json(200, FakeResponse.object());
  }

  synchronized void delete(String name) {
    for (ObjectNode one : things.values()) {
      if (one.path("name").asText().equals(name)) {
        one.put("author", DELETED);
        if (one.has("body")) {
          one.put("body", DELETED).put("body_html", "<p>[deleted]</p>");
        }
      }
    }
  }

  synchronized FakeResponse info(Call call) {
    String id = call.query("id").orElse("");
    String url = call.query("url").orElse("");
    if (id.isEmpty() == url.isEmpty()) {
      return FakeReddit.error(400, "Bad Request");
    }
    return listing(
        things.values().stream()
            .filter(
                one ->
                    id.isEmpty()
                        ? one.path("url").asText().equals(url)
                        : List.of(id.split(",")).contains(one.path("name").asText()))
            .toList());
  }

  synchronized FakeResponse list(String author, String kind, Call call) {
    boolean good = call.query("sort").orElse("").equals("new") && call.query("limit").isPresent();
    int most = good ? Math.min(100, Integer.parseInt(call.query("limit").get())) : 0;
    return listing(
        things.descendingMap().values().stream()
            .filter(one -> one.path("author").asText().equals(author))
            .filter(one -> one.path("name").asText().startsWith(kind))
            .filter(
                one ->
                    one.path("created_utc").asLong() + late.toSeconds()
                        <= clock.instant().getEpochSecond())
            .limit(most)
            .toList());
  }

  private FakeResponse listing(Collection<ObjectNode> all) {
    return FakeResponse.json(200, listed(all));
  }

  private ObjectNode listed(Collection<ObjectNode> all) {
    ObjectNode listing = FakeResponse.object().put("kind", "Listing");
    ObjectNode data = listing.putObject("data").putNull("after");
    ArrayNode children = data.putArray("children");
    for (ObjectNode one : all) {
      children
          .addObject()
          .put("kind", one.path("name").asText().substring(0, 2))
          .set("data", one.deepCopy().without(unlisted));
    }
    return listing;
  }

  synchronized FakeResponse comments(String id) {
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    page.add(listed(named("t3_" + id)));
    page.add(below("t3_" + id));
    return page.path(0).path("data").path("children").isEmpty()
        ? FakeReddit.error(404, "Not Found")
        : FakeResponse.json(200, page);
  }

  private List<ObjectNode> named(String name) {
    return things.values().stream().filter(o -> o.path("name").asText().equals(name)).toList();
  }

  private ObjectNode below(String name) {
    List<ObjectNode> answers = new ArrayList<>();
    for (ObjectNode one : things.values()) {
      if (one.path("parent_id").asText().equals(name)) {
        ObjectNode copy = one.deepCopy();
        copy.set("replies", below(one.path("name").asText()));
        answers.add(copy);
      }
    }
    return listed(answers);
  }

  synchronized List<Executed> ours(String author) {
    List<Executed> all = new ArrayList<>();
    for (ObjectNode one : things.values()) {
      if (one.path("author").asText().equals(author)) {
        String words = one.has("body") ? one.path("body").asText() : one.path("title").asText();
        all.add(
            new Executed(one.path("name").asText(), words, one.deepCopy())
                .answering(one.path("parent_id").asText()));
      }
    }
    return all;
  }

  synchronized void forget() {
    things.clear();
  }

  static FakeResponse refused(String code, String words, String field) {
    ObjectNode answer = FakeResponse.object();
    answer.putObject("json").putArray("errors").addArray().add(code).add(words).add(field);
    return FakeResponse.json(200, answer);
  }
}
