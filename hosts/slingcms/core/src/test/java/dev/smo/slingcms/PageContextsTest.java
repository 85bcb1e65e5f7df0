// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class PageContextsTest {
  private static final String NEWS = "/content/site/news";

  private final SlingContext context = new SlingContext();

  private List<String> found(String path) {
    List<String> found = new ArrayList<>();
    new PageContexts()
        .findContextResources(
            Objects.requireNonNull(context.resourceResolver().getResource(path), path))
        .forEachRemaining(one -> found.add(one.getResource().getPath() + " " + one.getConfigRef()));
    return found;
  }

  @Test
  void aPageAndWhatIsBelowItHaveTheConfigurationThatItsContentNames() {
    context.create().resource("/content/site", "sling:configRef", "/conf/site");
    context.create().resource(NEWS + "/jcr:content", "sling:configRef", "/conf/site/news");
    context.create().resource(NEWS + "/bats/jcr:content", "jcr:title", "Bats");
    context
        .create()
        .resource(NEWS + "/bats/deep/jcr:content", "sling:configRef", "/conf/site/news/deep");
    assertEquals(List.of(NEWS + " /conf/site/news"), found(NEWS));
    assertEquals(List.of(NEWS + " /conf/site/news"), found(NEWS + "/bats/jcr:content"));
    assertEquals(
        List.of(NEWS + "/bats/deep /conf/site/news/deep", NEWS + " /conf/site/news"),
        found(NEWS + "/bats/deep"),
        "the nearest comes first");
    assertEquals(List.of(), found("/content/site"), "a site has it itself");
  }
}
