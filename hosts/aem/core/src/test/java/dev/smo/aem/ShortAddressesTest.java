// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.net.URI;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where publish or the dispatcher shorten addresses, and author has to be told how. */
@ExtendWith(AemContextExtension.class)
class ShortAddressesTest {
  private static final String SITE = "/content/world/us/en";

  private final AemContext context = Museum.newContext();
  private CqPageSource source;

  @BeforeEach
  void start() {
    source = context.registerInjectActivateService(new CqPageSource());
  }

  private void site(Object... values) {
    MockContextAwareConfig.writeConfiguration(context, "/content/world/us", AemSite.class, values);
  }

  private String address(String path) {
    Resource page = context.resourceResolver().getResource(path);
    return source.read(page).orElseThrow().url().toString();
  }

  private Optional<String> pageAt(String address) {
    return source.at(URI.create(address), context.resourceResolver()).map(Resource::getPath);
  }

  @Test
  void thePublicRootIsLeftOut() {
    site("publicRoot", "/content/world/us/");
    assertEquals("https://museum.example/en/schnee.html", address(SITE + "/schnee"));
    assertEquals("https://museum.example/en.html", address(SITE));
    assertEquals(Optional.of(SITE + "/schnee"), pageAt("https://museum.example/en/schnee.html"));
  }

  @Test
  void theRootItselfKeepsItsName() {
    site("publicRoot", SITE);
    assertEquals("https://museum.example/schnee.html", address(SITE + "/schnee"));
    assertEquals("https://museum.example/us/en.html", address(SITE));
  }

  @Test
  void pagesOutsideOfThePublicRootKeepTheirs() {
    site("publicRoot", "/content/world/u");
    assertEquals("https://museum.example/us/en.html", address(SITE));
  }

  @Test
  void pagesMayHaveNoExtension() {
    site("publicRoot", "/content/world/us", "extensionless", true);
    assertEquals("https://museum.example/en/schnee", address(SITE + "/schnee"));
    assertEquals(Optional.of(SITE + "/schnee"), pageAt("https://museum.example/en/schnee"));
  }

  @Test
  void aNameWithASpaceHasAnAddressThatBrowsersTake() {
    context.create().resource(SITE + "/two words", "jcr:primaryType", "cq:Page");
    context.create().resource(SITE + "/two words/jcr:content", "jcr:primaryType", "cq:PageContent");
    assertEquals("https://world.example/us/en/two%20words.html", address(SITE + "/two words"));
  }
}
