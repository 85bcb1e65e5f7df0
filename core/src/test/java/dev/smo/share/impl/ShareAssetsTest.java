// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.files.StaticFiles;
import dev.smo.fixture.SiteContext;
import dev.smo.repository.Repository;
import dev.smo.share.Assets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class ShareAssetsTest {
  private static final Path FILES =
      Path.of("../ui.static/src/main/content/jcr_root/static/clientlibs/smo");

  private static final String SHEET = "/static/clientlibs/smo/share.css";

  private final SlingContext context = SiteContext.create();

  @Test
  void styleSheetWithItsIconsTakesAtMostTwoKilobytesAndThreeQuarters() throws IOException {
    assertTrue(zipped("share.css") <= 2_750);
  }

  @Test
  void scriptTakesAtMostOneKilobyteAndWhatItLoadsOneAndThreeQuarters() throws IOException {
    assertTrue(zipped("share.js") <= 1_000);
    assertTrue(zipped("share-server.js") <= 1_750);
  }

  @Test
  void asksNoStranger() throws IOException {
    for (String file : new String[] {"share.css", "share.js", "share-server.js"}) {
      String text = Files.readString(FILES.resolve(file));
      assertFalse(
          text.matches("(?s).*(@import|url\\(|fetch\\(|XMLHttp|document.cookie|https?://\\w).*"),
          file);
    }
  }

  @Test
  void comesWithTheFirstBarOfAPageOnly() {
    files();
    assertTrue(assets().isFirst());
    assertFalse(assets().isFirst());
  }

  @Test
  void tellsTheFolderOfAllFilesWithoutBeingABar() {
    files();
    assertEquals("/static/clientlibs/smo", assets().getFolder());
    assertTrue(assets().isFirst());
  }

  @Test
  void bearsAVersionWhoeverAsks() {
    files();
    assertEquals(SHEET, assets().getStyleSheet(), "nothing to hash");
    context
        .load()
        .binaryFile(new ByteArrayInputStream("a{}".getBytes(StandardCharsets.UTF_8)), SHEET);
    assertTrue(
        assets().getStyleSheet().matches(SHEET + "\\?v=[0-9a-f]{12}"), assets().getStyleSheet());
  }

  @Test
  void whatTheScriptLoadsBearsAVersionToo() throws IOException {
    files();
    String script = "/static/clientlibs/smo/share-server.js";
    context
        .load()
        .binaryFile(new ByteArrayInputStream("a()".getBytes(StandardCharsets.UTF_8)), script);
    assertTrue(
        assets().getServerScript().matches(script + "\\?v=[0-9a-f]{12}"),
        assets().getServerScript());
    assertTrue(Files.readString(FILES.resolve("share.js")).contains("import(words.cmpScript)"));
  }

  private void files() {
    context.registerInjectActivateService(Repository.class);
    context.registerInjectActivateService(StaticFiles.class);
  }

  private Assets assets() {
    return Objects.requireNonNull(context.request().adaptTo(Assets.class));
  }

  private static int zipped(String file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      Files.copy(FILES.resolve(file), zip);
    }
    return bytes.size();
  }
}
