// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.engine.Installation;
import dev.smo.fixture.OakSite;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.raster.EncodedImage;
import dev.smo.repository.Repository;
import dev.smo.socialimage.drawing.Scenes;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.servlet.http.HttpServletResponse;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockRequestPathInfo;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real Oak. */
@ExtendWith(SlingContextExtension.class)
class SocialImagesTest {
  private static final String KEPT = "/var/smo/pictures";

  private final SlingContext context = OakSite.context();
  private Installation smo;
  private String path;

  @BeforeEach
  void install() {
    smo = new Installation(context);
    path = smo.page("opening", "Winter opening hours");
    policy(Map.of("mode", "missing"));
  }

  @AfterEach
  void end() {
    smo.close();
  }

  @Test
  void aPictureIsNamedNextToItsPage() {
    Image image = image().orElseThrow();
    String stem = smo.site.url() + "/opening.social.";
    assertTrue(image.url().toString().matches(stem + "[0-9a-f]{32}\\.jpg"), image.toString());
    assertEquals("Winter opening hours", image.alt());
    assertEquals("image/jpeg", image.type());
    assertEquals(1200, image.width());
    assertEquals(630, image.height());
    Image square = smo.pictures.square(resource(), page()).orElseThrow();
    assertTrue(square.url().toString().matches(stem + "square\\.[0-9a-f]{32}\\.jpg"));
    assertEquals(1200, square.height());
  }

  @ParameterizedTest
  @CsvSource({"3000, 500, 950, 500", "500, 1500, 500, 617", "1800, 1200, 1440, 960"})
  void thePictureOfAPageIsServedInAShapeThatAllNetworksTake(
      int width, int height, int servedWidth, int servedHeight) throws Exception {
    policy(Map.of());
    file("/content/site/en/snow.png", Scenes.landscape(width, height, true).image());
    smo.set(path + "/jcr:content", Map.of("sling:thumbnail", "/snow.png"));
    Image own = page().image().orElseThrow();
    Image photo = smo.pictures.photo(resource(), page(), own).orElseThrow();
    String name = photo.url().toString().replaceFirst(".*/opening\\.(.*)\\.jpg", "$1");
    assertTrue(name.startsWith("social.photo."), name);
    EncodedImage served = EncodedImage.of(get(name).getOutput());
    assertEquals("image/jpeg", served.type());
    assertEquals(servedWidth + " x " + servedHeight, served.width() + " x " + served.height());
    double aspect = (double) served.width() / served.height();
    assertTrue(aspect >= 0.8 && aspect <= 1.91, served.width() + " x " + served.height());
  }

  @Test
  void aPictureThatCannotBeReadIsTriedOnce() throws Exception {
    bytes("/content/site/en/snow.png", new byte[] {1, 2, 3});
    smo.set(path + "/jcr:content", Map.of("sling:thumbnail", "/snow.png"));
    Image own = page().image().orElseThrow();
    String name =
        smo.pictures
            .photo(resource(), page(), own)
            .map(photo -> photo.url().toString().replaceFirst(".*/opening\\.(.*)\\.jpg", "$1"))
            .orElseThrow();
    assertEquals(500, get(name).getStatus());
    assertEquals(404, get(name).getStatus(), "whoever asks again costs nothing");
  }

  private String keptForAPost(String page) {
    byte[] jpeg = {1, 2, 3};
    URI address =
        smo.pictures.keep(
            URI.create(smo.site.url() + "/opening.html"), smo.identities.of(page), jpeg);
    return address.toString().replaceFirst(".*/opening\\.(.*)\\.jpg", "$1");
  }

  private void sweep() {
    ImageStore store = new ImageStore(smo.repository);
    for (int folder = 0; folder < 256; folder++) {
      store.deleteBefore(smo.clock.instant().minus(Duration.ofDays(730)), folder);
    }
  }

  @Test
  void aPictureOfAPostIsServedBelowItsPageAloneAndErasedWithIt() throws Exception {
    String name = keptForAPost(path);
    assertEquals(200, get(name).getStatus());
    path = smo.page("other", "Another");
    smo.identities.of(path);
    assertEquals(404, get(name).getStatus(), "who reads that page need not read the other");
    path = Installation.SITE + "/opening";
    SocialImages.forget(smo.repository, smo.identities.of(path));
    assertEquals(404, get(name).getStatus());
  }

  /** As on a publisher, to which the picture came, and the page without what was minted for it. */
  @Test
  void aPictureOfAPostIsServedWhereThereIsNoLedger() throws Exception {
    String name = keptForAPost(path);
    smo.repository.commit(
        resolver -> {
          Repository.delete(resolver, Repository.ROOT + "/pages");
          Repository.delete(resolver, path + "/jcr:content/smo");
          return true;
        });
    assertEquals(200, get(name).getStatus());
    path = smo.page("other", "Another");
    assertEquals(404, get(name).getStatus());
  }

