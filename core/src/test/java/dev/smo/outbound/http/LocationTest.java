// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {
  /** As a header comes, a byte a character. */
  private static String read(String address, Charset charset) {
    return Location.read(new String(address.getBytes(charset), StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource({
    "/über/a.html, /%C3%BCber/a.html",
    "/straße?q=ü#ö, /stra%C3%9Fe?q=%C3%BC#%C3%B6",
    "über, %C3%BCber",
    "https://a.example/über, https://a.example/%C3%BCber",
    "https://münchen.de:8443/ü, https://xn--mnchen-3ya.de:8443/%C3%BC",
    "//münchen.de, //xn--mnchen-3ya.de",
    "/%C3%BCber, /%C3%BCber",
    "'/[1]?a=|', '/[1]?a=|'"
  })
  void isReadAsBrowsersDo(String sent, String address) {
    assertEquals(address, read(sent, StandardCharsets.UTF_8));
  }

  @Test
  void whatIsNoUtf8IsLatin() {
    assertEquals("/%C3%BCber", read("/über", StandardCharsets.ISO_8859_1));
  }
}
