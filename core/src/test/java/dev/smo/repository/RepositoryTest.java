// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class RepositoryTest {
  private static final String PAGE = "/content/page";

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private Repository repository;

  @BeforeEach
  void checkInAPage() throws Exception {
    repository = new Repository(context.getService(ResourceResolverFactory.class));
    context
        .create()
        .resource(
            PAGE,
            Map.of("jcr:primaryType", "nt:unstructured", "jcr:mixinTypes", "mix:versionable"));
    context.resourceResolver().commit();
    session().getWorkspace().getVersionManager().checkin(PAGE);
  }

  /** Sling CMS checks a page in and out again just after it was published. */
  @Test
  void waitsForAPageThatIsCheckedInForAMoment() {
    int[] tries = {0};
    repository.commit(
        resolver -> {
          if (++tries[0] == 3) {
            checkOut();
          }
          resolver.refresh();
          return set(resolver);
        });

    assertEquals(3, tries[0]);
    context.resourceResolver().refresh();
    assertEquals("x", context.resourceResolver().getResource(PAGE).getValueMap().get("id"));
  }

  @Test
  void givesUpOnAPageThatStaysCheckedIn() {
    assertThrows(IllegalStateException.class, () -> repository.commit(RepositoryTest::set));
  }

  @Test
  void doesNotRepeatWorkThatIsWrong() {
    int[] tries = {0};
    assertThrows(
        IllegalArgumentException.class,
        () ->
            repository.commit(
                resolver -> {
                  tries[0]++;
                  throw new IllegalArgumentException("a bug");
                }));
    assertEquals(1, tries[0]);
  }

  private static boolean set(ResourceResolver resolver) throws PersistenceException {
    Resource page = resolver.getResource(PAGE);
    page.adaptTo(ModifiableValueMap.class).put("id", "x");
    return true;
  }

  private void checkOut() {
    try {
      session().getWorkspace().getVersionManager().checkout(PAGE);
    } catch (RepositoryException e) {
      throw new IllegalStateException(e);
    }
  }

  private Session session() {
    return context.resourceResolver().adaptTo(Session.class);
  }
}
