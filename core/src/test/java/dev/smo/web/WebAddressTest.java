// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebAddressTest {
  private static WebAddress address(String text) {
    return WebAddress.of(text).orElseThrow();
  }

  @Test
  void spellingsOfOneAddressAreEqual() {
    assertEquals(address("https://a.example/"), address(" HTTPS://A.Example:443#top "));
    assertEquals(address("https://a.example/%C3%BC?q"), address("https://a.example/ü?q"));
  }

  @Test
  void otherAddressesAreNot() {
    List<String> all =
        List.of(
            "https://a.example/",
            "http://a.example/",
            "https://a.example:8443/",
            "https://a.example/?",
            "https://a.example/A",
            "https://a.example/a",
            "https://a.example//a");
    assertEquals(all.size(), all.stream().map(WebAddressTest::address).distinct().count());
  }

  @Test
  void anAddressWithinAnAddressIsLeftAsItIs() {
    String archived = "https://archive.example/2020/https://a.example/../b";
    assertEquals(archived, address(archived).toString());
  }

  @Test
  void whatIsNoAddressOfTheWebIsNone() {
    for (String text :
        List.of(
            "",
            "a.example",
            "//a.example/",
            "ftp://a.example/",
            "javascript:alert(1)",
            "https:///a",
            "https://a b.example/",
            "https://user@a.example/",
            "https://a.example/ x")) {
      assertEquals(Optional.empty(), WebAddress.of(text), text);
    }
  }

  @Test
  void httpAndHttpsOfOneHostAreOneHostButNotWithOtherPorts() {
    assertTrue(address("http://a.example/x").sameHost(address("https://A.example/y")));
    assertFalse(address("http://a.example/").sameHost(address("http://a.example:8080/")));
    assertFalse(address("http://a.example/").sameHost(address("http://www.a.example/")));
    assertTrue(
        WebAddress.sameHost(URI.create("http://a.example"), URI.create("https://A.example:443/")));
    assertFalse(WebAddress.sameHost(URI.create("/a"), URI.create("/a")));
  }
}
