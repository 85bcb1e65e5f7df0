package dev.smo.share.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.page.SiteContext;
import dev.smo.share.Assets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
      Path.of("../ui.apps/src/main/content/jcr_root/static/clientlibs/smo");

  private final SlingContext context = SiteContext.create();

  @Test
  void styleSheetTakesAtMostTwoKilobytes() throws IOException {
    assertTrue(zipped("share.css") <= 2_000);
  }

  @Test
  void scriptTakesAtMostOneAndAHalf() throws IOException {
    assertTrue(zipped("share.js") <= 1_500);
  }

  @Test
  void asksNoStranger() throws IOException {
    for (String file : new String[] {"share.css", "share.js"}) {
      String text = Files.readString(FILES.resolve(file));
      assertFalse(text.matches("(?s).*(@import|url\\(|fetch\\(|XMLHttp|cookie|Storage).*"), file);
    }
  }

  @Test
  void comesWithTheFirstBarOfAPageOnly() {
    assertTrue(assets().isFirst());
    assertFalse(assets().isFirst());
    assertEquals(Boolean.TRUE, context.request().getAttribute(Assets.class.getName()));
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
