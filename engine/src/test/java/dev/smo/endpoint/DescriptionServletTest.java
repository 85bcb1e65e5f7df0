// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The description of the API on a running system. */
@ExtendWith(SlingContextExtension.class)
class DescriptionServletTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);

  @Test
  void isTheOneInTheDocumentationForWhoeverIsLoggedIn() throws Exception {
    ConsoleFixture console = new ConsoleFixture(context);
    DescriptionServlet servlet = new DescriptionServlet(console.tokens);
    assertEquals(ApiDescription.OURS.document(), console.as("joe").get(servlet).json());
    assertEquals(401, console.asStranger().get(servlet).status());
    assertEquals(404, console.as("joe").post(servlet).status());
  }
}
