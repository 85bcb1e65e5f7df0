// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.websub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.smo.feed.impl.FeedFixture;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.SiteContext;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.repository.Repository;
import dev.smo.settings.FeedSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class AnnouncementTest {
  private static final String WINTER = SiteContext.SITE + "/articles/winter/jcr:content";

  private final SlingContext context = SiteContext.create();
  private final List<String> pings = new CopyOnWriteArrayList<>();
  private volatile int answer = 204;
  private HttpServer hub;
  private FeedFixture feeds;
  private Announcement announcement;

  @BeforeEach
  void setUp() throws Exception {
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext(
        "/",
        exchange -> {
          byte[] form = exchange.getRequestBody().readAllBytes();
          pings.add(new String(form, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    hub.start();
    String address = "127.0.0.1:" + hub.getAddress().getPort();
    MockContextAwareConfig.registerAnnotationClasses(context, FeedSettings.class);
    MockContextAwareConfig.writeConfiguration(
        context, SiteContext.SITE, FeedSettings.class, "hubs", "http://" + address + "/");
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    feeds = new FeedFixture(context, new ContentPageSource(), null, Clock.systemUTC());
    Repository repository =
        new Repository(Objects.requireNonNull(context.getService(ResourceResolverFactory.class)));
    announcement =
        new Announcement(
            feeds.feeds(), new AnnouncedFeeds(repository), HttpOutbound.allowing(address));
  }

  @AfterEach
  void tearDown() {
    hub.stop(0);
  }

  @Test
  void tellsOfTheSitesFeedsFirst() throws Exception {
    assertTrue(announcement.announce(SiteContext.SITE));
    assertEquals(3, pings.size(), pings::toString);
    assertTrue(pings.get(0).contains("hub.mode=publish"), pings::toString);
    assertTrue(
        pings.toString().contains("hub.url=https%3A%2F%2Fwww.example.org%2Findex.feed.rss"),
        pings::toString);
  }

  @Test
  void tellsNothingWhileTheBytesAreTheSame() throws Exception {
    announcement.announce(SiteContext.SITE);
    pings.clear();
    write("unseen", "x");
    assertTrue(announcement.announce(SiteContext.SITE));
    assertEquals(List.of(), pings);
  }

  @Test
  void tellsOfEveryFeedThatHoldsTheChange() throws Exception {
    announcement.announce(SiteContext.SITE);
    pings.clear();
    write("jcr:title", "Spring");
    announcement.announce(SiteContext.SITE);
    // Those of the site and of its section, in three formats.
    assertEquals(6, pings.size(), pings::toString);
  }

  @Test
  void tellsAgainWhereAHubDidNotAnswer() throws Exception {
    answer = 503;
    assertFalse(announcement.announce(SiteContext.SITE));
    answer = 202;
    pings.clear();
    assertTrue(announcement.announce(SiteContext.SITE));
    assertEquals(3, pings.size());
  }

  @Test
  void knowsTheSiteOfAPageThatIsGone() {
    assertEquals(
        java.util.Set.of(SiteContext.SITE),
        feeds.feeds().sitesOf(java.util.Set.of(SiteContext.SITE + "/articles/gone/deep")));
  }

  @Test
  void waitsLongerEachTime() {
    assertEquals(30_000, Announcement.pause(0));
    assertEquals(60_000, Announcement.pause(1));
    assertEquals(3_840_000, Announcement.pause(50));
  }

  private void write(String name, String value) throws Exception {
    Resource node = Objects.requireNonNull(context.resourceResolver().getResource(WINTER));
    Objects.requireNonNull(node.adaptTo(ModifiableValueMap.class)).put(name, value);
    context.resourceResolver().commit();
    feeds.changed(ChangeType.CHANGED, WINTER);
  }
}
