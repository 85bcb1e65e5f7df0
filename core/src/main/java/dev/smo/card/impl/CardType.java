// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Type of a page, in the words of Open Graph and of schema.org.
 *
 * @param openGraph {@code og:type}
 * @param schema {@code @type} in JSON-LD
 */
record CardType(String openGraph, String schema) {
  static final CardType WEBSITE = new CardType("website", "WebPage");
  private static final String ARTICLE = "article";
  private static final String PROFILE = "profile";

  // Kinds of schema.org's Article that search engines and Mastodon tell apart.
  private static final Set<String> ARTICLES =
      Set.of(
          "Article",
          "NewsArticle",
          "BlogPosting",
          "TechArticle",
          "ScholarlyArticle",
          "Report",
          "AnalysisNewsArticle",
          "OpinionNewsArticle",
          "ReportageNewsArticle",
          "ReviewNewsArticle",
          "BackgroundNewsArticle",
          "LiveBlogPosting");

  private static final Set<String> GRAPH =
      Set.of(
          "website",
          "book",
          "music.song",
          "music.album",
          "music.playlist",
          "music.radio_station",
          "video.movie",
          "video.episode",
          "video.tv_show",
          "video.other");
  private static final Pattern OWN = Pattern.compile("[a-z][a-z0-9_-]*:[a-z][a-z0-9_.-]*");

  /**
   * Reads what a person chose; empty where it is no type.
   *
   * @param articles type of schema.org of what is just an article
   */
  static Optional<CardType> of(String chosen, String articles) {
    if (ARTICLE.equals(chosen)) {
      return Optional.of(new CardType(ARTICLE, ARTICLES.contains(articles) ? articles : "Article"));
    }
    if (ARTICLES.contains(chosen)) {
      return Optional.of(new CardType(ARTICLE, chosen));
    }
    if (PROFILE.equals(chosen)) {
      return Optional.of(new CardType(PROFILE, "ProfilePage"));
    }
    return GRAPH.contains(chosen) || OWN.matcher(chosen).matches()
        ? Optional.of(new CardType(chosen, WEBSITE.schema))
        : Optional.empty();
  }

  boolean article() {
    return ARTICLE.equals(openGraph);
  }

  boolean profile() {
    return PROFILE.equals(openGraph);
  }
}
