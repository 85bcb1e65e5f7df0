// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.endpoint.ConsoleFixture;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Filters to which people gave names. */
@ExtendWith(SlingContextExtension.class)
class FiltersServletTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private ConsoleFixture console;
  private FiltersServlet filters;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    filters = new FiltersServlet(console.tokens, console.repository);
  }

  private String kept() throws Exception {
    return console.get(filters).json().path("filters").toString();
  }

  private int save(String name, String query) throws Exception {
    return console.post(filters, "action", "save", "name", name, "query", query).status();
  }

  @Test
  void eachPersonHasTheOwnOnes() throws Exception {
    console.as("jane");
    assertEquals(200, save("Failed", "state=FAILED"));
    assertEquals("[{\"name\":\"Failed\",\"query\":\"state=FAILED\"}]", kept());
    console.as("joe");
    assertEquals("[]", kept());
    console.asStranger();
    assertEquals(401, console.get(filters).status());
  }

  @Test
  void aNameThatIsTakenIsGivenAnew() throws Exception {
    save("Mine", "q=a");
    save("Other", "q=b");
    save("Mine", "q=c");
    assertEquals(
        "[{\"name\":\"Other\",\"query\":\"q=b\"},{\"name\":\"Mine\",\"query\":\"q=c\"}]", kept());
    console.post(filters, "action", "remove", "name", "Other");
    assertEquals("[{\"name\":\"Mine\",\"query\":\"q=c\"}]", kept());
  }

  @Test
  void thereIsAnEndToThem() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertEquals(200, save("Filter " + i, "q=" + i));
    }
    assertEquals(409, save("One more", "q=x"));
    assertEquals(400, save("n".repeat(61), "q=x"));
    assertEquals(400, save("Two\nlines", "q=x"));
    assertEquals(400, save("Long", "q=" + "x".repeat(1000)));
    assertEquals(400, console.post(filters, "action", "shout", "name", "Mine").status());
  }
}
