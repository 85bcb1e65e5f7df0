// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name of LinkedIn's for anything: {@code urn:li:share:7141138937766391808}, {@code
 * urn:li:organization:123}, {@code urn:li:comment:(urn:li:activity:1,2)}.
 */
record Urn(String text) {
  private static final Pattern ANY = Pattern.compile("urn:li:[A-Za-z]+:[\\w(][\\w:,()-]*");
  private static final Pattern POST = Pattern.compile("urn:li:(?:share|ugcPost|activity):(\\d+)");
  private static final Pattern COMMENT = Pattern.compile("urn:li:comment:\\(([^,()]+),(\\d+)\\)");

  /** The upper bits of a number of LinkedIn's are milliseconds since 1970. */
  private static final int TIME_AT = 22;

  /** The name in a text; empty where it is none. */
  static Optional<Urn> of(String text) {
    return ANY.matcher(text).matches() ? Optional.of(new Urn(text)) : Optional.empty();
  }

  /** The first post that a text names. */
  static Optional<Urn> ofPostIn(String text) {
    Matcher found = POST.matcher(text);
    return found.find() ? Optional.of(new Urn(found.group())) : Optional.empty();
  }

  /** For whom a connection speaks. */
  static Optional<Urn> author(Connection connection) {
    return connection.setting("author").flatMap(Urn::of);
  }

  boolean isOrganization() {
    return text.startsWith("urn:li:organization:");
  }

  boolean isUgcPost() {
    return text.startsWith("urn:li:ugcPost:");
  }

  /** What follows the last colon. */
  String id() {
    return text.substring(text.lastIndexOf(':') + 1);
  }

  String encoded() {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Whether a post was made at a time or later, as its number tells; no for what is no post. */
  boolean madeSince(Instant time) {
    Matcher post = POST.matcher(text);
    if (!post.matches() || post.group(1).length() > 19) {
      return false;
    }
    long made = Long.parseUnsignedLong(post.group(1)) >>> TIME_AT;
    return !Instant.ofEpochMilli(made).isBefore(time);
  }

  /** Of a comment: what it stands under; empty for anything else. */
  Optional<Urn> commentedOn() {
    Matcher comment = COMMENT.matcher(text);
    return comment.matches() ? Optional.of(new Urn(comment.group(1))) : Optional.empty();
  }

  /** Of a comment: its own number; empty for anything else. */
  String commentId() {
    Matcher comment = COMMENT.matcher(text);
    return comment.matches() ? comment.group(2) : "";
  }

  /** The post or comment, where people see it. */
  RemotePost post() {
    String seen = commentedOn().map(Urn::text).orElse(text);
    String comment = commentedOn().isPresent() ? "?commentUrn=" + encoded() : "";
    return new RemotePost(
        text, URI.create("https://www.linkedin.com/feed/update/" + seen + comment));
  }
}
