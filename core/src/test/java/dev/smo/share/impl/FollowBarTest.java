// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.fixture.SiteContext;
import dev.smo.networks.ConfiguredNetwork;
import dev.smo.networks.Networks;
import dev.smo.settings.ShareSettings;
import dev.smo.share.FollowBar;
import dev.smo.share.NetworkLink;
import java.util.List;
import java.util.Objects;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class FollowBarTest {
  private static final String WINTER = SiteContext.SITE + "/articles/winter/jcr:content";

  private final SlingContext context = SiteContext.create();

  @BeforeEach
  void setUp() {
    MockContextAwareConfig.registerAnnotationClasses(context, ShareSettings.class);
    context.registerInjectActivateService(
        ConfiguredNetwork.class,
        "name",
        "pixelfed",
        "label",
        "Pixelfed",
        "profile",
        "https://{host}/{user}");
    context.registerInjectActivateService(Networks.class);
  }

  @Test
  void exportsTheAccountsOfTheSite() throws Exception {
    MockContextAwareConfig.writeConfiguration(
        context,
        SiteContext.SITE,
        ShareSettings.class,
        "profiles",
        new String[] {
          "mastodon: @museum@social.example", "Our shop: https://shop.example/?a=1&b=2"
        });
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {
                  "heading": "",
                  "style": "both",
                  "size": "medium",
                  "position": "inline",
                  "language": "en-GB",
                  "links": [
                    {
                      "network": "mastodon",
                      "label": "Mastodon",
                      "href": "https://social.example/@museum"
                    },
                    {"label": "Our shop", "href": "https://shop.example/?a=1&b=2"}
                  ]
                }
                """),
        new ObjectMapper()
            .valueToTree(
                follow(
                    Objects.requireNonNull(
                        context.resourceResolver().getResource(WINTER + "/container/follow")))));
  }

  @Test
  void knowsHandlesAndAddressesOfEveryKind() {
    assertEquals(
        List.of(
            "https://bsky.app/profile/museum.example",
            "https://www.youtube.com/@museum",
            "https://x.com/a%2F..%2F%3Cb%3E",
            "https://pixel.example:8443/me",
            "https://www.linkedin.com/school/museum/",
            "https://bare.example/"),
        links(
            "bluesky: museum.example",
            "YouTube: @museum",
            "x: a/../<b>",
            "pixelfed: @me@pixel.example:8443",
            "linkedin: https://www.linkedin.com/school/museum/",
            "https://bare.example/"));
  }

  @Test
  void leavesOutNetworksThatAreOverAndFollowsThoseThatHaveANewName() {
    assertEquals(
        List.of("https://x.com/museum"),
        links("Google+: https://plus.google.com/museum", "twitter: museum"));
  }

  @Test
  void tellsTheAuthorWhichNetworksAreOver() {
    String[] profiles = {"Google+: https://plus.google.com/museum", "del.icio.us: museum", "x: a"};
    FollowBar bar = follow(context.create().resource(WINTER + "/over", "profiles", profiles));
    assertEquals(
        List.of(
            "Google+ closed in 2019, without a successor.",
            "Delicious closed in 2017; its successor is Pinboard."),
        bar.getRetired());
    assertEquals(List.of("x"), names(bar.getLinks()));
  }

  @Test
  void keepsAccountsThatAreTooManyBehindMore() {
    FollowBar bar =
        follow(
            context
                .create()
                .resource(
                    WINTER + "/many",
                    "visible",
                    1,
                    "profiles",
                    new String[] {"x: a", "github: b", "youtube: c"}));
    assertEquals(List.of("x"), names(bar.getLinks()));
    assertEquals(List.of("github", "youtube"), names(bar.getMore()));
  }

  private static List<String> names(List<NetworkLink> links) {
    return links.stream().map(NetworkLink::network).toList();
  }

  @Test
  void leavesOutWhatLeadsNowhere() {
    assertEquals(
        List.of(),
        links(
            "javascript:alert(1)",
            "Label: javascript://x.example/%0aalert(1)",
            "nowhere: handle",
            "mastodon: nohost",
            "mastodon: @a@b/../c",
            "email: me@example.org",
            "https://",
            ":",
            "Label: https://two words.example/"));
  }

  private List<String> links(String... profiles) {
    String path = WINTER + "/own" + profiles.length;
    return follow(context.create().resource(path, "profiles", profiles)).getLinks().stream()
        .map(NetworkLink::href)
        .toList();
  }

  private static FollowBar follow(Resource component) {
    return Objects.requireNonNull(component.adaptTo(FollowBar.class));
  }
}
