package dev.smo.feed.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.feed.FeedFormat;
import dev.smo.feed.FeedSettings;
import dev.smo.page.Author;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.PageSource;
import dev.smo.page.Site;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.SyntheticResource;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A site of 10,000 articles in 100 sections: what the index costs, without what a host costs. */
@ExtendWith(SlingContextExtension.class)
class ManyArticlesTest {
  private static final int SECTIONS = 100;
  private static final int ARTICLES = 100;
  private static final String SITE = "/content/many";
  private static final long SECOND = 1_000_000_000L;

  private final SlingContext context = dev.smo.page.SiteContext.create();
  private final ManyPages pages = new ManyPages();
  private FeedFixture fixture;

  @BeforeEach
  void setUp() throws Exception {
    MockContextAwareConfig.registerAnnotationClasses(context, FeedSettings.class);
    context.create().resource(SITE);
    for (String path : pages.titles.keySet()) {
      context.create().resource(path);
    }
    context.resourceResolver().commit();
    fixture = new FeedFixture(context, pages, null);
  }

  @Test
  void isBuiltAgainInUnderASecondOfProcessorTimeAfterAChange() {
    long build = cpu(this::feed);
    FeedDocument before = feed();
    for (int i = 0; i < 20; i++) {
      change("Change " + i);
      feed();
    }
    change("The last change");
    long again = cpu(this::feed);
    assertNotEquals(before.tag(), feed().tag());
    long served =
        cpu(
                () ->
                    IntStream.range(0, 100_000)
                        .forEach(i -> assertEquals(feed().tag(), feed().tag())))
            / 200_000;
    System.out.printf(
        Locale.ROOT,
        "10,000 articles: first build %.1f ms, again after a change %.2f ms, kept %d ns%n",
        build / 1e6,
        again / 1e6,
        served);
    assertTrue(again < SECOND, () -> again + " ns");
  }

  private FeedDocument feed() {
    return fixture
        .library()
        .find(SITE + "/index", FeedFormat.RSS, Part.WHOLE)
        .orElseThrow(AssertionError::new);
  }

  private void change(String title) {
    String path = SITE + "/section-7/article-7";
    pages.titles.put(path, title);
    fixture.changed(ChangeType.CHANGED, path + "/jcr:content");
  }

  private static long cpu(Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    work.run();
    return threads.getCurrentThreadCpuTime() - start;
  }

  /** Pages that are made up as they are read. */
  private static final class ManyPages implements PageSource {
    private static final Site HOST =
        new Site(SITE, "Many", URI.create("https://many.example"), Locale.ENGLISH);

    private final Map<String, String> titles = new TreeMap<>();

    ManyPages() {
      titles.put(SITE + "/index", "Home");
      for (int section = 0; section < SECTIONS; section++) {
        titles.put(SITE + "/section-" + section, "Section " + section);
        for (int article = 0; article < ARTICLES; article++) {
          String path = SITE + "/section-" + section + "/article-" + article;
          titles.put(path, "Article " + article + " of section " + section);
        }
      }
    }

    @Override
    public Optional<Resource> pageOf(Resource any) {
      return Optional.of(any).filter(page -> titles.containsKey(page.getPath()));
    }

    @Override
    public Optional<Resource> contentOf(Resource page) {
      return Optional.empty();
    }

    @Override
    public Optional<Resource> at(URI address, ResourceResolver reader) {
      return Optional.empty();
    }

    @Override
    public Optional<Image> image(Resource any, String place, String alt) {
      return Optional.empty();
    }

    @Override
    public Stream<Resource> pagesBelow(Resource root) {
      ResourceResolver resolver = root.getResourceResolver();
      return titles.keySet().stream()
          .filter(path -> path.startsWith(root.getPath() + '/'))
          .map(path -> new SyntheticResource(resolver, path, "page"));
    }

    @Override
    public Optional<Page> read(Resource any) {
      return Optional.ofNullable(titles.get(any.getPath())).map(title -> page(any, title));
    }

    private static Page page(Resource any, String title) {
      String path = any.getPath();
      int number = Math.floorMod(path.hashCode(), 500_000);
      URI url = URI.create(HOST.url() + path.substring(SITE.length()) + ".html");
      return Page.builder(path, HOST, url)
          .title(title)
          .description("What there is to say of " + title)
          .tags(List.of("Tag " + number % 50, "Tag " + number % 7))
          .authors(List.of(Author.named("Author " + number % 20)))
          .published(
              path.endsWith("-7/article-7")
                  ? Instant.parse("2026-11-24T00:00:00Z")
                  : Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number))
          .live(true)
          .home(Objects.equals(path, SITE + "/index"))
          .build();
    }
  }
}
