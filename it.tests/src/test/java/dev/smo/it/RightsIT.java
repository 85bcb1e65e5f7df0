// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.it.PermissionMatrix.Person;
import dev.smo.it.PermissionMatrix.Row;
import dev.smo.it.RightsCalls.Call;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Calls all that the matrix of docs/permissions.md names as everybody, and compares. */
@OnSlingCms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsIT {
  private static final String MCP = "/bin/smo/mcp";
  private static final String ELSEWHERE = "https://elsewhere.example";
  private static final String TOKEN = "X-SMO-Token";

  /** Changes that take no token, because they are for anybody, or no form. */
  private static final Set<String> WITHOUT_TOKEN =
      Set.of("/bin/smo/clicks", MCP, "/bin/smo/unsubscribe", "/bin/smo/webmention");

  private final Cms cms;
  private final Accounts accounts;
  private final RightsScene scene;
  private final RightsCalls calls;
  private final JsonNode description;
  private final List<Row> matrix = PermissionMatrix.read();

  RightsIT(Cms cms) {
    this.cms = cms;
    accounts = new Accounts(cms);
    scene = new RightsScene(cms, accounts);
    calls = new RightsCalls(cms, accounts, scene);
    description = cms.admin().json(cms.uri("/bin/smo/openapi.json"));
  }

  @AfterAll
  void leaveNothingThatOthersMeet() {
    scene.end();
  }

  private HttpResponse<String> send(Row row, Http who, Map<String, String> fields) {
    String address = row.call().split("[ ?]")[1];
    if (address.equals(MCP)) {
      return who.postJson(
          cms.uri(address), "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}");
    }
    return row.isChange()
        ? who.post(cms.uri(address), fields)
        : who.get(cms.uri(address + RightsCalls.query(fields)));
  }

  private static boolean isTokenAsked(Row row) {
    return row.isChange() && !WITHOUT_TOKEN.contains(row.call().split(" ")[1]);
  }

  @Test
  void everybodyMayWhatTheMatrixSaysAndNothingElse() {
    List<String> wrong = new ArrayList<>();
    for (Row row : matrix) {
      for (Person person : Person.values()) {
        Optional<Call> call = calls.of(row.call(), person);
        if (call.isEmpty()) {
          wrong.add(row.call() + " is called by nobody: RightsCalls lacks it");
          break;
        }
        HttpResponse<String> answer = send(row, accounts.armed(person), call.get().fields());
        boolean described = statuses(row).has("" + answer.statusCode());
        if (!described || !isAsSaid(row, person, call.get(), answer)) {
          wrong.add(
              "%s as %s: %s%s, and the matrix says %s: %s"
                  .formatted(
                      row.call(),
                      person,
                      answer.statusCode(),
                      described ? "" : ", which docs/openapi.json does not know",
                      row.cell(person),
                      answer.body().substring(0, Math.min(200, answer.body().length()))));
        }
      }
    }
    assertTrue(matrix.size() > 80, "the matrix has " + matrix.size() + " rows");
    assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
  }

  /** What the description, as the server tells it, knows that a call may be answered. */
  private JsonNode statuses(Row row) {
    String[] parts = row.call().split("[ ?]");
    return description
        .path("paths")
        .path(parts[1])
        .path(parts[0].toLowerCase(Locale.ROOT))
        .path("responses");
  }

  /** A refusal must be for the right that is missing, not for a token or a parameter. */
  private static boolean isAsSaid(Row row, Person person, Call call, HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (row.allows(person)) {
      return status / 100 == 2 || call.otherwise().contains(status);
    }
    return row.cell(person).equals("" + status) && !answer.body().contains(TOKEN);
  }

  @Test
  void nothingIsChangedWithoutTheOwnToken() {
    List<String> wrong = new ArrayList<>();
    String others = accounts.token(Person.AUTHOR);
    for (Row row : matrix) {
      if (!isTokenAsked(row)) {
        continue;
      }
      for (Person person : Person.values()) {
        Http bare = accounts.http(person);
        Map<String, Http> tries = new HashMap<>();
        tries.put("without a token", bare);
        tries.put("from elsewhere", bare.with("Origin", ELSEWHERE).with("Referer", ELSEWHERE));
        if (person != Person.AUTHOR) {
          tries.put("with the token of somebody else", bare.with(TOKEN, others));
        }
        tries.forEach(
            (how, http) -> {
              int status = send(row, http, Map.of("action", action(row))).statusCode();
              Set<Integer> refused = person == Person.ANONYMOUS ? Set.of(401, 403) : Set.of(403);
              if (!refused.contains(status)) {
                wrong.add(row.call() + " as " + person + " " + how + ": " + status);
              }
            });
      }
    }
    assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
  }

  private static String action(Row row) {
    String[] parts = row.call().split(" ");
    return parts.length > 2 ? parts[2] : "";
  }

  @Test
  void anAssistantOfAnotherServersPageIsRefused() {
    Row mcp = matrix.stream().filter(row -> row.call().contains(MCP)).findFirst().orElseThrow();
    Http who = accounts.http(Person.EDITOR).with("Origin", ELSEWHERE);
    assertEquals(403, send(mcp, who, Map.of()).statusCode());
  }

  @Test
  void whatAPersonMayNotReadIsNotThere() {
    String hidden = scene.site().published("hidden", "Not for everybody");
    Map<String, String> wish =
        Map.of(
            "action",
            "plan",
            "page",
            hidden,
            "connections",
            RightsScene.CONNECTION,
            "when",
            RightsScene.later(),
            "approval",
            "true");
    String post = scene.changed("/bin/smo/requests", wish).at("/results/0/id").asText();
    String revision =
        cms.admin().json(cms.uri("/bin/smo/posts?id=" + post)).at("/posts/0/revision").asText();
    cms.denyStrangers(hidden);
    Map<String, String> decision = Map.of("id", post, "revision", revision);
    Map<String, Map<String, String>> asked =
        Map.of(
            "GET /bin/smo/answers", Map.of("page", hidden),
            "GET /bin/smo/counts", Map.of("id", post),
            "GET /bin/smo/posts", Map.of("id", post),
            "GET /bin/smo/preview", Map.of("page", hidden),
            "GET /bin/smo/results", Map.of("page", hidden),
            "POST /bin/smo/posts cancel", with(decision, "action", "cancel"),
            "POST /bin/smo/editions again", with(decision, "action", "again", "text", "Words"),
            "POST /bin/smo/calendar move", with(decision, "action", "move"),
            "POST /bin/smo/notes", Map.of("page", hidden),
            "POST /bin/smo/requests plan", wish);
    Map<String, Integer> told = new HashMap<>();
    asked.forEach(
        (call, fields) ->
            told.put(
                call,
                send(new Row(call, List.of()), accounts.armed(Person.SIGNED_IN), fields)
                    .statusCode()));
    Map<String, Integer> expected = new HashMap<>();
    asked.keySet().forEach(call -> expected.put(call, 404));
    assertEquals(expected, told);
  }

  @Test
  void severalPostsAtOnceAreDecidedByTheRightToEach() {
    Map<Person, String> states = new EnumMap<>(Person.class);
    for (Person person : List.of(Person.SIGNED_IN, Person.AUTHOR)) {
      Map<String, String> post = scene.waiting();
      Map<String, String> form =
          Map.of("ids", post.get("id"), "revisions", post.get("revision"), "action", "cancel");
      String body = accounts.armed(person).post(cms.uri("/bin/smo/posts"), form).body();
      states.put(person, Http.parse(body).at("/results/0/state").asText());
    }
    assertEquals(Map.of(Person.SIGNED_IN, "AWAITING_APPROVAL", Person.AUTHOR, "CANCELLED"), states);
  }

  @Test
  void aConnectionThatThePolicyDoesNotNameIsForAdministrators() {
    cms.connect(Map.of("id", "it-unnamed", "network", "sandbox", "settings.fault", "none"));
    Map<Person, String> told = new EnumMap<>(Person.class);
    for (Person person : List.of(Person.AUTHOR, Person.EDITOR, Person.ADMINISTRATOR)) {
      Map<String, String> form =
          Map.of(
              "action",
              "plan",
              "page",
              scene.page(),
              "connections",
              "it-unnamed",
              "when",
              RightsScene.later());
      String body = accounts.armed(person).post(cms.uri("/bin/smo/requests"), form).body();
      told.put(person, Http.parse(body).at("/results/0/state").asText());
    }
    assertEquals(
        Map.of(Person.AUTHOR, "", Person.EDITOR, "", Person.ADMINISTRATOR, "SCHEDULED"), told);
    cms.callOff("it-unnamed");
  }

  private static Map<String, String> with(Map<String, String> fields, String... more) {
    Map<String, String> all = new HashMap<>(fields);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }
}
