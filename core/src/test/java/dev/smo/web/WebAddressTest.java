// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.Growth;
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
  void aHostOfOtherLettersIsTheOneThatMachinesWrite() {
    assertEquals(address("https://xn--mnchen-3ya.de/"), address("https://München.de"));
    assertEquals(
        address("http://xn--mnchen-3ya.de:8080/%C3%BC?q=1"),
        address("http://münchen.de:8080/ü?q=1#top"));
    assertEquals(
        Optional.of(URI.create("https://xn--mnchen-3ya.de/A#top")),
        WebAddress.shown(" https://münchen.de/A#top "));
    assertTrue(
        WebAddress.sameHost(
            URI.create("https://münchen.de/"), URI.create("https://xn--mnchen-3ya.de/")));
    assertEquals(
        Optional.of(URI.create("HTTPS://A.example")), WebAddress.shown("HTTPS://A.example"));
  }

  @Test
  void slashesAtTheEndAreTakenOffInOneLook() {
    assertEquals("https://a.example", WebAddress.withoutSlashes("https://a.example//"));
    assertEquals("", WebAddress.withoutSlashes("///"));
    String slashes = "/".repeat(1 << 20) + "x";
    assertEquals(slashes, WebAddress.withoutSlashes(slashes));
  }

  @Test
  void aPathOfMoreThanAPageHasIsEndless() {
    assertFalse(WebAddress.isEndless(URI.create("https://a.example/" + "a.".repeat(20))));
    assertTrue(WebAddress.isEndless(URI.create("https://a.example/" + "a.".repeat(21))));
    assertTrue(WebAddress.isEndless(URI.create("https://a.example/" + "a%2E".repeat(21))));
    assertFalse(WebAddress.isEndless(URI.create("https://a.example/" + "a".repeat(1999))));
    assertTrue(WebAddress.isEndless(URI.create("https://a.example/" + "a".repeat(2000))));
    assertFalse(WebAddress.isEndless(URI.create("https://a.example/?" + "a.".repeat(5000))));
    assertTrue(WebAddress.isEndless(URI.create("https://a.example/a.html;v=1")));
    assertTrue(WebAddress.isEndless(URI.create("https://a.example/a%3Bv=1.html")));
    assertFalse(WebAddress.isEndless(URI.create("https://a.example/a.html?x;v=1")));
  }

  @Test
  void anAddressWithoutEndIsNone() {
    String piled = "https://a.example/" + "a\u0301\u0323".repeat(1000);
    assertEquals(Optional.empty(), WebAddress.of(piled));
    assertEquals(Optional.empty(), WebAddress.of(URI.create(piled)));
    assertEquals(Optional.empty(), WebAddress.shown(piled));
    assertEquals(Optional.empty(), WebAddress.of("https://a.example/" + "a".repeat(18_000)));
    Growth.assertLinear(
        length -> "https://a.example/" + "\u0301\u0323".repeat(length / 2), WebAddress::of);
  }

  @Test
  void whatIsReadOfAnAddressIsReadAgain() {
    WebAddress read = address("https://a.example/" + "\u5317".repeat(1900));
    assertEquals(Optional.of(read), WebAddress.of(read.toString()));
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
            "https://user@münchen.de/",
            "https://münchen.de:x/",
            "https://straße.de/",
            "https://a_b.example/",
            "https://" + "ü".repeat(1 << 20) + "/",
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