  @Test
  void aPictureThatIsUsedAgainIsAsNewAsTheLastPost() throws Exception {
    String name = keptForAPost(path);
    Duration almost = Duration.ofDays(729);
    smo.clock.pass(almost);
    keptForAPost(path);
    smo.clock.pass(Duration.ofDays(2));
    sweep();
    assertEquals(200, get(name).getStatus(), "or a network finds it gone");
    smo.clock.pass(almost);
    sweep();
    assertEquals(404, get(name).getStatus());
  }

  @Test
  void noOtherPictureIsServedInAnotherShape() throws Exception {
    file("/content/site/en/snow.png", Scenes.landscape(900, 300, true).image());
    Image foreign =
        new Image(java.net.URI.create(smo.site.url() + "/snow.png"), "", "image/png", 900, 300);
    assertEquals(Optional.empty(), smo.pictures.photo(resource(), page(), foreign));
    Image fitting = new Image(foreign.url(), "", "image/jpeg", 1200, 900);
    assertEquals(Optional.empty(), smo.pictures.photo(resource(), page(), fitting));
  }

  @Test
  void namingOneWritesNothing() {
    image();
    assertEquals(Set.of(), kept());
  }

  @Test
  void aPolicyThatWantsNoneGetsNone() {
    policy(Map.of());
    assertEquals(Optional.empty(), image());
    policy(Map.of("mode", "nonsense"));
    assertEquals(Optional.empty(), image());
    assertEquals(404, get("social." + "0".repeat(32)).getStatus());
  }

  @Test
  void onlyAlwaysGoesBeforeThePicturesOfPages() {
    assertFalse(smo.pictures.preferred(resource()));
    policy(Map.of("mode", "always"));
    assertTrue(smo.pictures.preferred(resource()));
  }

  @Test
  void theNameChangesWithAllThatIsSeen() {
    Set<String> names = new HashSet<>();
    names.add(name());
    smo.set(path + "/jcr:content", Map.of("jcr:title", "Summer opening hours"));
    names.add(name());
    smo.set(path + "/jcr:content/smo", Map.of("title", "Come in"));
    names.add(name());
    policy(Map.of("mode", "missing", "background", "#000"));
    names.add(name());
    policy(Map.of("mode", "missing", "revision", "2"));
    names.add(name());
    file("/content/site/en/snow.jpg", Scenes.landscape(1300, 900, true).image());
    smo.set(path + "/jcr:content", Map.of("sling:thumbnail", "/snow.jpg"));
    names.add(name());
    smo.set(path + "/jcr:content/smo", Map.of("focalPoint", "0.1,0.1"));
    names.add(name());
    touch("/content/site/en/snow.jpg");
    names.add(name());
    assertEquals(8, names.size());
    assertEquals(name(), name());
  }

  @Test
  void aPictureIsAnsweredToBeCachedForEver() throws Exception {
    String name = name();
    MockSlingHttpServletResponse answer = get(name);
    assertEquals(200, answer.getStatus());
    assertEquals("image/jpeg", answer.getContentType());
    assertEquals("public, max-age=31536000, immutable", answer.getHeader("Cache-Control"));
    assertEquals('"' + name.substring(7) + '"', answer.getHeader("ETag"));
    assertEquals(answer.getOutput().length, answer.getContentLength());
    EncodedImage picture = EncodedImage.of(answer.getOutput());
    assertEquals("image/jpeg", picture.type());
    assertEquals(1200, picture.width());
    assertEquals(630, picture.height());
    assertTrue(answer.getOutput().length < 300_000);

    context.request().setHeader("If-None-Match", '"' + name.substring(7) + '"');
    assertEquals(HttpServletResponse.SC_NOT_MODIFIED, get(name).getStatus());
  }

  @Test
  void aPictureIsMadeOnceAndOutlivesItsTitle() {
    String before = name();
    byte[] first = get(before).getOutput();
    assertArrayEquals(first, get(before).getOutput());
    smo.set(path + "/jcr:content", Map.of("jcr:title", "Summer opening hours"));
    assertNotEquals(before, name());
    assertArrayEquals(first, get(before).getOutput());
    assertEquals(Set.of(before.substring(7)), kept());
  }

  @ParameterizedTest
  @ValueSource(strings = {"social", "social.x", "social.square", "social.HASH.HASH", "HASH"})
  void nothingElseIsMade(String selectors) {
    String hash = name().substring(7);
    assertEquals(404, get(selectors.replace("HASH", hash)).getStatus());
    assertEquals(404, get("social." + "ab".repeat(16)).getStatus());
    assertEquals(404, get("social.square." + hash).getStatus());
    assertEquals(Set.of(), kept());
  }

