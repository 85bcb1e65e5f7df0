// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.fixture.SiteContext;
import dev.smo.networks.Networks;
import dev.smo.settings.CardDefaults;
import dev.smo.settings.FeedSettings;
import dev.smo.settings.ShareSettings;
import dev.smo.share.impl.ConfiguredAccounts;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.context.SlingContextImpl;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;

/** What tests of cards need beside a site. */
public final class CardContext {
  private CardContext() {}

  public static void fill(SlingContextImpl context) {
    MockContextAwareConfig.registerAnnotationClasses(
        context, CardDefaults.class, FeedSettings.class, ShareSettings.class);
    context.registerInjectActivateService(Networks.class);
    context.registerInjectActivateService(ConfiguredAccounts.class);
    context.registerInjectActivateService(Cards.class);
  }

  static void configure(SlingContext context, Object... values) {
    MockContextAwareConfig.writeConfiguration(
        context, SiteContext.SITE, CardDefaults.class, values);
  }

  /** Everything that a site can say. */
  static void configureAll(SlingContext context) {
    file(context, "logo.png", "image/png", 512, 512);
    file(context, "team.png", "image/png", 800, 800);
    file(context, "rope.jpg", "image/jpeg", 1600, 900);
    MockContextAwareConfig.writeConfiguration(
        context,
        SiteContext.SITE,
        ShareSettings.class,
        "profiles",
        new String[] {"mastodon: @house@social.example", "facebook: harbourmuseum"});
    configure(
        context,
        "canonical",
        true,
        "hreflang",
        true,
        "otherLanguages",
        "de",
        "twitterSite",
        "@museum",
        "fediverseCreator",
        "@house@social.example",
        "facebookApp",
        "123",
        "publisherType",
        "Museum",
        "logo",
        SiteContext.SITE + "/images/logo.png",
        "articleType",
        "NewsArticle");
    context.load().json("/card/people.json", SiteContext.SITE + "/people");
  }

  private static void file(SlingContext context, String name, String type, int width, int height) {
    context
        .create()
        .resource(
            SiteContext.SITE + "/images/" + name, "type", type, "width", width, "height", height);
  }
}
