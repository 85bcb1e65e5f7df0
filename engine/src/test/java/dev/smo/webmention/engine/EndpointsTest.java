// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smo.fixture.CountedText;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The discovery tests of webmention.rocks, by their numbers, and some more. */
class EndpointsTest {
  private static final String HTML = "Content-Type: text/html";

  private final Neighbour site = new Neighbour();
  private final Endpoints endpoints = new Endpoints(Neighbour.outbound(site));

  @AfterEach
  void close() {
    site.close();
  }

  private Optional<URI> find(String path) throws Exception {
    return endpoints.of(site.address(path));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | Link: </test/e>; rel=webmention | /test/e",
        "2 | Link: <HOST/test/e>; rel=webmention | /test/e",
        "7 | LinK: </test/e>; rel=webmention | /test/e",
        "8 | Link: </test/e>; rel=\"webmention\" | /test/e",
        "10 | Link: </test/e>; rel=\"webmention somethingelse\" | /test/e",
        "18 | Link: </other>; rel=other NEXT Link: </test/e>; rel=webmention | /test/e",
        "19 | Link: </other>; rel=\"other\", </test/e>; rel=\"webmention\" | /test/e",
        "21 | Link: </test/e?query=yes&a=b>; rel=webmention | /test/e?query=yes&a=b",
        "comma in an address | Link: </a,b;c>; rel=preload, </test/e>; rel=webmention | /test/e",
        "parameters before | Link: </test/e>; title=\"a, <b>; rel=x\"; REL=WebMention | /test/e",
        "no relation | Link: </test/e> | ",
        "another one | Link: </test/e>; rel=\"not-webmention\" | "
      })
  void inHeaders(String test, String headers, String found) throws Exception {
    String lines = headers.replace("HOST", site.uri("").toString()).replace(" NEXT ", "\r\n");
    site.answers("GET", "/test/page", 200, lines + "\r\n" + HTML, "<p>Nothing");
    assertEquals(Optional.ofNullable(found).map(site::uri), find("/test/page"), test);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | <link rel='webmention' href='/test/e'> | /test/e",
        "4 | <link rel='webmention' href='HOST/test/e'> | /test/e",
        "5 | <p><a rel=webmention href='/test/e'>mention</a> | /test/e",
        "6 | <p><a rel=webmention href='HOST/test/e'>mention</a> | /test/e",
        "9 | <link rel='webmention somethingelse' href='/test/e'> | /test/e",
        "12 | <link rel='not-webmention' href='/x'><link rel=webmention href='/test/e'> | /test/e",
        "13 | <!-- <a href='/x' rel=webmention></a> --><a rel=webmention href='/test/e'> | /test/e",
        "14 | <code>&lt;a href='/x' rel=webmention></code><a rel=webmention href='/test/e'>|/test/e",
        "15 | <link rel='webmention' href=''> | /test/page",
        "16 | <a rel=webmention href='/test/e'>a</a><link rel=webmention href='/x'> | /test/e",
        "17 | <link rel=webmention href='/test/e'><a rel=webmention href='/x'>a</a> | /test/e",
        "20 | <link rel=webmention><a rel=webmention href='/test/e'>a</a> | /test/e",
        "21 | <link rel=webmention href='/test/e?query=yes&amp;a=b'> | /test/e?query=yes&a=b",
        "22 | <link rel=webmention href='e'> | /test/e",
        "with a base | <base href='/elsewhere/'><link rel=webmention href='e'> | /elsewhere/e",
        "no address of the web | <link rel=webmention href='javascript:alert(1)'> | ",
        "none | <p>Nothing here. | "
      })
  void inHtml(String test, String html, String found) throws Exception {
    site.shows("/test/page", html.replace("HOST", site.uri("").toString()));
    assertEquals(Optional.ofNullable(found).map(site::uri), find("/test/page"), test);
  }

  @Test
  void number11TheHeaderComesBeforeTheDocument() throws Exception {
    site.answers(
        "GET",
        "/page",
        200,
        "Link: </e>; rel=webmention\r\n" + HTML,
        "<link rel=webmention href='/x'><a rel=webmention href='/y'>y</a>");
    assertEquals(Optional.of(site.uri("/e")), find("/page"));
  }

  @Test
  void number23ARelativeEndpointIsRelativeToWhereARedirectEnds() throws Exception {
    site.answers("GET", "/moved", 302, "Location: /far/away/page", "");
    site.answers("GET", "/far/away/page", 200, "Link: <e>; rel=webmention", "");
    assertEquals(Optional.of(site.uri("/far/away/e")), find("/moved"));
  }

  @Test
  void aPageThatIsGoneHasNoneAndOneThatFailsIsAskedAgain() throws Exception {
    assertEquals(Optional.empty(), find("/gone"));
    site.answers("GET", "/broken", 503, "", "");
    assertThrows(IOException.class, () -> find("/broken"));
  }

  @Test
  void whatIsNoPageIsNotReadAsOne() throws Exception {
    site.answers(
        "GET", "/a.txt", 200, "Content-Type: text/plain", "<link rel=webmention href='/e'>");
    assertEquals(Optional.empty(), find("/a.txt"));
  }

  @Test
  void anEndlessAddressInADocumentIsNoEndpoint() throws Exception {
    String endless = "<a rel=webmention href='" + "../".repeat(400_000) + "x'>w</a>";
    site.answers("GET", "/endless", 200, "Content-Type: text/html", endless);
    assertEquals(Optional.empty(), find("/endless"));
    site.answers(
        "GET", "/both", 200, "Content-Type: text/html", endless + "<a rel=webmention href=e>w</a>");
    assertEquals(Optional.of(site.uri("/e")), find("/both"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "<a>;", "<a> ;a", "<a>;a=\"", "; rel=x", " "})
  void aHeaderOfLinksIsReadOnce(String repeated) {
    CountedText.assertLinear(
        length -> "<https://a.example>" + repeated.repeat(length / repeated.length()),
        text -> {
          Matcher links = Endpoints.LINK.matcher(text);
          while (links.find()) {}
        });
  }
}
