// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The address of ours to which a network sends people back. */
class SignInAddressTest extends SignInFixture {
  @Test
  void forwardedHeadersCountOnlyWhereTheyAreTrusted() throws Exception {
    Map<String, String> headers =
        Map.of(
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "author.example, inner:8080",
            "X-Forwarded-Prefix", "/cms");
    assertEquals(REDIRECT, redirect(headers));
    servlet = servlet(Duration.ofSeconds(20), Map.of("trustForwarded", true));
    assertEquals("https://author.example/cms/bin/smo/signin", redirect(headers));
    servlet = servlet(Duration.ofSeconds(20), Map.of("publicUrl", "https://a.example/x/"));
    assertEquals("https://a.example/x/bin/smo/signin", redirect(headers));
  }

  @Test
  void whatTheHostSaysOfItselfCountsBeforeTheRequest() throws Exception {
    host = (path, reader) -> URI.create("https://author.example" + path);
    servlet = servlet(Duration.ofSeconds(20), Map.of());
    assertEquals("https://author.example/bin/smo/signin", redirect(Map.of()));
    servlet = servlet(Duration.ofSeconds(20), Map.of("publicUrl", "https://a.example"));
    assertEquals("https://a.example/bin/smo/signin", redirect(Map.of()));
    servlet = servlet(Duration.ofSeconds(20), Map.of("trustForwarded", true));
    assertEquals(
        "http://proxy.example/bin/smo/signin",
        redirect(Map.of("X-Forwarded-Host", "proxy.example")));
  }

  @Test
  void aHostThatKnowsNoAddressOfItsOwnOrOnlyLocalhostDoesNotCount() throws Exception {
    host = (path, reader) -> URI.create("http://localhost:4502" + path);
    servlet = servlet(Duration.ofSeconds(20), Map.of());
    assertEquals(REDIRECT, redirect(Map.of()));
    host =
        (path, reader) -> {
          throw new IllegalArgumentException("there is no domain author");
        };
    servlet = servlet(Duration.ofSeconds(20), Map.of());
    assertEquals(REDIRECT, redirect(Map.of()));
    host = (path, reader) -> URI.create(path);
    servlet = servlet(Duration.ofSeconds(20), Map.of());
    assertEquals(REDIRECT, redirect(Map.of()));
  }
}
