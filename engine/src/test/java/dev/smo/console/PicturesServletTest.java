// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.fixture.OakSite;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What there is to choose from for a post. */
@ExtendWith(SlingContextExtension.class)
class PicturesServletTest {
  private static final String OURS = ConsoleFixture.OURS;

  private final SlingContext context = OakSite.context();
  private ConsoleFixture console;
  private PicturesServlet pictures;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    pictures = new PicturesServlet(console.tokens);
    context.create().resource(OURS + "/garden", "jcr:primaryType", "sling:Folder");
    file("rose.jpg", "image/jpeg");
    file("price list.pdf", "application/pdf");
    file("logo.svg", "image/svg+xml");
    context.resourceResolver().commit();
  }

  private void file(String name, String type) {
    context.create().resource(OURS + "/" + name, "jcr:primaryType", "nt:file");
    context
        .create()
        .resource(
            OURS + "/" + name + "/jcr:content",
            Map.of(
                "jcr:primaryType",
                "nt:resource",
                "jcr:mimeType",
                type,
                "jcr:data",
                new ByteArrayInputStream(new byte[] {1})));
  }

  private Reply look(String folder) throws Exception {
    return console.get(pictures, "folder", folder);
  }

  private static List<String> names(JsonNode entries) {
    List<String> names = new ArrayList<>();
    entries.forEach(entry -> names.add(entry.path("name").asText()));
    return names;
  }

  @Test
  void tellsThePicturesAndFoldersOfAFolder() throws Exception {
    console.as("jane");
    JsonNode folder = look(OURS).json();
    assertEquals(List.of("rose.jpg"), names(folder.path("pictures")));
    assertTrue(names(folder.path("folders")).contains("garden"), folder::toString);
    assertEquals(OURS + "/rose.jpg", folder.at("/pictures/0/path").asText());
    assertEquals("", folder.path("above").asText(), "she may not read that");
    assertFalse(folder.path("more").asBoolean());
  }

  @Test
  void whatThePersonMayNotReadIsNotThereAndNorIsWhatIsNoContent() throws Exception {
    console.as("jane");
    assertEquals(404, look(ConsoleFixture.THEIRS).status());
    assertEquals(404, look("/var/smo").status());
    assertEquals(404, look("/content/../var").status());
    console.asStranger();
    assertEquals(401, look(OURS).status());
  }
}
