// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.day.cq.commons.Externalizer;
import dev.smo.host.OwnAddress;
import io.wcm.testing.mock.aem.MockExternalizer;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AemContextExtension.class)
class AuthorAddressTest {
  private static final String PATH = "/bin/smo/signin";

  private final AemContext context = Museum.newContext();

  private URI address() {
    OwnAddress own = context.registerInjectActivateService(new AuthorAddress());
    return own.of(PATH, context.resourceResolver());
  }

  @Test
  void isTheExternalizersAuthorAndNeverItsPublish() {
    MockExternalizer externalizer =
        (MockExternalizer) Objects.requireNonNull(context.getService(Externalizer.class));
    externalizer.setMapping("author", "https://author.museum.example");
    assertEquals(URI.create("https://author.museum.example" + PATH), address());
  }

  @Test
  void saysWhereTheExternalizerKnowsNoAuthor() {
    Externalizer knowing =
        Stand.in(
            Externalizer.class,
            (method, arguments) -> {
              throw new IllegalArgumentException("Could not get externalizer domain for author");
            });
    context.registerService(Externalizer.class, knowing, "service.ranking", Integer.MAX_VALUE);
    assertThrows(IllegalArgumentException.class, this::address);
  }
}
