// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/**
 * The card that Mastodon makes of a page, by the rules of its {@code LinkDetailsExtractor}, in our
 * own words: of the structured data the first object of a type that it knows, before any tag; and
 * most texts have their entities decoded once more.
 */
final class MastodonsCard {
  private static final Set<String> TYPES = Set.of("NewsArticle", "WebPage");
  private static final Set<String> REGIONS = Set.of("zh-CN", "zh-HK", "zh-TW", "zh-YUE");

  private final Document page;
  private final Optional<JsonNode> data;

  MastodonsCard(String html) {
    page = Jsoup.parse(html, "https://www.example.org/");
    data =
        page.select("script[type=application/ld+json]").stream()
            .flatMap(script -> known(decoded(script.data())).stream())
            .findFirst();
  }

  private static Optional<JsonNode> known(String json) {
    try {
      JsonNode root = new ObjectMapper().readTree(json);
      Stream<JsonNode> all =
          root.isArray()
              ? StreamSupport.stream(root.spliterator(), /* parallel= */ false)
              : Stream.of(root);
      return all.filter(node -> TYPES.contains(node.path("@type").asText())).findFirst();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  String title() {
    return decoded(said("headline").orElseGet(() -> tag("og:title").orElse(page.title()))).strip();
  }

  String description() {
    return decoded(said("description").or(() -> tag("og:description", "description")).orElse(""));
  }

  String author() {
    return decoded(of("author", "name").or(() -> tag("og:author")).orElse(""));
  }

  String authorUrl() {
    return of("author", "url").orElse("");
  }

  String account() {
    return tag("fediverse:creator").orElse("");
  }

  String provider() {
    return decoded(of("publisher", "name").or(() -> tag("og:site_name")).orElse(""));
  }

  String date() {
    return said("datePublished").or(() -> tag("article:published_time")).orElse("");
  }

  String image() {
    return tag("og:image").orElse("");
  }

  String imageAlt() {
    return tag("og:image:alt").orElse("");
  }

  boolean isArticle() {
    return said("@type").filter("NewsArticle"::equals).isPresent()
        || tag("og:type").filter("article"::equals).isPresent();
  }

  /** A language that it has in its list; of others what stands before the region. */
  String language() {
    String said =
        said("inLanguage")
            .or(() -> tag("og:locale"))
            .orElseGet(() -> page.select("html").attr("lang"));
    return REGIONS.contains(said) ? said : said.split("[_-]")[0];
  }

  private Optional<String> said(String name) {
    return data.map(node -> node.get(name)).filter(Objects::nonNull).map(JsonNode::asText);
  }

  private Optional<String> of(String name, String part) {
    return data.map(node -> node.get(name))
        .filter(Objects::nonNull)
        .map(one -> one.isArray() ? one.path(0) : one)
        .map(one -> one.get(part))
        .filter(Objects::nonNull)
        .map(JsonNode::asText);
  }

  private Optional<String> tag(String... names) {
    List<String> wanted = Arrays.asList(names);
    return wanted.stream()
        .flatMap(
            name ->
                page.select("meta[property=" + q(name) + "], meta[name=" + q(name) + "]").stream())
        .map(tag -> tag.attr("content"))
        .findFirst();
  }

  private static String q(String name) {
    return '"' + name + '"';
  }

  private static String decoded(String text) {
    return Parser.unescapeEntities(text, /* inAttribute= */ false);
  }
}
