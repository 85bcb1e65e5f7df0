// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static dev.smo.endpoint.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.fixture.OakSite;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class AnswersServletTest {
  private final SlingContext context = OakSite.context();
  private ConsoleFixture console;
  private AnswersServlet servlet;

  @BeforeEach
  void open() throws Exception {
    console = new ConsoleFixture(context);
    servlet = new AnswersServlet(console.tokens, new AnswerTemplates(console.repository));
  }

  private Reply save(String title, String words, String shared) throws Exception {
    return console.post(
        servlet, "action", "save", "page", OURS, "title", title, "words", words, "shared", shared);
  }

  private JsonNode all() throws Exception {
    return console.get(servlet, "page", OURS).json().path("answers");
  }

  @Test
  void answersAreForThePartOfTheSiteThatAPersonMayChangeOrForEverybody() throws Exception {
    console.as("admin");
    assertEquals(200, save("Thanks", "Thank you, {name}!", "true").status());
    assertEquals(200, save("Hours", "From nine to five.", "false").status());
    assertEquals(
        1,
        console.get(servlet, "page", "/elsewhere").json().path("answers").size(),
        "what is for everybody");
    console.as("jane");
    assertEquals(403, save("Mine", "Hello", "true").status());
    assertEquals(200, save("Mine", "Hello", "false").status());
    assertEquals(200, save("Mine", "Hello", "false").status(), "the same is one");
    assertEquals(409, save("Mine", "Something else", "false").status());
    assertEquals(3, all().size());
    assertEquals(OURS, console.get(servlet, "page", OURS).json().path("reach").asText());
    for (JsonNode one : all()) {
      boolean own = one.path("title").asText().equals("Mine");
      assertEquals(own, one.path("removable").asBoolean(), one::toPrettyString);
      Reply removed =
          console.post(servlet, "action", "remove", "page", OURS, "id", one.path("id").asText());
      assertEquals(own ? 200 : 403, removed.status());
    }
    assertEquals(2, all().size());
    assertFalse(all().path(0).path("shared").asBoolean());
    assertTrue(all().path(1).path("shared").asBoolean());
  }

  @Test
  void whoMayNotDecideSeesAndSavesNone() throws Exception {
    console.as("joe");
    assertEquals(403, save("Mine", "Hello", "false").status());
    assertEquals(403, console.get(servlet, "page", OURS).status());
    assertEquals(404, console.get(servlet, "page", THEIRS).status());
    console.asStranger();
    assertEquals(401, console.get(servlet, "page", OURS).status());
  }

  @Test
  void onlyTheNameIsFilledIn() throws Exception {
    console.as("jane");
    assertEquals(400, save("Mine", "Hello {password}", "false").status());
    assertEquals(400, save("x".repeat(61), "Hello", "false").status());
    assertEquals(400, save("Mine", "x".repeat(5001), "false").status());
    assertEquals(400, save("Mine", "  ", "false").status());
    assertEquals(0, all().size());
  }

  @Test
  void noMoreAreKeptThanMayBe() throws Exception {
    console.as("jane");
    for (int i = 0; i < AnswerTemplates.MOST; i++) {
      assertEquals(200, save("Number " + i, "Hello", "false").status());
    }
    assertEquals(409, save("One more", "Hello", "false").status());
    assertEquals(AnswerTemplates.MOST, all().size());
  }
}