  @Test
  void manyWhoAskAtOnceGetOnePicture() throws Exception {
    ImageSpec brief = brief();
    ExecutorService strangers = Executors.newFixedThreadPool(8);
    try {
      Callable<byte[]> ask =
          () -> smo.repository.read(resolver -> smo.pictures.make(brief, resolver));
      List<Future<byte[]>> answers =
          strangers.invokeAll(IntStream.range(0, 16).mapToObj(i -> ask).toList());
      for (Future<byte[]> answer : answers) {
        assertArrayEquals(answers.get(0).get(), answer.get());
      }
    } finally {
      strangers.shutdown();
    }
    assertEquals(Set.of(brief.hash()), kept());
  }

  @Test
  void publishingAPageMakesItsPicture() {
    policy(Map.of("mode", "missing"));
    smo.policy(Map.of("enabled", false));
    smo.publish(path);
    assertEquals(Set.of(name().substring(7)), kept());
  }

  @Test
  void publishingAPageWithAPictureOfItsOwnMakesNone() {
    smo.set(path + "/jcr:content", Map.of("sling:thumbnail", "/snow.jpg"));
    smo.publish(path);
    assertEquals(Set.of(), kept());
  }

  @Test
  void filesThatAreNoPicturesAndFontsAreLeftOut() {
    text("/content/site/en/logo.png");
    text("/content/site/en/font.ttf");
    policy(
        Map.of(
            "mode", "always",
            "logo", "/content/site/en/logo.png",
            "font", "/content/site/en/font.ttf"));
    assertEquals(200, get(name()).getStatus());
  }

  @Test
  void oldPicturesAreSweptAndThoseThatAreShownAreMadeAgain() {
    String name = name();
    assertEquals(200, get(name).getStatus());
    for (int hour = 0; hour < 256; hour++) {
      new ImageCleanup(smo.repository, Duration.ofDays(30), smo.clock).run();
      smo.clock.pass(Duration.ofHours(1));
    }
    assertEquals(1, kept().size());
    smo.clock.pass(Duration.ofDays(30));
    for (int hour = 0; hour < 256; hour++) {
      new ImageCleanup(smo.repository, Duration.ofDays(30), smo.clock).run();
      smo.clock.pass(Duration.ofHours(1));
    }
    assertEquals(Set.of(), kept());
    assertEquals(200, get(name).getStatus());
  }

  private MockSlingHttpServletResponse get(String selectors) {
    context.resourceResolver().refresh();
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    MockRequestPathInfo asked = (MockRequestPathInfo) context.request().getRequestPathInfo();
    asked.setSelectorString(selectors);
    asked.setExtension("jpg");
    context.request().setResource(resource());
    try {
      new SocialImageServlet(smo.pages, smo.pictures).doGet(context.request(), response);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return response;
  }

  private Set<String> kept() {
    context.resourceResolver().refresh();
    Set<String> found = new HashSet<>();
    Resource root = context.resourceResolver().getResource(KEPT);
    if (root != null) {
      root.getChildren().forEach(f -> f.getChildren().forEach(file -> found.add(file.getName())));
    }
    return found;
  }

  /** The selectors of the picture that the page shows now. */
  private String name() {
    String address = image().orElseThrow().url().toString();
    return address.replaceFirst(".*\\.(social\\..*)\\.jpg", "$1");
  }

  private ImageSpec brief() {
    ImageSpecs briefs = new ImageSpecs(smo.pages);
    return briefs.read(
        resource(),
        page(),
        Objects.requireNonNull(
                resource().adaptTo(org.apache.sling.caconfig.ConfigurationBuilder.class))
            .as(SocialImagePolicy.class),
        ImageFormat.WIDE);
  }

  private Optional<Image> image() {
    context.resourceResolver().refresh();
    return smo.pictures.of(resource(), page());
  }

  private Resource resource() {
    return Objects.requireNonNull(context.resourceResolver().getResource(path));
  }

  private Page page() {
    return smo.pages.read(resource()).orElseThrow();
  }

  private void policy(Map<String, Object> values) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "mode", "never", "background", "#14213d", "revision", "", "logo", "", "font", ""));
    all.putAll(values);
    smo.set("/conf/site/sling:configs/smo/picture", all);
  }

  private void bytes(String file, byte[] content) throws java.io.IOException {
    context.load().binaryFile(new ByteArrayInputStream(content), file, "image/jpeg");
    context.resourceResolver().commit();
    touch(file);
  }

  private void file(String file, java.awt.image.BufferedImage image) {
    try {
      bytes(file, new dev.smo.raster.Raster(image).jpeg(0.8f));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    touch(file);
  }

  private void text(String file) {
    context.load().binaryFile(new ByteArrayInputStream(new byte[] {1, 2, 3}), file, "x/y");
    touch(file);
  }

  private void touch(String file) {
    smo.set(
        file + "/jcr:content",
        Map.of(
            "jcr:lastModified",
            java.util.GregorianCalendar.from(
                smo.clock.instant().atZone(java.time.ZoneOffset.UTC))));
    smo.clock.pass(Duration.ofSeconds(1));
  }
}
