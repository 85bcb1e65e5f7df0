// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import dev.smo.it.PermissionMatrix.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** For each row of the matrix a call that would do something, with things made for it. */
final class RightsCalls {
  /**
   * A call.
   *
   * @param fields of the form, or of the query
   * @param otherwise what is answered beside success to whoever may: what is asked for is not
   *     possible with what was made, which only who may is told
   */
  record Call(Map<String, String> fields, Set<Integer> otherwise) {}

  /** Makes what a call is about. */
  private interface Case {
    Map<String, String> fields(Person person);
  }

  private record Entry(Case fields, Set<Integer> otherwise) {}

  private final Map<String, Entry> cases = new TreeMap<>();
  private final RightsScene scene;
  private final Cms cms;
  private final Accounts accounts;

  RightsCalls(Cms cms, Accounts accounts, RightsScene scene) {
    this.cms = cms;
    this.accounts = accounts;
    this.scene = scene;
    reading();
    posts();
    reactions();
    administration();
    own();
  }

  Optional<Call> of(String row, Person person) {
    return Optional.ofNullable(cases.get(row))
        .map(entry -> new Call(entry.fields().fields(person), entry.otherwise()));
  }

  static String query(Map<String, String> fields) {
    StringBuilder query = new StringBuilder();
    fields.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return query.toString();
  }

  private void on(String row, Case fields, Integer... otherwise) {
    cases.put(row, new Entry(fields, Set.of(otherwise)));
  }

