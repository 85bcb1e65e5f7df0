// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.page.Page;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A format of answers of <a href="https://oembed.com">oEmbed</a>. */
enum OembedFormat {
  JSON("application/json", "application/json+oembed"),
  XML("text/xml", "text/xml+oembed");

  private final String type;
  private final String discovery;

  OembedFormat(String type, String discovery) {
    this.type = type;
    this.discovery = discovery;
  }

  /** The format that a consumer asked for; JSON where it named none, empty where unknown. */
  static Optional<OembedFormat> named(String name) {
    return name.isEmpty()
        ? Optional.of(JSON)
        : Stream.of(values()).filter(f -> f.lowerCase().equalsIgnoreCase(name)).findFirst();
  }

  /** Where consumers find the answer for a page, on the host of its site. */
  URI addressOf(Page page) {
    String query =
        "?url="
            + URLEncoder.encode(page.url().toASCIIString(), StandardCharsets.UTF_8)
            + "&format="
            + lowerCase();
    return page.site().url().resolve(OembedServlet.PATH + query);
  }

  /** MIME type of the answer, without a charset. */
  String type() {
    return type;
  }

  /** MIME type of the link that leads to it. */
  String discovery() {
    return discovery;
  }

  private String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
