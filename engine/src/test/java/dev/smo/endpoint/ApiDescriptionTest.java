// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.smo.endpoint.ApiDescription.Call;
import dev.smo.endpoint.ApiDescription.Given;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The description of the HTTP API, and that it leaves nothing out. */
class ApiDescriptionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ADDRESS =
      Pattern.compile("/bin/smo/[a-z]+(?:/[a-z]+)*(?:\\.[a-z]+)?");

  private final ApiDescription api = ApiDescription.OURS;

  private static List<String> messages(Iterable<ValidationMessage> messages) {
    List<String> all = new ArrayList<>();
    messages.forEach(message -> all.add(message.toString()));
    return all;
  }

  /** Visits all objects, with the pointer to each. */
  private static void walk(String at, JsonNode node, BiConsumer<String, JsonNode> visit) {
    if (node.isObject()) {
      visit.accept(at, node);
      node.fields().forEachRemaining(one -> walk(at + "/" + one.getKey(), one.getValue(), visit));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(at + "/" + i, node.get(i), visit);
      }
    }
  }

  @Test
  void isOpenApi31() throws Exception {
    try (var schema = getClass().getResourceAsStream("/openapi/openapi-3.1.schema.json")) {
      assertEquals(
          List.of(), messages(ApiDescription.of(JSON.readTree(schema)).validate(api.document())));
    }
  }

  @Test
  void itsSchemasAreJsonSchemas() {
    var dialect =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    List<String> wrong = new ArrayList<>();
    walk(
        "",
        api.document(),
        (at, node) -> {
          if (node.has("schema")) {
            messages(dialect.validate(node.path("schema"))).forEach(one -> wrong.add(at + one));
          }
        });
    api.document()
        .at("/components/schemas")
        .fields()
        .forEachRemaining(
            one ->
                messages(dialect.validate(one.getValue()))
                    .forEach(problem -> wrong.add(one.getKey() + problem)));
    assertEquals(List.of(), wrong);
  }

  @Test
  void itsReferencesLeadSomewhere() {
    Set<String> lost = new TreeSet<>();
    walk(
        "",
        api.document(),
        (at, node) -> {
          String target = node.path("$ref").asText();
          if (!target.isEmpty() && api.document().at(target.substring(1)).isMissingNode()) {
            lost.add(at + " -> " + target);
          }
        });
    assertEquals(Set.of(), lost);
  }

  /** The parameters of JSON-RPC and its results are of the Model Context Protocol. */
  @Test
  void itsObjectsSayWhatElseMayBeInThem() {
    List<String> open = new ArrayList<>();
    walk(
        "",
        api.document().path("components"),
        (at, node) -> {
          boolean object = node.path("type").asText().equals("object");
          if (object && !node.has("additionalProperties") && !at.contains("JsonRpc")) {
            open.add(at);
          }
        });
    assertEquals(List.of(), open);
  }

  @Test
  void describesEveryAddressThatAServletHasAndNoOther() {
    assertEquals(new TreeSet<>(ServletAddresses.all().values()), api.addresses());
  }

  @Test
  void thePageForPeopleNamesTheSameAddresses() throws Exception {
    String page = Files.readString(Path.of("../docs/http-api.md"));
    assertEquals(
        api.addresses(),
        ADDRESS
            .matcher(page)
            .results()
            .map(found -> found.group())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void isSortedByAddress() {
    List<String> order = new ArrayList<>();
    api.document().path("paths").fieldNames().forEachRemaining(order::add);
    assertEquals(List.copyOf(new TreeSet<>(order)), order);
  }

  @Test
  void namesEachOperationOnce() {
    Set<String> names = new HashSet<>();
    for (JsonNode path : api.document().path("paths")) {
      for (JsonNode operation : path) {
        String name = operation.path("operationId").asText();
        assertFalse(name.isEmpty(), operation::toString);
        assertTrue(names.add(name), () -> name + " is named twice");
      }
    }
  }

  /** Nobody gets a list that grows with the years: it has pages, an end, or a reason. */
  @Test
  void everyListHasPagesOrAnEnd() {
    List<String> endless = new ArrayList<>();
    for (JsonNode path : api.document().path("paths")) {
      JsonNode answer =
          path.path("get").at("/responses/200/content").path("application/json").path("schema");
      for (JsonNode schema :
          answer.has("anyOf") ? ApiDescription.all(answer.path("anyOf")) : List.of(answer)) {
        JsonNode shown = api.document().at(schema.path("$ref").asText("/none").replace("#", ""));
        boolean pages = shown.path("properties").has("next");
        shown
            .path("properties")
            .fields()
            .forEachRemaining(
                field -> {
                  JsonNode list = field.getValue();
                  if (list.path("type").asText().equals("array")
                      && !pages
                      && !list.has("maxItems")
                      && !list.has("x-bounded")) {
                    endless.add(schema.path("$ref").asText() + " " + field.getKey());
                  }
                });
      }
    }
    assertEquals(List.of(), endless);
  }

  /** A request whose answer was lost is sent again, and must not do twice what is to be once. */
  @Test
  void everyChangeNamesWhatWasReadOrTheWishOrSaysWhatASecondOneDoes() {
    List<String> careless = new ArrayList<>();
    api.document()
        .path("paths")
        .fields()
        .forEachRemaining(
            path -> {
              JsonNode post = path.getValue().path("post");
              for (JsonNode form : ApiDescription.forms(post)) {
                JsonNode fields = form.path("properties");
                if (!fields.has("revision")
                    && !fields.has("revisions")
                    && !fields.has("token")
                    && !form.has("x-repeated")
                    && !post.has("x-repeated")) {
                  careless.add(path.getKey() + " " + form.path("title").asText());
                }
              }
            });
    assertEquals(List.of(), careless);
  }

  private static Given given(int status, String body) throws Exception {
    return new Given(status, "application/json", JSON.readTree(body));
  }

  private String refused(Call call, Given given) {
    return String.valueOf(
        assertThrows(AssertionError.class, () -> api.hold(call, given)).getMessage());
  }

  private static void says(String message, String... words) {
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void whatIsNotDescribedFailsWithItsName() throws Exception {
    Call filters = new Call("GET", "/bin/smo/filters", Map.of());
    says(
        refused(
            filters, given(200, "{\"filters\": [{\"name\": \"a\", \"query\": \"\", \"x\": 1}]}")),
        "GET /bin/smo/filters",
        "'x'");
    says(refused(filters, given(200, "{}")), "'filters'");
    says(refused(filters, given(418, "{}")), "GET /bin/smo/filters answers 418");
    says(
        refused(
            new Call("GET", "/bin/smo/filters", Map.of("page", "/content")),
            given(200, "{\"filters\": []}")),
        "'page'");
    says(
        refused(
            new Call("POST", "/bin/smo/filters", Map.of("action", "shout", "name", "a")),
            given(200, "{\"filters\": []}")),
        "action");
    says(
        refused(new Call("POST", "/bin/smo/counts", Map.of()), given(200, "{}")),
        "POST /bin/smo/counts is not in docs/openapi.json");
    says(
        refused(new Call("GET", "/bin/smo/nothing", Map.of()), given(200, "{}")),
        "/bin/smo/nothing is not in docs/openapi.json");
  }

  @Test
  void whatWasRefusedMayBeAsWrongAsItLikes() throws Exception {
    api.hold(
        new Call("POST", "/bin/smo/filters", Map.of("action", "shout")),
        given(400, "{\"error\": \"The action is save or remove.\"}"));
  }
}