  private static Map<String, String> with(Map<String, String> fields, String... more) {
    Map<String, String> all = new HashMap<>(fields);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private static Map<String, String> with(String... fields) {
    return with(Map.of(), fields);
  }

  private void reading() {
    String page = scene.page();
    for (String address :
        new String[] {
          "administration",
          "administration/checks",
          "administration/decisions",
          "administration/webhooks",
          "blocked",
          "calendar",
          "campaigns",
          "connections",
          "deleted",
          "filters",
          "goals",
          "mail",
          "openapi.json",
          "policies",
          "reactions",
          "results",
          "sandbox",
          "session",
          "signin",
          "subscriptions",
          "support",
          "tally",
          "today",
          "token",
          "webmention"
        }) {
      on("GET /bin/smo/" + address, person -> Map.of());
    }
    on("GET /bin/smo/answers", person -> Map.of("page", page));
    // Without the name of a network there is no document, which everybody is told.
    on("GET /bin/smo/client", person -> Map.of(), 404);
    on("GET /bin/smo/calendar.ics", person -> Map.of("key", key()));
    Map<String, String> place = Map.of("site", scene.site().path());
    on("GET /bin/smo/policies/export", person -> with(place, "as", "json"));
    on("POST /bin/smo/policies", person -> with(place, "forms", "{}"));
    on("POST /bin/smo/policies/trial", person -> with(place, "forms", "{}", "page", page));
    on("GET /bin/smo/counts", person -> Map.of("id", scene.sent().path("id").asText()));
    on("GET /bin/smo/followers", person -> Map.of("id", RightsScene.CONNECTION));
    on("GET /bin/smo/embed", person -> Map.of("url", address()));
    on("GET /bin/smo/oembed", person -> Map.of("url", address()));
    on("GET /bin/smo/posts", person -> Map.of("page", page));
    on("GET /bin/smo/preview", person -> Map.of("page", page));
    on("GET /bin/smo/pictures", person -> Map.of("folder", page));
    // The sandbox has no option that it loads, which only who decides is told.
    on(
        "GET /bin/smo/posts?choices",
        person -> Map.of("id", scene.sent().path("id").asText(), "choices", "none"),
        400);
    on(
        "GET /bin/smo/preview?choices",
        person -> Map.of("page", page, "choices", "none", "connection", RightsScene.CONNECTION),
        400);
    on(
        "GET /bin/smo/reactions?answer",
        person -> {
          Map<String, String> reply = scene.reply();
          return Map.of("answer", reply.get("id"), "identity", reply.get("identity"));
        });
    on("POST /bin/smo/clicks", person -> Map.of("page", page, "network", "mastodon"));
    on("POST /bin/smo/preview", person -> Map.of("page", page, "title", "Unsaved"));
    on(
        "POST /bin/smo/webmention",
        person -> Map.of("source", "https://elsewhere.example/", "target", address()),
        400);
    on("POST /bin/smo/mcp", person -> Map.of());
  }

  private String address() {
    return cms.uri(scene.page() + ".html").toString();
  }

  private String key() {
    Map<String, String> form =
        Map.of("action", "make", "name", scene.next(), "token", "it-rights-feed");
    return scene.changed("/bin/smo/subscriptions", form).path("key").asText();
  }

  private void posts() {
    String posts = "POST /bin/smo/posts ";
    for (String action : new String[] {"approve", "reject", "cancel"}) {
      on(posts + action, person -> with(scene.waiting(), "action", action));
    }
    // A post that waits is neither out nor failed, which only who decides is told.
    for (String action : new String[] {"again", "retry", "retract", "posted", "dismiss"}) {
      on(posts + action, person -> with(scene.waiting(), "action", action), 409);
    }
    String later = RightsScene.later();
    on(posts + "edit", person -> with(scene.waiting(), "action", "edit", "text", "Other words"));
    on(posts + "move", person -> with(scene.waiting(), "action", "move", "when", later));
    on(posts + "repeat", person -> with(scene.waiting(), "action", "repeat", "days", "30"));
    for (String action : new String[] {"again", "correct"}) {
      on(
          "POST /bin/smo/editions " + action,
          person -> with(scene.waiting(), "action", action, "text", "Other words"),
          409);
    }
    on(
        "POST /bin/smo/calendar move",
        person ->
            with(
                scene.waiting(),
                "action",
                "move",
                "at",
                later.replace(' ', 'T'),
                "zone",
                "Europe/Berlin"));
    // As somebody read it before: 409, which only who decides about these posts is told.
    on("POST /bin/smo/digests", person -> Map.of("group", scene.group(), "revision", "old"), 409);
    on(
        "POST /bin/smo/notes",
        person ->
            Map.of(
                "page",
                scene.page(),
                "connection",
                RightsScene.CONNECTION,
                "text",
                "A note by " + person,
                "when",
                later,
                "token",
                "it-rights-" + scene.next()));
    Map<String, String> wish = Map.of("page", scene.page(), "connections", RightsScene.CONNECTION);
    on("POST /bin/smo/requests plan", person -> with(wish, "action", "plan"));
    on(
        "POST /bin/smo/requests save",
        person -> with(wish, "action", "save", "text." + RightsScene.CONNECTION, "Words"));
    on("POST /bin/smo/sizes", person -> with(wish, "text", "Words"));
    // Nothing is to be undone afterwards, and who may not do that may not do the other.
    on("POST /bin/smo/requests exclude", person -> with(wish, "action", "exclude"));
    on("POST /bin/smo/requests include", person -> with(wish, "action", "include"));
  }

  private void reactions() {
    String reactions = "POST /bin/smo/reactions ";
    for (String action :
        new String[] {"approve", "show", "hide", "like", "unlike", "done", "todo", "block"}) {
      on(reactions + action, person -> with(scene.reply(), "action", action));
    }
    // What a network has would be there again, which only who decides is told.
    on(reactions + "delete", person -> with(scene.reply(), "action", "delete"), 400);
    on(reactions + "assign", person -> with(scene.reply(), "action", "assign", "to", ""));
    on(
        reactions + "answer",
        person ->
            with(
                scene.reply(),
                "action",
                "answer",
                "words",
                "Thank you",
                "token",
                "it-rights-" + scene.next()));
    on(reactions + "measure", person -> with(scene.reply(), "action", "measure", "words", "Hm"));
    on(reactions + "look", person -> with(scene.reply(), "action", "look"));
    on(reactions + "leave", person -> with(scene.reply(), "action", "leave"));
    on(reactions + "refresh", person -> Map.of("action", "refresh", "page", scene.page()));
    on("POST /bin/smo/blocked unblock", person -> with(scene.block(), "action", "unblock"));
    on("POST /bin/smo/answers save", person -> answer());
    on(
        "POST /bin/smo/answers remove",
        person -> {
          String id = scene.byAuthor("/bin/smo/answers", answer()).path("id").asText();
          return Map.of("action", "remove", "page", scene.page(), "id", id);
        });
  }

  private Map<String, String> answer() {
    String title = scene.next();
    return with("action", "save", "page", scene.page(), "title", title, "words", "Hello {name}");
  }

  private void administration() {
    for (String kind : new String[] {"campaigns", "goals"}) {
      String address = "/bin/smo/" + kind;
      on("POST " + address + " save", person -> plan());
      on(
          "POST " + address + " remove",
          person -> {
            var saved = scene.changed(address, plan());
            return with(
                "action", "remove",
                "id", saved.path("id").asText(),
                "revision", saved.path("revision").asText());
          });
    }
    String connections = "POST /bin/smo/connections ";
    on(connections + "save", person -> spare("save"));
    on(connections + "try", person -> spare("try"));
    for (String action : new String[] {"test", "pause", "resume", "remove"}) {
      on(
          connections + action,
          person -> {
            Map<String, String> spare = spare("save");
            scene.changed("/bin/smo/connections", spare);
            return Map.of("action", action, "id", spare.get("id"));
          });
    }
    // It is at home, so there is nothing to adopt, which only administrators are told.
    on(connections + "adopt", person -> Map.of("action", "adopt"), 409);
    on("POST /bin/smo/erasure", person -> Map.of("kind", "person", "name", scene.next()));
    String webhooks = "POST /bin/smo/administration/webhooks ";
    // Without an address, and of none that is there, which only administrators are told.
    on(webhooks + "save", person -> Map.of("action", "save"), 400);
    on(webhooks + "skip", person -> Map.of("action", "skip", "id", "none", "event", "none"), 404);
    for (String action : new String[] {"renew", "resume", "test", "remove"}) {
      on(webhooks + action, person -> Map.of("action", action, "id", "none"), 404);
    }
    String signIn = "POST /bin/smo/signin ";
    // The sandbox has no signing in, which only administrators are told.
    on(signIn + "start", person -> with(spare("start"), "page", "/cms/smo.html"), 400, 409);
    on(
        signIn + "application",
        person -> Map.of("action", "application", "network", "sandbox"),
        400,
        409);
    // Nobody has signed in.
    on(
        signIn + "choose",
        person -> Map.of("action", "choose", "choices", "none", "account", "none"),
        403,
        404);
  }

  private Map<String, String> plan() {
    return with(
        "action", "save",
        "id", RightsScene.SPARE + scene.next(),
        "title", "Rights",
        "measure", "posts",
        "target", "3",
        "from", "2026-12-01",
        "to", "2026-12-31");
  }

  private Map<String, String> spare(String action) {
    return with(
        "action",
        action,
        "id",
        RightsScene.SPARE + scene.next(),
        "network",
        "sandbox",
        "settings.fault",
        "none");
  }

  private void own() {
    Map<String, String> mail =
        Map.of(
            "action", "save",
            "address", "rights@site.example",
            "time", "07:30",
            "zone", "Europe/Berlin",
            "language", "en",
            "page", "/cms/smo.html");
    on("POST /bin/smo/mail save", person -> mail);
    on("POST /bin/smo/mail stop", person -> Map.of("action", "stop"));
    // Nobody configured a mail service there.
    on("POST /bin/smo/mail try", person -> Map.of("action", "try"), 404, 409);
    Map<String, String> link = Map.of("id", "0".repeat(64), "key", "none");
    on("GET /bin/smo/unsubscribe", person -> link, 404);
    on("POST /bin/smo/unsubscribe", person -> link, 404);
    on("POST /bin/smo/filters save", person -> filter("save"));
    on("POST /bin/smo/filters remove", person -> filter("remove"));
    on(
        "POST /bin/smo/subscriptions make",
        person -> Map.of("action", "make", "name", "Mine", "token", "it-rights-mine"));
    on(
        "POST /bin/smo/subscriptions revoke",
        person -> Map.of("action", "revoke", "id", subscription(person)));
  }

  private static Map<String, String> filter(String action) {
    return Map.of("action", action, "name", "Failed", "query", "state=FAILED");
  }

  private String subscription(Person person) {
    if (person == Person.ANONYMOUS) {
      return "none";
    }
    Map<String, String> form = Map.of("action", "make", "name", "To revoke");
    String body = accounts.armed(person).post(cms.uri("/bin/smo/subscriptions"), form).body();
    return Http.parse(body).path("id").asText();
  }
}
