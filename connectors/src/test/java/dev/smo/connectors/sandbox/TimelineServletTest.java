// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connector.Delivery;
import dev.smo.connectors.Part;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import java.time.Instant;
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
        json(get(context.resourceResolver(), "")).path("posts").path(0).path("picture").asText();
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

    assertEquals("", post.path("picture").asText());
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
