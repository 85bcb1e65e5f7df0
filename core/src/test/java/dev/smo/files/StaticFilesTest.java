// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.repository.Repository;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.wrappers.ResourceResolverWrapper;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockRequestPathInfo;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.jetbrains.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class StaticFilesTest {
  private static final String FOLDER = "/apps/smo/files";
  private static final String ADDRESS = "/etc.clientlibs/smo/files";

  private final SlingContext context = new SlingContext();
  private StaticFiles files;

  @BeforeEach
  void start() {
    context.registerInjectActivateService(Repository.class);
    files =
        context.registerInjectActivateService(
            StaticFiles.class, Map.of("resource.paths", FOLDER, "address", ADDRESS));
  }

  private String address() {
    return files.address(context.resourceResolver(), "share.css");
  }

  @Test
  void aFileThatCannotBeReadHasAnAddressWithoutVersion() {
    assertEquals(ADDRESS + "/share.css", address());
  }

  @Test
  void aPageDoesNotFailWhereTheServiceUserCannotLogIn() {
    Repository closed =
        new Repository(null) {
          @Override
          public <T> T read(Work<T> work) {
            throw new IllegalStateException("the service user of SMO cannot log in");
          }
        };
    assertEquals(
        ADDRESS + "/share.css",
        new StaticFiles(closed, FOLDER, ADDRESS).address(context.resourceResolver(), "share.css"));
  }

  @Test
  void aFileHasANewAddressAfterEveryChangeAndMayThenBeKeptForAYear() throws Exception {
    load("a{}");
    String before = address();
    assertTrue(before.matches(ADDRESS + "/share.css\\?v=[0-9a-f]{12}"), before);
    assertEquals(before, address());
    assertEquals("public, max-age=31536000, immutable", caching(before));
    assertNull(caching(ADDRESS + "/share.css?v=old"));
    assertNull(caching(ADDRESS + "/share.css"));
    assertNull(caching("/elsewhere" + before));

    context
        .resourceResolver()
        .delete(
            Objects.requireNonNull(context.resourceResolver().getResource(FOLDER + "/share.css")));
    load("b{}");
    files.onChange(List.of());
    assertNotEquals(before, address());
    assertNull(caching(before));
  }

  @Test
  void anAddressNamesNoHostThatAMappingNames() {
    ResourceResolver mapped =
        new ResourceResolverWrapper(context.resourceResolver()) {
          @Override
          public String map(String path) {
            return "http://www.site.example" + path;
          }
        };
    assertEquals(ADDRESS, files.folder(mapped));
    assertEquals(ADDRESS + "/share.js", files.address(mapped, "share.js"));
  }

  private void load(String sheet) {
    context
        .load()
        .binaryFile(
            new ByteArrayInputStream(sheet.getBytes(StandardCharsets.UTF_8)),
            FOLDER + "/share.css");
  }

  /** What the answer to a request for an address says about caching. */
  private @Nullable String caching(String address) throws Exception {
    var request =
        new MockSlingHttpServletRequest(context.resourceResolver(), context.bundleContext());
    ((MockRequestPathInfo) request.getRequestPathInfo())
        .setResourcePath(address.replaceFirst("[.]css.*", ""));
    ((MockRequestPathInfo) request.getRequestPathInfo()).setExtension("css");
    request.setQueryString(address.replaceFirst("[^?]*\\??", ""));
    var response = new MockSlingHttpServletResponse();
    new LongCache(files).doFilter(request, response, (in, out) -> {});
    return response.getHeader("Cache-Control");
  }
}
