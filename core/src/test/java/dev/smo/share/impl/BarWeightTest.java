// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.files.StaticFiles;
import dev.smo.fixture.SiteContext;
import dev.smo.networks.Networks;
import dev.smo.networks.StyledIcons;
import dev.smo.prose.WritingDirection;
import dev.smo.repository.Repository;
import dev.smo.share.Assets;
import dev.smo.share.FollowBar;
import dev.smo.share.ShareBar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a bar weighs in its page, and that nothing of it is lost by that. */
@ExtendWith(SlingContextExtension.class)
class BarWeightTest {
  private static final Path FILES =
      Path.of("../ui.static/src/main/content/jcr_root/static/clientlibs/smo");
  private static final Pattern STYLED =
      Pattern.compile("\\[data-cmp-network=(\\w+)] \\{\\s+--smo-icon: path\\(\"([^\"]+)\"\\)");

  /** As in the articles of the sample site. */
  private static final String[] SAMPLE = {
    "mastodon", "bluesky", "linkedin", "facebook", "threads", "reddit", "whatsapp", "email", "copy"
  };

  private static final String[] ELEVEN = {
    "mastodon",
    "bluesky",
    "x",
    "lemmy",
    "teams",
    "wechat",
    "email",
    "copy",
    "print",
    "reddit",
    "whatsapp"
  };

  private final SlingContext context = SiteContext.create();

  @TempDir private Path classes;

  private ShareFixture site;
  private int bars;

  @BeforeEach
  void setUp() throws Exception {
    site = new ShareFixture(context);
    context.registerInjectActivateService(Repository.class);
    context.registerInjectActivateService(StaticFiles.class);
  }

  private String bar(Object... properties) {
    Resource component =
        context.create().resource(ShareFixture.WINTER + "/jcr:content/bar" + bars++, properties);
    context.currentResource(component);
    return new HtlScript("/apps/smo/components/share/markup.html", classes)
        .render(
            "en",
            name ->
                name.equals(Assets.class.getName())
                    ? context.request().adaptTo(Assets.class)
                    : context.request().adaptTo(ShareBar.class));
  }

  private static int zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.size();
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void aBarOfElevenEntriesTakesAtMostThreeAndAHalfKilobytesOfItsPage() {
    String bar = bar("heading", "Share");
    assertEquals(11, bar.split("<li[ >]", -1).length - 1, bar);
    assertTrue(size(bar) <= 3_500, size(bar) + " bytes:\n" + bar);
  }

  @Test
  void theFirstViewTakesAtMostFourAndAHalfKilobytesInAll() throws Exception {
    int markup = zipped(bar("heading", "Share"));
    int sheet = zipped(Files.readString(FILES.resolve("share.css")));
    int script = zipped(Files.readString(FILES.resolve("share.js")));
    assertTrue(
        markup + sheet + script <= 4_500, markup + " + " + sheet + " + " + script + " bytes");
  }

  /** Links carry the title, so that they work without the script: as its README says. */
  @ParameterizedTest
  @CsvSource({
    "The book boat, 3800, 4500",
    "図書館の本を積んだ船は毎週木曜日の朝に川をさかのぼって山あいの小さな村々を訪れ、子どもたちに物語を届けています。, 10000, 5200"
  })
  void aTitleMakesABarHeavierByAsMuchAsItsReadmeSays(String title, int bytes, int firstView)
      throws Exception {
    ModifiableValueMap page =
        Objects.requireNonNull(
            Objects.requireNonNull(
                    context.resourceResolver().getResource(ShareFixture.WINTER + "/jcr:content"))
                .adaptTo(ModifiableValueMap.class));
    page.put("jcr:title", title);
    page.put(
        "canonical", "http://localhost:8080/content/smo-sample/en/articles/the-book-boat.html");
    String bar = bar("networks", title.startsWith("The") ? SAMPLE : ELEVEN, "heading", "Share");
    assertTrue(bar.contains("the-book-boat"), "the address is not in the bar: " + bar);
    int first =
        zipped(bar)
            + zipped(Files.readString(FILES.resolve("share.css")))
            + zipped(Files.readString(FILES.resolve("share.js")));
    assertTrue(size(bar) <= bytes, size(bar) + " bytes:\n" + bar);
    assertTrue(first <= firstView, first + " bytes gzipped");
  }

  @Test
  void theIconsOfTheUsualBarAreInNoPage() {
    String bar = bar("style", "icon");
    assertFalse(bar.contains("<path"), bar);
    assertEquals(
        1, bar.split("aria-hidden", -1).length - 1, "more than the letter of LinkedIn: " + bar);
  }

  @Test
  void theStyleSheetDrawsEveryIconThatPagesLeaveToIt() throws Exception {
    Map<String, String> drawn = new HashMap<>();
    Matcher rules = STYLED.matcher(Files.readString(FILES.resolve("share.css")));
    while (rules.find()) {
      drawn.put(rules.group(1), rules.group(2));
    }
    assertEquals(StyledIcons.paths().keySet(), drawn.keySet());
  }

  @Test
  void aNetworkThatTheStyleSheetDoesNotKnowBringsItsIcon() {
    String bar = bar("networks", new String[] {"mastodon", "diaspora", "teams"});
    String diaspora =
        Objects.requireNonNull(context.getService(Networks.class))
            .named("diaspora")
            .orElseThrow()
            .icon();
    assertEquals(1, bar.split("<path", -1).length - 1, bar);
    assertTrue(bar.contains("<path d=\"" + diaspora + "\">"), bar);
    assertTrue(bar.contains(">T</b><span>Teams</span>"), bar);
  }

  @Test
  void aBarSaysFromWhereItsLanguageIsWritten() {
    assertTrue(bar().contains(" dir=\"ltr\""));
    assertEquals("rtl", WritingDirection.of(Locale.forLanguageTag("ar-EG")));
    assertEquals("rtl", WritingDirection.of(Locale.forLanguageTag("he")));
    assertEquals("rtl", WritingDirection.of(Locale.forLanguageTag("pa-Arab")));
    assertEquals("ltr", WritingDirection.of(Locale.forLanguageTag("az-Latn")));
    assertEquals("ltr", WritingDirection.of(Locale.forLanguageTag("de-CH")));
  }

  @Test
  void whatIsHostileStaysText() {
    String bar = bar("heading", "<img src=x onerror=alert(1)> & \"so\"");
    assertTrue(bar.contains("&lt;img src=x onerror=alert(1)&gt; &amp; "), bar);
    assertFalse(bar.contains("<img"), bar);
  }

  @Test
  void onlyWhoIsAskedForAServerCarriesTheWordsOfTheQuestion() {
    assertTrue(
        bar("networks", new String[] {"mastodon"}).contains("data-cmp-ask=\"Your {0} server"));
    assertFalse(bar("networks", new String[] {"x"}).contains("data-cmp-ask"));
  }

  @Test
  void aFollowBarShowsItsAccounts() {
    site.configure("profiles", new String[] {"mastodon: @a@b.example", "Shop: https://s.example/"});
    context.currentResource(context.create().resource(ShareFixture.WINTER + "/jcr:content/follow"));
    String bar =
        new HtlScript("/apps/smo/components/follow/markup.html", classes)
            .render(
                "en",
                name ->
                    name.equals(Assets.class.getName())
                        ? context.request().adaptTo(Assets.class)
                        : context.request().adaptTo(FollowBar.class));
    assertTrue(bar.contains("data-cmp-network=\"mastodon\"><span>Mastodon</span>"), bar);
    assertTrue(bar.contains("</svg><span>Shop</span>"), bar);
  }
}
