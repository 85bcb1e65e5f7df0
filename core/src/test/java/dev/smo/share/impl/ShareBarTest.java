package dev.smo.share.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.page.SiteContext;
import dev.smo.share.NetworkLink;
import dev.smo.share.ShareBar;
import dev.smo.share.ShareSettings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
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

  @BeforeEach
  void setUp() {
    MockContextAwareConfig.registerAnnotationClasses(context, ShareSettings.class);
    context.registerInjectActivateService(Networks.class);
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
                "networks",
                new String[] {"reddit", "mastodon", " ", "gone", "copy", "github"});
    assertEquals(
        json(
            """
            {
              "heading": "Tell others",
              "style": "icon",
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
                  "instance": "https://{instance}/share?text=Winter%20opening%20hours%20https%3A%2F%2Fwww.example.org%2Farticles%2Fwinter.html"
                },
                {"network": "copy", "label": "Copy link", "action": "copy"}
              ]
            }
            """),
        new ObjectMapper().valueToTree(bar(component)));
  }

  @Test
  void followsTheSettingsOfTheSiteWhereTheAuthorChoseNothing() {
    MockContextAwareConfig.writeConfiguration(
        context,
        SiteContext.SITE,
        ShareSettings.class,
        "networks",
        new String[] {"x", "email"},
        "style",
        "text");
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
    assertTrue(bar.getLinks().stream().noneMatch(link -> link.icon().isEmpty()));
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
  void showsNothingOutsideAPage() {
    assertEquals(List.of(), bar(context.create().resource("/content/elsewhere")).getLinks());
  }

  private static ShareBar bar(Resource component) {
    return Objects.requireNonNull(component.adaptTo(ShareBar.class));
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }
}
