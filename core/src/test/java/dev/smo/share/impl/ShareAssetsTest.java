package dev.smo.share.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.page.SiteContext;
import dev.smo.share.Assets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.jetbrains.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class ShareAssetsTest {
  private static final Path FILES =
      Path.of("../ui.apps/src/main/content/jcr_root/static/clientlibs/smo");

  private static final String SHEET = "/static/clientlibs/smo/share.css";

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
      assertFalse(
          text.matches("(?s).*(@import|url\\(|fetch\\(|XMLHttp|document.cookie|https?://\\w).*"),
          file);
    }
  }

  @Test
  void comesWithTheFirstBarOfAPageOnly() {
    context.registerInjectActivateService(StaticFiles.class);
    assertTrue(assets().isFirst());
    assertFalse(assets().isFirst());
  }

  @Test
  void hasANewAddressAfterEveryChangeAndMayThenBeKeptForAYear() throws Exception {
    StaticFiles files = context.registerInjectActivateService(StaticFiles.class);
    assertEquals(SHEET, assets().getStyleSheet(), "nothing to hash");
    load("a{}");
    String before = assets().getStyleSheet();
    assertTrue(before.matches(SHEET + "\\?v=[0-9a-f]{12}"), before);
    assertEquals(before, assets().getStyleSheet());
    assertEquals("public, max-age=31536000, immutable", caching(files, before));
    assertNull(caching(files, SHEET + "?v=old"));
    assertNull(caching(files, SHEET));

    context.resourceResolver().delete(context.resourceResolver().getResource(SHEET));
    load("b{}");
    files.onChange(List.of());
    assertNotEquals(before, assets().getStyleSheet());
    assertNull(caching(files, before));
  }

  private void load(String sheet) {
    context
        .load()
        .binaryFile(new ByteArrayInputStream(sheet.getBytes(StandardCharsets.UTF_8)), SHEET);
  }

  /** What the answer to a request for an address says about caching. */
  private @Nullable String caching(StaticFiles files, String address) throws Exception {
    var request =
        new MockSlingHttpServletRequest(context.resourceResolver(), context.bundleContext());
    request.setResource(Objects.requireNonNull(context.resourceResolver().getResource(SHEET)));
    request.setQueryString(address.replaceFirst("[^?]*\\??", ""));
    var response = new MockSlingHttpServletResponse();
    new LongCache(files).doFilter(request, response, (in, out) -> {});
    return response.getHeader("Cache-Control");
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
