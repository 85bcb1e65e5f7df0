// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.clicks.Click;
import dev.smo.clicks.ClickCounter;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.SiteContext;
import dev.smo.fixture.SlingRequest;
import dev.smo.identity.PageIdentity;
import dev.smo.identity.VerifiedPages;
import dev.smo.networks.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SlingContextExtension.class)
class ShareServletsTest {
  private static final Click MASTODON = new Click("4f1c2a9e111142228333944445555666", "mastodon");

  private final SlingContext context = SiteContext.create();
  private final ClickCounter tally = new ClickCounter();
  private ShareFixture site;

  @BeforeEach
  void setUp() throws Exception {
    site = new ShareFixture(context);
  }

  @Test
  void countsNothingUnlessTheSiteWantsIt() throws Exception {
    click(ShareFixture.WINTER, "mastodon", null);
    assertEquals(false, tally.knows(MASTODON));
    site.configure("count", true);
    click(ShareFixture.WINTER, "mastodon", null);
    assertTrue(tally.knows(MASTODON));
  }

  @Test
  void countsNoStrangeNetworkNorPageNorSite() throws Exception {
    site.configure("count", true);
    click(ShareFixture.WINTER, "nowhere", null);
    click(ShareFixture.WINTER, "", null);
    click(ShareFixture.WINTER, "instagram", null);
    click(ShareFixture.WINTER, "googleplus", null);
    click(ShareFixture.WINTER + "/jcr:content", "mastodon", null);
    click(SiteContext.SITE + "/none", "mastodon", null);
    click("../..", "mastodon", null);
    click("", "mastodon", null);
    click(ShareFixture.WINTER, "mastodon", "cross-site");
    assertEquals(Map.of(), counts());
    click(ShareFixture.WINTER, "twitter", "same-origin");
    assertEquals(Map.of(new Click(MASTODON.page(), "x"), true), counts());
  }

  @Test
  void aPathThatNoPageHasIsNotLookedUp() throws Exception {
    List<String> lookedUp = new ArrayList<>();
    ResourceResolver noting =
        new ResourceResolverWrapper(context.resourceResolver()) {
          @Override
          public @Nullable Resource getResource(String path) {
            lookedUp.add(path);
            return super.getResource(path);
          }
        };
    for (String path :
        List.of(
            "/content/" + "a/".repeat(20_000),
            "/content/" + "a.".repeat(21),
            ShareFixture.WINTER + ";v=1")) {
      click(noting, path, "mastodon", "Sec-Fetch-Site", null);
    }
    assertEquals(List.of(), lookedUp);
  }

  @Test
  void aPageThatClaimsAnothersIdentityIsCountedForItself() throws Exception {
    site.configure("count", true);
    site.seen(ShareFixture.WINTER, MASTODON.page());
    String thief = SiteContext.SITE + "/articles/thief";
    context.create().resource(thief, "jcr:primaryType", "sling:Page");
    context.create().resource(thief + "/jcr:content", "jcr:title", "Thief");
    context.create().resource(thief + "/jcr:content/smo", "id", MASTODON.page());
    context.resourceResolver().commit();
    click(thief, "mastodon", null);
    assertEquals(Map.of(), counts());
    assertTrue(tally.knows(new Click(PageIdentity.first(thief), "mastodon")));
    click(ShareFixture.WINTER, "mastodon", null);
    assertEquals(Map.of(MASTODON, true), counts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DNT", "Sec-GPC"})
  void whoAsksNotToBeMeasuredIsNotCounted(String header) throws Exception {
    site.configure("count", true);
    click(ShareFixture.WINTER, "mastodon", header, "1");
    assertEquals(Map.of(), counts());
    click(ShareFixture.WINTER, "mastodon", header, "0");
    assertEquals(Map.of(MASTODON, true), counts());
  }

  @Test
  void drawsTheAddressOfAPage() throws Exception {
    MockSlingHttpServletResponse response = draw(ShareFixture.WINTER);
    assertEquals(200, response.getStatus());
    assertEquals("image/svg+xml;charset=UTF-8", response.getContentType());
    assertTrue(
        response
            .getOutputAsString()
            .startsWith(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                    + " aria-label=\"https://www.example.org/articles/winter.html\""
                    + " viewBox=\"0 0 41 41\""));
  }

  @Test
  void drawsNothingForWhatIsNoPage() throws Exception {
    assertEquals(404, draw(ShareFixture.WINTER + "/jcr:content").getStatus());
    assertEquals(404, draw("/content").getStatus());
  }

  @Test
  void anAddressIsTextWhateverItSays() throws Exception {
    context.create().resource(SiteContext.SITE + "/copy", "jcr:primaryType", "sling:Page");
    context
        .create()
        .resource(
            SiteContext.SITE + "/copy/jcr:content",
            "canonical",
            "https://elsewhere.example/a?b='c'&d=e");
    String picture = draw(SiteContext.SITE + "/copy").getOutputAsString();
    assertTrue(picture.contains("?b='c'&amp;d=e\""), picture);
  }

  private Map<Click, Boolean> counts() {
    return Stream.of("mastodon", "instagram", "x", "nowhere", "")
        .map(network -> new Click(MASTODON.page(), network))
        .filter(tally::knows)
        .collect(Collectors.toMap(click -> click, click -> true));
  }

  private void click(String page, String network, @Nullable String site) throws Exception {
    click(page, network, "Sec-Fetch-Site", site);
  }

  private void click(String page, String network, String header, @Nullable String value)
      throws Exception {
    click(context.resourceResolver(), page, network, header, value);
  }

  private void click(
      ResourceResolver visitor, String page, String network, String header, @Nullable String value)
      throws Exception {
    var request = new SlingRequest(visitor, context.bundleContext());
    request.setMethod("POST");
    request.setParameterMap(Map.of("page", page, "network", network));
    if (value != null) {
      request.setHeader(header, value);
    }
    var response = new MockSlingHttpServletResponse();
    new ClickServlet(
            Objects.requireNonNull(context.getService(Networks.class)),
            new ContentPageSource(),
            Objects.requireNonNull(context.getService(VerifiedPages.class)),
            tally)
        .service(request, response);
    assertEquals(204, response.getStatus(), "the same for all");
  }

  private MockSlingHttpServletResponse draw(String path) throws Exception {
    var request =
        new MockSlingHttpServletRequest(context.resourceResolver(), context.bundleContext());
    request.setResource(Objects.requireNonNull(context.resourceResolver().getResource(path)));
    MockRequestPathInfo asked = (MockRequestPathInfo) request.getRequestPathInfo();
    asked.setSelectorString("qr");
    asked.setExtension("svg");
    var response = new MockSlingHttpServletResponse();
    new QrServlet(new ContentPageSource()).service(request, response);
    return response;
  }
}
