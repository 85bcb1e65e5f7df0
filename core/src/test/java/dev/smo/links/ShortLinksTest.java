// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.repository.Keys;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShortLinksTest {
  private static final URI PAGE = URI.create("https://museum.example/en/winter.html?a=b");
  private static final String POST = Keys.post("toy", "page", "1");

  @Test
  void aPostHasOneCodeHoweverOftenItIsPlanned() {
    String code = ShortLinks.code(POST);
    assertEquals(code, ShortLinks.code(Keys.post("toy", "page", "1")));
    assertTrue(ShortLinks.isCode(code), code);
    assertTrue(ShortLinks.isCode(ShortLinks.code("0".repeat(64))));
    assertTrue(ShortLinks.isCode(ShortLinks.code("f".repeat(64))));
  }

  @Test
  void postsHaveCodesOfTheirOwn() {
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      codes.add(ShortLinks.code(Keys.post("toy", "page-" + i, "1")));
    }
    assertEquals(100_000, codes.size());
  }

  @Test
  void theLinkIsOnTheDomainOfThePageUnlessAnotherIsNamed() {
    String code = ShortLinks.code(POST);
    assertEquals("https://museum.example/s/" + code, ShortLinks.address(PAGE, "", POST).toString());
    for (String below : List.of("https://go.example/l", " https://go.example/l/ ")) {
      assertEquals(
          "https://go.example/l/" + code, ShortLinks.address(PAGE, below, POST).toString());
    }
  }

  @Test
  void whatIsNoAddressOfTheWebIsRefused() {
    for (String wrong :
        List.of("go.example", "/s/", "ftp://go.example/", "https://go.example/?a")) {
      assertThrows(
          IllegalArgumentException.class, () -> ShortLinks.address(PAGE, wrong, POST), wrong);
    }
  }
}
