// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.Session;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class PagesAheadTest {
  private static final String EN = "/content/site/en/";
  private static final Instant FROM = Instant.parse("2027-01-10T00:00:00Z");
  private static final Instant TO = Instant.parse("2027-01-20T00:00:00Z");

  private final SlingContext context = SlingCmsContext.newContext();

  @BeforeEach
  void setUp() throws Exception {
    page("owls", Map.of("publishDate", "2027-01-12"));
    page("bats", Map.of("publishDate", "2027-01-20"));
    page("out", Map.of("publishDate", "2027-01-12", "sling:published", true));
    page("late", Map.of("publishDate", "2027-03-01"));
    page("never", Map.of());
    context.create().resource(EN + "owls/jcr:content/part", "publishDate", "2027-01-12");
    context.resourceResolver().commit();
  }

  private void page(String name, Map<String, Object> values) {
    context.create().resource(EN + name, "jcr:primaryType", "sling:Page");
    context.create().resource(EN + name + "/jcr:content", values);
  }

  private List<String> found() {
    return PagesAhead.find(FROM, TO, context.resourceResolver()).stream()
        .map(Resource::getName)
        .sorted()
        .toList();
  }

  @Test
  void anIndexFindsThoseThatAreNotPublicYet() throws Exception {
    Session session =
        Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class), "no session");
    Node index = session.getNode("/oak:index").addNode("dates", "oak:QueryIndexDefinition");
    index.setProperty("type", "property");
    index.setProperty("propertyNames", new String[] {"publishDate"}, PropertyType.NAME);
    index.setProperty("reindex", true);
    session.save();
    assertEquals(List.of("bats", "owls"), found());
  }
}
