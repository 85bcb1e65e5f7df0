// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.SiteContext;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceWrapper;
import org.apache.sling.api.wrappers.ResourceResolverWrapper;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class MemoryTest {
  private static final String PAGE = SiteContext.SITE + "/articles/winter";

  private final SlingContext context = SiteContext.create();
  private final Changes changes = new Changes();
  private final Memory<Integer> memory = new Memory<>(changes, new ContentPageSource());
  private final AtomicInteger reads = new AtomicInteger();
  private Resource page;

  @BeforeEach
  void findPage() {
    page = context.resourceResolver().getResource(PAGE);
  }

  @Test
  void readsOnceWhileNothingChanges() {
    assertEquals(1, read(page));
    assertEquals(1, read(page));
  }

  @Test
  void readsAgainAfterAnyChangeInTheContent() {
    read(page);
    changes.onChange(List.of());

    assertEquals(2, read(page));
    assertEquals(2, read(page));
  }

  @Test
  void whoHasJustSavedThePageOrItsSocialFieldsSeesItBeforeTheChangeIsHeardOf()
      throws PersistenceException {
    read(page);
    write("/jcr:content", "jcr:title", "Another");
    assertEquals(2, read(page));

    write("/jcr:content/smo", "title", "Another");
    assertEquals(3, read(page));
    assertEquals(3, read(page));
  }

  @Test
  void aViewOfThePageLooksAtItsPropertiesOnceAndTheNextOneAgain() throws PersistenceException {
    assertEquals(1, memory.of(context.request(), page, reads::incrementAndGet));
    write("/jcr:content", "jcr:title", "Another");
    Memory<Integer> other = new Memory<>(changes, new ContentPageSource());
    assertEquals(2, other.of(context.request(), page, reads::incrementAndGet));
    assertEquals(1, memory.of(context.request(), page, reads::incrementAndGet), "of one moment");

    Collections.list(context.request().getAttributeNames())
        .forEach(context.request()::removeAttribute);
    assertEquals(3, memory.of(context.request(), page, reads::incrementAndGet));
    assertEquals(4, other.of(context.request(), page, reads::incrementAndGet));
  }

  @Test
  void aPropertyOfSeveralValuesIsNoChangeByItself() throws PersistenceException {
    context.create().resource(PAGE + "/jcr:content/smo/texts");
    write("/jcr:content", "tags", new String[] {"a", "b"});

    assertEquals(1, read(page));
    assertEquals(1, read(page));
  }

  @Test
  void usersShareNothing() {
    read(page);

    assertEquals(2, read(as("somebody-else")));
  }

  @Test
  void aChangeDuringTheReadIsNotForgotten() {
    memory.of(
        page,
        () -> {
          changes.onChange(List.of());
          return reads.incrementAndGet();
        });

    assertEquals(2, read(page));
  }

  private int read(Resource of) {
    return memory.of(of, reads::incrementAndGet);
  }

  private void write(String node, String name, Object value) throws PersistenceException {
    Resource resource = Objects.requireNonNull(context.resourceResolver().getResource(PAGE + node));
    Objects.requireNonNull(resource.adaptTo(ModifiableValueMap.class)).putAll(Map.of(name, value));
    context.resourceResolver().commit();
  }

  private Resource as(String user) {
    ResourceResolver resolver =
        new ResourceResolverWrapper(context.resourceResolver()) {
          @Override
          public String getUserID() {
            return user;
          }
        };
    return new ResourceWrapper(page) {
      @Override
      public ResourceResolver getResourceResolver() {
        return resolver;
      }
    };
  }
}
