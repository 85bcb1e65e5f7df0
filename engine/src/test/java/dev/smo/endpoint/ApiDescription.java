// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * The description of the HTTP API, {@code docs/openapi.json}, against which tests hold what
 * servlets take and answer. What it does not know of, be it a status, a field or a parameter, fails
 * with its name.
 */
public final class ApiDescription {
  /** Ours. */
  public static final ApiDescription OURS = read(Path.of("../docs/openapi.json"));

  private static final List<String> METHODS = List.of("get", "post");

  private final JsonNode document;
  private final Map<JsonNode, JsonSchema> schemas = new LinkedHashMap<>();

  private ApiDescription(JsonNode document) {
    this.document = document;
  }

  /** What somebody asked for, by the names of parameters. */
  public record Call(String method, String address, Map<String, String> parameters) {
    String name() {
      return method + " " + address;
    }
  }

  /**
   * What came back.
   *
   * @param type media type, without parameters; null where there is no body
   * @param body JSON; anything where the type is another
   */
  public record Given(int status, String type, JsonNode body) {}

  static ApiDescription read(Path file) {
    try {
      return new ApiDescription(new ObjectMapper().readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode document() {
    return document;
  }

  /** All that is described. */
  public Set<String> addresses() {
    return names(document.path("paths"));
  }

  /** Such as {@code GET /bin/smo/posts}; of forms with an action one each, with its name behind. */
  public Set<String> operations() {
    Set<String> all = new TreeSet<>();
    for (String address : addresses()) {
      for (String method : METHODS) {
        JsonNode operation = document.path("paths").path(address).path(method);
        String name = method.toUpperCase(Locale.ROOT) + " " + address;
        List<String> actions =
            forms(operation).stream().flatMap(form -> actions(form).stream()).toList();
        actions.forEach(action -> all.add(name + " " + action));
        if (actions.isEmpty() && !operation.isMissingNode()) {
          all.add(name);
        }
      }
    }
    return all;
  }

  /** The forms that an operation takes, each a schema. */
  static List<JsonNode> forms(JsonNode operation) {
    JsonNode schema =
        operation
            .path("requestBody")
            .path("content")
            .path("application/x-www-form-urlencoded")
            .path("schema");
    return schema.has("oneOf")
        ? all(schema.path("oneOf"))
        : schema.isMissingNode() ? List.of() : List.of(schema);
  }

  /** The actions by which a form is told apart from others; none where it has no choice. */
  static List<String> actions(JsonNode form) {
    JsonNode action = form.path("properties").path("action");
    return action.has("const")
        ? List.of(action.path("const").asText())
        : all(action.path("enum")).stream().map(JsonNode::asText).toList();
  }

  /** Holds a call and what came back against what is described. */
  public void hold(Call call, Given given) {
    JsonNode address = document.path("paths").path(call.address());
    JsonNode operation = address.path(call.method().toLowerCase(Locale.ROOT));
    if (address.isMissingNode()) {
      fail(call.address() + " is not in docs/openapi.json");
    }
    if (operation.isMissingNode()) {
      mustRefuse(call, given);
      return;
    }
    JsonNode answer = resolved(operation.path("responses").path("" + given.status()));
    if (answer.isMissingNode()) {
      fail(call.name() + " answers " + given.status() + ", undescribed: " + given.body());
    }
    mustFit(call, answer.path("content"), given);
    if (given.status() < 300) {
      mustTake(call, operation);
    }
  }

  /** A method that is not described is for nobody. */
  private static void mustRefuse(Call call, Given given) {
    if (given.status() < 400 || given.status() >= 500) {
      fail(call.name() + " is not in docs/openapi.json and answers " + given.status());
    }
  }

  private void mustFit(Call call, JsonNode content, Given given) {
    if (content.isMissingNode()) {
      return;
    }
    JsonNode media = content.path(given.type());
    if (media.isMissingNode()) {
      fail(call.name() + " answers " + given.status() + " as " + given.type() + ", undescribed");
    }
    if (given.type().equals("application/json")) {
      List<String> wrong = fewest(media.path("schema"), given.body());
      if (!wrong.isEmpty()) {
        fail(
            call.name()
                + " answers "
                + given.status()
                + " other than docs/openapi.json says: "
                + String.join("; ", wrong)
                + " in "
                + given.body());
      }
    }
  }

  /** Holds what was taken; what was refused may be as wrong as it likes. */
  private void mustTake(Call call, JsonNode operation) {
    List<String> wrong = new ArrayList<>();
    if (call.method().equals("GET")) {
      wrong.addAll(problems(query(operation), typed(call.parameters(), query(operation))));
    } else if (!forms(operation).isEmpty()) {
      wrong.addAll(
          forms(operation).stream()
              .map(form -> problems(form, typed(call.parameters(), form)))
              .min(Comparator.comparingInt(List::size))
              .orElseThrow());
    }
    if (!wrong.isEmpty()) {
      fail(
          call.name()
              + " takes what docs/openapi.json does not describe: "
              + String.join("; ", wrong)
              + " in "
              + call.parameters());
    }
  }

  /** The parameters of a query as the schema of an object. */
  private JsonNode query(JsonNode operation) {
    ObjectNode query = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = query.putObject("properties");
    ObjectNode patterns = query.putObject("patternProperties");
    var required = query.putArray("required");
    for (JsonNode one : all(operation.path("parameters"))) {
      JsonNode parameter = resolved(one);
      if (parameter.path("in").asText().equals("query")) {
        JsonNode schema = parameter.path("schema");
        if (schema.path("type").asText().equals("object")) {
          patterns.setAll((ObjectNode) schema.path("patternProperties"));
        } else {
          properties.set(parameter.path("name").asText(), schema);
        }
        if (parameter.path("required").asBoolean()) {
          required.add(parameter.path("name").asText());
        }
      }
    }
    return query.put("additionalProperties", false);
  }

  /** All values are texts on the wire; here each has the type of its schema, as far as it can. */
  private static JsonNode typed(Map<String, String> parameters, JsonNode schema) {
    ObjectNode typed = JsonNodeFactory.instance.objectNode();
    parameters.forEach(
        (name, value) -> {
          String type = schema.path("properties").path(name).path("type").asText();
          boolean number = type.equals("integer") || type.equals("number");
          if (number && value.matches("-?\\d{1,15}")) {
            typed.put(name, Long.parseLong(value));
          } else if (number && value.matches("-?\\d{1,15}\\.\\d{1,9}")) {
            typed.put(name, Double.parseDouble(value));
          } else {
            typed.put(name, value);
          }
        });
    return typed;
  }

  /** What is wrong by the alternative that fits best. */
  private List<String> fewest(JsonNode schema, JsonNode value) {
    Collection<JsonNode> alternatives =
        schema.has("anyOf") ? all(schema.path("anyOf")) : List.of(schema);
    return alternatives.stream()
        .map(one -> problems(one, value))
        .min(Comparator.comparingInt(List::size))
        .orElseThrow();
  }

  private synchronized List<String> problems(JsonNode schema, JsonNode value) {
    return schemas.computeIfAbsent(schema, this::compiled).validate(value).stream()
        .map(ValidationMessage::getMessage)
        .sorted()
        .toList();
  }

  /** A part of the document that can be used by itself: references lead into the components. */
  private JsonSchema compiled(JsonNode schema) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("components", document.path("components"));
    whole.putArray("allOf").add(schema);
    return of(whole);
  }

  static JsonSchema of(JsonNode schema) {
    SchemaValidatorsConfig strict =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema, strict);
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  static List<JsonNode> all(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), /* parallel= */ false).toList();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
