// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//elsewhere.example/a.jpg",
        "https:",
        "https://",
        "https:///a.jpg",
        "https://a b.example/",
        "https://exa mple/\" onerror=x",
        "https://user:password@example.org/",
        "https://exa\"mple.org/",
        "https://[::1",
        "ftp://example.org/a.jpg",
        "mailto:a@example.org",
        "http://-.example/",
        "https://faß.example/a.jpg",
        "https://νησίς.example/a.jpg",
        "a.jpg"
      })
  void whatIsNoAddressOfTheWebIsRefused(String text) {
    assertEquals(Optional.empty(), FieldSyntax.web(text));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "https://museum.example/a.jpg|https://museum.example/a.jpg",
        "HTTPS://museum.example|https://museum.example",
        "https://bücher.example/straße?q=ü#ä|https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%BC#%C3%A4",
        "https://例え.jp/画像.png|https://xn--r8jz45g.jp/%E7%94%BB%E5%83%8F.png",
        "https://a.example/%zz/a[1]|https://a.example/%25zz/a%5B1%5D",
        "https://a.example:8443/x?a=\"b\"<c>|https://a.example:8443/x?a=%22b%22%3Cc%3E",
      },
      delimiter = '|',
      quoteCharacter = '\0')
  void addressesAreWrittenInAscii(String typed, String written) {
    assertEquals(Optional.of(written), FieldSyntax.web(typed));
  }

  @Test
  void accountsAreWrittenWithAnAt() {
    assertEquals(Optional.of("@ada@social.example"), FieldSyntax.fediverse("ada@social.example"));
    assertEquals(Optional.of("@ada@social.example"), FieldSyntax.fediverse("@ada@social.example"));
    assertEquals(Optional.empty(), FieldSyntax.fediverse("ada"));
    assertEquals(Optional.empty(), FieldSyntax.fediverse("@a@b\"><script>"));
    assertEquals(Optional.of("@museum"), FieldSyntax.handle("museum"));
    assertEquals(Optional.empty(), FieldSyntax.handle("https://x.com/museum"));
  }

  @Test
  void anAccountOnAHostOfManyWordsTakesNoStack() {
    String account = "@ada@" + "a.".repeat(1 << 19) + "a";
    assertEquals(Optional.of(account), FieldSyntax.fediverse(account));
    assertEquals(Optional.empty(), FieldSyntax.fediverse(account + "!"));
  }
}
