// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connector.Delivery;
import dev.smo.connectors.Part;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.jcr.GuestCredentials;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class TimelineServletTest {
  private static final Instant NOVEMBER = Instant.parse("2026-11-30T12:00:00Z");

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private ResourceResolverFactory factory;
  private Timeline timeline;

  @BeforeEach
  void setUp() {
    context.create().resource("/var/smo", "jcr:primaryType", "sling:Folder");
    factory = context.getService(ResourceResolverFactory.class);
    timeline = new Timeline(factory);
  }

  @Test
  void showsTheNewestFirstOverConnectionsAndMonths() throws Exception {
    store("a", "first", NOVEMBER, "image/png");
    store("b", "second", NOVEMBER.plusSeconds(60), "image/png");
    store("a", "third", NOVEMBER.plusSeconds(86_400), "image/png");

    JsonNode posts = json(get(context.resourceResolver(), "")).path("posts");

    assertEquals(3, posts.size());
    assertEquals("third", posts.path(0).path("id").asText());
    assertEquals("second", posts.path(1).path("id").asText());
    assertEquals("Account b", posts.path(1).path("account").asText());
    assertEquals("Words of first", posts.path(2).path("text").asText());
  }

  @Test
  void givesThePicture() throws Exception {
    store("a", "first", NOVEMBER, "image/png");
    String picture =
        json(get(context.resourceResolver(), "")).at("/posts/0/pictures/0/address").asText();
    assertEquals("/bin/smo/sandbox?connection=a&image=2026-11/first", picture);

    MockSlingHttpServletResponse response =
        get(context.resourceResolver(), "connection=a&image=2026-11/first");

    assertEquals("image/png", response.getContentType());
    assertArrayEquals(new byte[] {1, 2, 3}, response.getOutput());
  }

  @Test
  void aPictureThatCouldCarryAScriptIsNotShown() throws Exception {
    store("a", "first", NOVEMBER, "image/svg+xml");
    JsonNode post = json(get(context.resourceResolver(), "")).path("posts").path(0);

    assertEquals(0, post.path("pictures").size());
    assertEquals(
        404, get(context.resourceResolver(), "connection=a&image=2026-11/first").getStatus());
  }

  @Test
  void nothingElseOfTheRepositoryIsReached() throws Exception {
    for (String query :
        new String[] {
          "connection=..&image=2026-11/first",
          "connection=a&image=../../x",
          "connection=a&image=2026-11/..",
          "connection=a&image=x"
        }) {
      assertEquals(404, get(context.resourceResolver(), query).getStatus(), query);
    }
  }

  @Test
  void showsTheContentWarningThatWasChosen() throws Exception {
    store("a", Post.builder("Words").option("warning", "Snow").build(), NOVEMBER);
    JsonNode posts = json(get(context.resourceResolver(), "")).path("posts");
    assertEquals("Snow", posts.at("/0/warning").asText());
  }

  @Test
  void givesAllPicturesWithTheirTexts() throws Exception {
    Media cat = Media.of(new byte[] {1, 2, 3}, "image/png", 1, 1).alt("A cat");
    Media dog = Media.of(new byte[] {4, 5}, "image/webp", 1, 1).alt("A dog");
    store("a", Post.builder("Both").images(List.of(cat, dog)).attached(true).build(), NOVEMBER);
    JsonNode pictures = json(get(context.resourceResolver(), "")).at("/posts/0/pictures");
    assertEquals("A cat", pictures.path(0).path("alt").asText());
    assertEquals("A dog", pictures.path(1).path("alt").asText());
    String second = pictures.path(1).path("address").asText();
    assertEquals("/bin/smo/sandbox?connection=a&image=2026-11/post&number=2", second);
    MockSlingHttpServletResponse response =
        get(context.resourceResolver(), second.replaceFirst(".*\\?", ""));
    assertEquals("image/webp", response.getContentType());
    assertArrayEquals(new byte[] {4, 5}, response.getOutput());
    for (String number : List.of("3", "0", "x")) {
      String query = "connection=a&image=2026-11/post&number=" + number;
      assertEquals(404, get(context.resourceResolver(), query).getStatus(), query);
    }
  }

  @Test
  void tellsWhatAnswersWhatAndWhatPeopleReplied() throws Exception {
    RemotePost reply = new RemotePost("2026-11/first/1", URI.create("sandbox:/first"));
    store("a", "first", NOVEMBER, "image/png");
    store("a", Post.builder("Yes").inReplyTo(reply).build(), NOVEMBER.plusSeconds(60));
    context.resourceResolver().refresh();
    context
        .create()
        .resource(
            "/var/smo/sandbox/a/2026-11/first/replies/1",
            Map.of("author", "Ann", "text", "Open?", "hidden", true));
    context.resourceResolver().commit();
    JsonNode posts = json(get(context.resourceResolver(), "")).path("posts");
    assertEquals("first/1", posts.path(0).path("inReplyTo").asText());
    assertEquals("", posts.path(1).path("inReplyTo").asText());
    JsonNode said = posts.path(1).path("replies").path(0);
    assertEquals("first/1", said.path("id").asText());
    assertEquals("Ann", said.path("author").asText());
    assertEquals("Open?", said.path("text").asText());
    assertTrue(said.path("hidden").asBoolean());
  }

  private void store(String connection, Post post, Instant at) throws Exception {
    Delivery delivery =
        Delivery.builder("post", Connection.builder(connection, "sandbox").build(), post)
            .started(at)
            .build();
    String answered = post.inReplyTo().map(RemotePost::id).orElse("");
    timeline.store(delivery, Part.all(post).get(0), answered, at);
  }

  @Test
  void strangersSeeNothing() throws Exception {
    store("a", "first", NOVEMBER, "image/png");
    ResourceResolver stranger =
        factory.getResourceResolver(Map.of("user.jcr.credentials", new GuestCredentials()));
    assertEquals(401, get(stranger, "").getStatus());
    assertEquals(401, get(stranger, "connection=a&image=2026-11/first").getStatus());
  }

  private void store(String connection, String id, Instant at, String imageType) throws Exception {
    Post post =
        Post.builder("Words of " + id)
            .image(Media.of(new byte[] {1, 2, 3}, imageType, 1, 1))
            .build();
    Connection to =
        Connection.builder(connection, "sandbox").label("Account " + connection).build();
    Delivery delivery = Delivery.builder(id, to, post).started(at).build();
    timeline.store(delivery, Part.all(post).get(0), "", at);
  }

  private MockSlingHttpServletResponse get(ResourceResolver resolver, String query)
      throws Exception {
    MockSlingHttpServletRequest request =
        new MockSlingHttpServletRequest(resolver, context.bundleContext());
    request.setMethod("GET");
    request.setQueryString(query);
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    new TimelineServlet(factory).service(request, response);
    return response;
  }

  private static JsonNode json(MockSlingHttpServletResponse response) throws Exception {
    return new ObjectMapper().readTree(response.getOutputAsString());
  }
}
