// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connector.Network;
import dev.smo.fixture.CountedPages;
import dev.smo.fixture.SiteContext;
import dev.smo.host.PageSource;
import dev.smo.memory.ViewedPages;
import dev.smo.networks.Networks;
import dev.smo.share.NetworkLink;
import dev.smo.share.ShareBar;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.scripting.SlingBindings;
import org.apache.sling.api.wrappers.ValueMapDecorator;
import org.apache.sling.testing.mock.osgi.MockOsgi;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class ShareBarTest {
  private static final String WINTER = SiteContext.SITE + "/articles/winter/jcr:content";
  private static final String NASTY = SiteContext.SITE + "/articles/nasty/jcr:content";

  private final SlingContext context = SiteContext.create();

  private ShareFixture site;

  @BeforeEach
  void setUp() throws Exception {
    site = new ShareFixture(context);
  }

  @Test
  void exportsTheChoiceOfTheAuthor() throws Exception {
    Resource component =
        context
            .create()
            .resource(
                WINTER + "/bar",
                "heading",
                " Tell others ",
                "style",
                "icon",
                "size",
                "large",
                "networks",
                new String[] {"reddit", "mastodon", " ", "gone", "copy", "github"});
    assertEquals(
        json(
            """
            {
              "heading": "Tell others",
              "style": "icon",
              "size": "large",
              "position": "inline",
              "language": "en-GB",
              "url": "https://www.example.org/articles/winter.html",
              "title": "Winter opening hours",
              "links": [
                {
                  "network": "reddit",
                  "label": "Reddit",
                  "href": "https://www.reddit.com/submit?url=https%3A%2F%2Fwww.example.org%2Farticles%2Fwinter.html&title=Winter%20opening%20hours"
                },
                {
                  "network": "mastodon",
                  "label": "Mastodon",
                  "href": "https://share.joinmastodon.org/#text=Winter%20opening%20hours%20https%3A%2F%2Fwww.example.org%2Farticles%2Fwinter.html",
                  "instance": "https://{instance}/share?text=Winter%20opening%20hours%20https%3A%2F%2Fwww.example.org%2Farticles%2Fwinter.html",
                  "server": "mastodon.social"
                },
                {"network": "copy", "label": "Copy link", "action": "copy"}
              ]
            }
            """),
        new ObjectMapper().valueToTree(bar(component)));
  }

  @Test
  void followsTheSettingsOfTheSiteWhereTheAuthorChoseNothing() {
    site.configure("networks", new String[] {"x", "email"}, "style", "text");
    ShareBar bar = bar(context.resourceResolver().getResource(WINTER + "/container/share"));
    assertEquals(List.of("x", "email"), bar.getLinks().stream().map(NetworkLink::network).toList());
    assertEquals("text", bar.getStyle());
  }

  @Test
  void offersEveryNetworkOfTheOrderByDefault() {
    ShareBar bar = bar(context.resourceResolver().getResource(WINTER + "/container/share"));
    assertEquals(
        "native mastodon bluesky linkedin facebook threads x reddit whatsapp email copy",
        bar.getLinks().stream().map(NetworkLink::network).collect(Collectors.joining(" ")));
    assertEquals("both", bar.getStyle());
    assertEquals(
        List.of("linkedin"),
        bar.getLinks().stream()
            .filter(link -> link.icon().isEmpty())
            .map(NetworkLink::network)
            .toList(),
        "its owner allows no mark");
  }

  @Test
  void keepsHostileTitlesInTheirPlace() {
    ShareBar bar = bar(context.create().resource(NASTY + "/bar"));
    for (NetworkLink link : bar.getLinks()) {
      if (!link.href().isEmpty()) {
        assertTrue(link.href().matches("(https://|mailto:)[\\w./:?&=#%~{}@-]+"), link.href());
        URI.create(link.href());
      }
    }
    String reddit =
        bar.getLinks().stream()
            .filter(link -> link.network().equals("reddit"))
            .map(NetworkLink::href)
            .findFirst()
            .orElseThrow();
    assertEquals(
        bar.getTitle(),
        URLDecoder.decode(
            reddit.substring(reddit.indexOf("title=") + 6).replace("+", "%2B"),
            StandardCharsets.UTF_8));
    assertTrue(bar.getTitle().endsWith("#x end"), "no control characters");
  }

  @Test
  void sharesTheCanonicalAddress() {
    context.create().resource(SiteContext.SITE + "/copy", "jcr:primaryType", "sling:Page");
    context
        .create()
        .resource(
            SiteContext.SITE + "/copy/jcr:content",
            "jcr:title",
            "Copy",
            "canonical",
            "https://elsewhere.example/a?b=c&d=e");
    ShareBar bar = bar(context.create().resource(SiteContext.SITE + "/copy/jcr:content/bar"));
    assertTrue(
        bar.getLinks().stream()
            .anyMatch(
                link ->
                    link.href()
                        .endsWith("?u=https%3A%2F%2Felsewhere.example%2Fa%3Fb%3Dc%26d%3De")));
  }

  @Test
  void everyNetworkSharesTheAddressOfThePage() {
    site.configure("facebookApp", "42", "visible", 0);
    String encoded = "https%3A%2F%2Fwww.example.org%2Farticles%2Fwinter.html";
    List<NetworkLink> links = bar(with("networks", all())).getLinks();
    assertTrue(links.size() > 30, links::toString);
    for (NetworkLink link : links) {
      boolean complete =
          link.href().contains(encoded)
              || link.href().equals(ShareFixture.WINTER + ".qr.svg")
              || Set.of("copy", "print", "native").contains(link.action());
      assertTrue(complete, link::toString);
      assertFalse(link.href().contains("{"), link::toString);
    }
  }

  @Test
  void leavesOutWhatAsksForAPictureOrAnAppThatIsNotThere() {
    Resource plain =
        context
            .create()
            .resource(NASTY + "/bar", "networks", new String[] {"pinterest", "messenger", "x"});
    assertEquals(List.of("x"), names(bar(plain).getLinks()));
    assertTrue(
        bar(with("networks", new String[] {"pinterest"}))
            .getLinks()
            .get(0)
            .href()
            .contains("&media=https%3A%2F%2Fwww.example.org%2Fimages%2Fwinter.jpg&"));
  }

  @Test
  void showsNoNetworkThatIsOverAndShowsRenamedOnesOnce() {
    String[] old = {"googleplus", "stumbleupon", "pocket", "digg", "delicious", "twitter", "x"};
    assertEquals(List.of("x"), names(bar(with("networks", old)).getLinks()));
  }

  @Test
  void tellsTheAuthorWhichNetworksAreOverAndWhatCameAfterThem() {
    ShareBar bar = bar(with("networks", new String[] {"stumbleupon", "google+", "x"}));
    assertEquals(
        List.of(
            "StumbleUpon closed in 2018; its successor Mix takes no links any more.",
            "Google+ closed in 2019, without a successor."),
        bar.getRetired());
    assertEquals(List.of("x"), names(bar.getLinks()));
    String[] alive = {"x", "twitter"};
    Resource other = context.create().resource(NASTY + "/alive", "networks", alive);
    assertEquals(List.of(), bar(other).getRetired());
  }

  @Test
  void keepsWhatIsTooMuchBehindMore() {
    Resource component = with("networks", new String[] {"x", "copy", "email", "xing"});
    site.configure("visible", 2);
    assertEquals(List.of("x", "copy"), names(bar(component).getLinks()));
    assertEquals(List.of("email", "xing"), names(bar(component).getMore()));
    site.configure("visible", 3);
    assertEquals(4, bar(component).getLinks().size(), "one alone is not hidden");
  }

  @Test
  void marksSharedAddressesWhereTheSiteWantsThat() {
    Resource component = with("networks", new String[] {"reddit"});
    assertFalse(bar(component).getLinks().get(0).href().contains("utm_"));
    site.configure("tracking", true);
    String href = bar(component).getLinks().get(0).href();
    assertTrue(href.contains("%3Futm_source%3Dreddit%26utm_medium%3Dsocial-share&title"), href);
    assertEquals("https://www.example.org/articles/winter.html", bar(component).getUrl());
  }

  @Test
  void countsAndShowsCountsOnlyWhereTheSiteWantsThat() {
    site.clicked("4f1c2a9e111142228333944445555666", "reddit", 1_000);
    Resource component = with("networks", new String[] {"reddit", "x"});
    assertEquals("", bar(component).getCountedPage());
    assertEquals("", bar(component).getLinks().get(0).clicks());
    site.configure("count", true);
    assertEquals(ShareFixture.WINTER, bar(component).getCountedPage());
    assertEquals("", bar(component).getLinks().get(0).clicks());
    site.configure("count", true, "showCounts", true);
    assertEquals("1K", bar(component).getLinks().get(0).clicks());
    assertEquals("", bar(component).getLinks().get(1).clicks());
  }

  @Test
  void readsThePageOnceHoweverManyBarsAndViews() {
    CountedPages pages = new CountedPages();
    context.registerService(PageSource.class, pages, "service.ranking", 10);
    context.registerInjectActivateService(ViewedPages.class, "service.ranking", 10);
    context.currentResource(with("heading", "one"));
    for (int i = 0; i < 3; i++) {
      Objects.requireNonNull(context.request().adaptTo(ShareBar.class));
    }
    Objects.requireNonNull(context.request().adaptTo(dev.smo.share.FollowBar.class));
    assertEquals(1, pages.reads.get());
  }

  @Test
  void followsThePolicyOfTheTemplateBeforeTheSite() {
    site.configure("style", "text", "size", "small");
    SlingBindings bindings = new SlingBindings();
    bindings.putAll(
        Objects.requireNonNull(
            (SlingBindings) context.request().getAttribute(SlingBindings.class.getName())));
    bindings.put(
        "componentConfiguration", new ValueMapDecorator(Map.of("style", "icon", "visible", 3L)));
    context.request().setAttribute(SlingBindings.class.getName(), bindings);
    context.currentResource(with("heading", "one"));
    ShareBar bar = Objects.requireNonNull(context.request().adaptTo(ShareBar.class));
    assertEquals("icon", bar.getStyle());
    assertEquals("small", bar.getSize());
    assertEquals(3, bar.getLinks().size());
  }

  @Test
  void followsThePolicyThatTheHostKnowsOfATemplate() {
    policy(Map.of("style", "icon", "networks", new String[] {"x", "copy"}));
    ShareBar bar = bar(with("heading", "one"));
    assertEquals("icon", bar.getStyle());
    assertEquals(List.of("x", "copy"), names(bar.getLinks()));
  }

  @Test
  void leavesOutNetworksThatThePolicyDoesNotAllow() {
    policy(Map.of("allowedNetworks", new String[] {"mastodon", "copy"}));
    assertEquals(
        List.of("copy", "mastodon"),
        names(bar(with("networks", new String[] {"copy", "x", "mastodon"})).getLinks()));
  }

  private void policy(Map<String, Object> says) {
    context.registerService(
        dev.smo.host.ComponentPolicy.class, component -> new ValueMapDecorator(says));
  }

  private static String[] all() {
    return new Networks(List.of(), MockOsgi.newBundleContext())
        .all()
        .map(Network::name)
        .toArray(String[]::new);
  }

  private Resource with(String property, Object value) {
    return context.create().resource(ShareFixture.WINTER + "/jcr:content/own", property, value);
  }

  private static List<String> names(List<NetworkLink> links) {
    return links.stream().map(NetworkLink::network).toList();
  }

  @Test
  void showsNothingOutsideAPage() {
    assertEquals(List.of(), bar(context.create().resource("/content/elsewhere")).getLinks());
  }

  /** As a new request has it: a resource keeps what it was adapted to. */
  private static ShareBar bar(Resource component) {
    Resource again = component.getResourceResolver().getResource(component.getPath());
    return Objects.requireNonNull(
        Objects.requireNonNullElse(again, component).adaptTo(ShareBar.class));
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }
}
