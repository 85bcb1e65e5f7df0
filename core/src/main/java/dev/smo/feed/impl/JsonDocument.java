// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.feed.catalog.FeedFormat;
import dev.smo.page.Author;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.prose.PlainText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** <a href="https://www.jsonfeed.org/version/1.1/">JSON Feed 1.1</a>. */
final class JsonDocument {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FeedFormat FORMAT = FeedFormat.JSON;

  private JsonDocument() {}

  static byte[] of(FeedContents feed) {
    Page page = feed.scope().page();
    ObjectNode json = JSON.createObjectNode();
    json.put("version", "https://jsonfeed.org/version/1.1");
    json.put("title", feed.title());
    json.put("home_page_url", page.canonical().toASCIIString());
    json.put("feed_url", feed.self(FORMAT).toASCIIString());
    json.put("description", feed.scope().description());
    json.put("language", page.locale().toLanguageTag());
    if (feed.hasNext()) {
      json.put("next_url", feed.page(FORMAT, feed.part().number() + 1).toASCIIString());
    }
    ArrayNode hubs = JSON.createArrayNode();
    feed.hubs().forEach(hub -> hubs.addObject().put("type", "WebSub").put("url", hub.toString()));
    if (!hubs.isEmpty()) {
      json.set("hubs", hubs);
    }
    ArrayNode items = json.putArray("items");
    feed.articles().forEach(article -> items.add(item(article, feed)));
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode item(Article article, FeedContents feed) {
    ObjectNode item = JSON.createObjectNode();
    item.put("id", article.id());
    item.put("url", article.address());
    item.put("title", article.title());
    if (article.html().isEmpty()) {
      // An item must have a content; a description is all that there is of it here.
      String text = article.description();
      item.put("content_text", text.isEmpty() ? article.title() : text);
    } else {
      item.put("content_html", article.html());
      optional(item, "summary", article.description());
    }
    if (article.dated()) {
      item.put("date_published", date(article.date()));
      item.put("date_modified", date(article.updated()));
    }
    authors(item, article.authors());
    if (!article.tags().isEmpty()) {
      ArrayNode tags = item.putArray("tags");
      article.tags().forEach(tags::add);
    }
    if (!article.page().locale().equals(feed.scope().page().locale())) {
      item.put("language", article.language());
    }
    article.image().ifPresent(image -> picture(item, article, image));
    posts(item, article);
    return item;
  }

  private static void authors(ObjectNode item, List<Author> authors) {
    if (!authors.isEmpty()) {
      ArrayNode array = item.putArray("authors");
      for (Author author : authors) {
        optional(array.addObject().put("name", author.name()), "url", author.url());
      }
    }
  }

  private static void picture(ObjectNode item, Article article, Image image) {
    String address = image.url().toASCIIString();
    item.put("image", address);
    if (article.imageBytes() > 0 && !image.type().isEmpty()) {
      ObjectNode attachment = item.putArray("attachments").addObject();
      attachment.put("url", address).put("mime_type", image.type());
      optional(attachment, "title", PlainText.line(image.alt()));
      attachment.put("size_in_bytes", article.imageBytes());
    }
  }

  private static void posts(ObjectNode item, Article article) {
    if (!article.words().isEmpty()) {
      ArrayNode posts = item.putObject("_smo").putArray("posts");
      article
          .words()
          .forEach(
              words -> {
                ObjectNode post = posts.addObject().put("network", words.network());
                optional(post.put("text", words.text()), "language", words.language());
              });
    }
  }

  private static void optional(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }

  private static String date(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
