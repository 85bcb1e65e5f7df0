// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.smo.connector.Choices;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.networks.FieldProblem;
import dev.smo.post.Media;
import dev.smo.post.Post;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules about what an author may choose of a network's own options. */
abstract class OptionRules extends AccountRules {
  @Test
  void r37WhatAnAuthorChoseReachesTheNetwork() throws Exception {
    List<Field> fields = connector.network().postFields();
    assumeFalse(fields.isEmpty(), "nothing is to be chosen");
    Map<String, String> needed = new HashMap<>();
    for (Field field : fields) {
      if (field.mandatory()) {
        needed.put(field.name(), values(field, needed).get(0));
      }
    }
    sent(needed);
    // What is sent may differ by itself, such as by the time: then only words can be looked for.
    boolean steady = sent(needed).equals(sent(needed));
    for (Field field : fields) {
      assertArrives(field, needed, steady);
    }
  }

  private void assertArrives(Field field, Map<String, String> needed, boolean steady)
      throws Exception {
    Set<String> requests = new HashSet<>();
    List<String> values = values(field, needed);
    for (String value : values) {
      assertEquals(
          Optional.empty(), FieldProblem.of(field, value), "the kit has no value for " + field);
      Map<String, String> chosen = new HashMap<>(needed);
      chosen.put(field.name(), value);
      String request = sent(chosen);
      boolean words = field.kind() == Field.Kind.TEXT || field.kind() == Field.Kind.LONG_TEXT;
      assertTrue(!words || request.contains(value), () -> field + " does not arrive: " + request);
      requests.add(request);
    }
    boolean onlyOne = values.size() == 1 && !field.mandatory();
    if (onlyOne) {
      requests.add(sent(needed));
    }
    assertTrue(
        !steady || requests.size() == values.size() + (onlyOne ? 1 : 0),
        () -> field + " changes nothing in " + requests);
  }

  /** All that a network without posts is sent for a post with options. */
  private String sent(Map<String, String> options) throws Exception {
    network.forget();
    network.calls().clear();
    Limits limits = connector.limits(connection(), options);
    Post.Builder post = post("options").options(options);
    if (limits.takes(Shape.IMAGES) && !limits.takes(Shape.TEXT)) {
      Media picture = picture(limits.imageTypes().get(0), "A picture");
      post.images(List.of(picture)).attached(true);
    }
    published(publish(delivery("options", post.build(), 1)));
    StringBuilder said = new StringBuilder();
    for (Call call : network.calls()) {
      String body = new String(call.body(), StandardCharsets.UTF_8);
      boolean form = call.type().equals("application/x-www-form-urlencoded");
      said.append(call).append(call.query()).append(form ? "" + call.form() : body).append('\n');
    }
    return said.toString();
  }

  /** Values that the field takes: of a choice all. */
  private List<String> values(Field field, Map<String, String> chosen)
      throws IOException, InterruptedException {
    return switch (field.kind()) {
      case SWITCH -> List.of("true", "false");
      case NUMBER -> List.of("7");
      case URL -> List.of("https://www.example.org/r37");
      case CHOICE -> choices(field, chosen);
      default -> List.of(field.placeholder().isEmpty() ? "Chosen by R37" : field.placeholder());
    };
  }

  private List<String> choices(Field field, Map<String, String> chosen)
      throws IOException, InterruptedException {
    List<Field.Choice> choices =
        field.isLoaded()
            ? having(Choices.class)
                .choices(field.name(), connection().toBuilder().settings(chosen).build())
            : field.choices();
    return choices.stream().map(Field.Choice::value).toList();
  }
}
