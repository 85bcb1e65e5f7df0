// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.host.PageSource;
import dev.smo.identity.FirstPublication;
import dev.smo.identity.PageIdentity;
import dev.smo.page.Image;
import dev.smo.page.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/**
 * What the author of a page chose for its posts: properties of {@code jcr:content/smo}.
 *
 * @param doNotShare the page is never syndicated
 * @param title title for posts and cards, or empty
 * @param description description for posts and cards, or empty
 * @param text words of the post, a template like the policy's, or empty
 * @param images addresses or paths of pictures beside the page's own, in order
 * @param imageAlts their texts for people who cannot see them, in the same order
 * @param texts the same for one connection or network, by its name: child node {@code texts}
 * @param options what networks let choose, by {@code <connection or network>.<option>}: child node
 *     {@code options}
 * @param pictures pictures in place of those of the page, one a line, for one connection or
 *     network, by its name: child node {@code pictures}
 * @param pictureAlts their texts for people who cannot see them: child node {@code pictureAlts}
 * @param without to which connections the page is never posted: child node {@code without}, with
 *     {@code true} for each
 * @param campaign name of the campaign that the page belongs to, or empty
 * @param people who changed or published the page last, as far as its content tells
 * @param authors who wrote any of these {@linkplain #words words}
 */
record PostOptions(
    boolean doNotShare,
    String title,
    String description,
    String text,
    List<String> images,
    List<String> imageAlts,
    Map<String, String> texts,
    Map<String, String> options,
    Map<String, String> pictures,
    Map<String, String> pictureAlts,
    Set<String> without,
    String campaign,
    Set<String> people,
    Set<String> authors) {
  private static final Set<String> BY =
      Set.of("lastModifiedBy", "lastReplicatedBy", "lastPublishedBy", "publishedBy");

  /** Property of {@code jcr:content/smo} with the names of {@link #authors}. */
  static final String AUTHORS = "wordsBy";

  /** What stands beside that, and says nothing. */
  private static final Set<String> NO_WORDS =
      Set.of(AUTHORS, "doNotShare", PageIdentity.ID, FirstPublication.PROPERTY);

  private static final String TEXTS = "texts";
  private static final String OPTIONS = "options";
  private static final String PICTURES = "pictures";
  private static final String PICTURE_ALTS = "pictureAlts";
  private static final String WITHOUT = "without";

  static PostOptions of(@Nullable Resource content) {
    Resource smo = content == null ? null : content.getChild(PageIdentity.NODE);
    ValueMap values = smo == null ? ValueMap.EMPTY : smo.getValueMap();
    return new PostOptions(
        values.get("doNotShare", false),
        values.get("title", ""),
        values.get("description", ""),
        values.get("text", ""),
        List.of(values.get("images", new String[0])),
        List.of(values.get("imageAlts", new String[0])),
        texts(smo == null ? null : smo.getChild(TEXTS)),
        texts(smo == null ? null : smo.getChild(OPTIONS)),
        texts(smo == null ? null : smo.getChild(PICTURES)),
        texts(smo == null ? null : smo.getChild(PICTURE_ALTS)),
        ticked(smo == null ? null : smo.getChild(WITHOUT)),
        values.get("campaign", ""),
        content == null ? Set.of() : people(content.getValueMap()),
        authors(content));
  }

  /** Who wrote its words; where there are none, nobody did. */
  static Set<String> authors(@Nullable Resource content) {
    Resource smo = content == null ? null : content.getChild(PageIdentity.NODE);
    ValueMap values = smo == null ? ValueMap.EMPTY : smo.getValueMap();
    Set<String> authors = new TreeSet<>(List.of(values.get(AUTHORS, new String[0])));
    return authors.isEmpty() || words(content).isEmpty() ? Set.of() : authors;
  }

  /**
   * All that posts and cards would say by what is chosen with a page, by where that stands; what is
   * blank is not there.
   */
  static Map<String, String> words(@Nullable Resource content) {
    Resource smo = content == null ? null : content.getChild(PageIdentity.NODE);
    Map<String, String> words = new TreeMap<>();
    if (smo != null) {
      add(words, "", smo);
      Stream.of(TEXTS, OPTIONS, PICTURES, PICTURE_ALTS)
          .forEach(name -> add(words, name + "/", smo.getChild(name)));
      words.keySet().removeAll(NO_WORDS);
      // Forms end lines as the network does.
      words.replaceAll((place, said) -> said.replace("\r\n", "\n").strip());
      words.values().removeIf(String::isEmpty);
    }
    return words;
  }

  private static void add(Map<String, String> words, String prefix, @Nullable Resource node) {
    if (node != null) {
      node.getValueMap()
          .forEach(
              (name, value) -> {
                if (!name.contains(":")) {
                  String said =
                      value instanceof Object[] many
                          ? Stream.of(many).map(String::valueOf).collect(Collectors.joining("\n"))
                          : String.valueOf(value);
                  words.put(prefix + name, said);
                }
              });
    }
  }

  /** Hosts say it under names of their own, which end alike. */
  private static Set<String> people(ValueMap content) {
    Set<String> people = new TreeSet<>();
    content.forEach(
        (name, value) -> {
          if (BY.contains(name.substring(name.indexOf(':') + 1)) && value instanceof String who) {
            people.add(who);
          }
        });
    return people;
  }

  String titleOf(Page page) {
    return title.isEmpty() ? page.title() : title;
  }

  String descriptionOf(Page page) {
    return description.isEmpty() ? page.description() : description;
  }

  /** What the author chose beside the page's picture, then the other pictures of its content. */
  List<Image> moreImages(PageSource pages, Resource resource) {
    List<Image> all = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      String alt = i < imageAlts.size() ? imageAlts.get(i) : "";
      // A form that has an empty line says it like this.
      if (images.get(i).isBlank()) {
        continue;
      }
      pages.image(resource, images.get(i), alt).ifPresent(all::add);
    }
    all.addAll(pages.moreImages(resource));
    return all;
  }

  /** The author's words for a connection: for it alone, for its network, or for all; or empty. */
  String textFor(String connection, String network) {
    return Stream.of(texts.get(connection), texts.get(network), text)
        .filter(words -> words != null && !words.isBlank())
        .findFirst()
        .orElse("");
  }

  /**
   * The pictures that the author chose for a connection: for it alone, or for its network; none:
   * those of the page.
   *
   * @throws IllegalArgumentException what stands there names no pictures
   */
  ChosenImages imagesFor(String connection, String network) {
    return Stream.of(connection, network)
        .filter(name -> !pictures.getOrDefault(name, "").isBlank())
        .findFirst()
        .map(
            name ->
                ChosenImages.of(
                    pictures.getOrDefault(name, ""), pictureAlts.getOrDefault(name, "")))
        .orElse(ChosenImages.NONE);
  }

  /** Forms of hosts write truths, and scripts words. */
  private static Set<String> ticked(@Nullable Resource node) {
    Set<String> ticked = new TreeSet<>();
    if (node != null) {
      node.getValueMap()
          .forEach(
              (name, value) -> {
                if ("true".equals(String.valueOf(value))) {
                  ticked.add(name);
                }
              });
    }
    return ticked;
  }

  private static Map<String, String> texts(@Nullable Resource node) {
    Map<String, String> texts = new HashMap<>();
    if (node != null) {
      node.getValueMap()
          .forEach(
              (name, words) -> {
                if (words instanceof String text && !name.startsWith("jcr:")) {
                  texts.put(name, text);
                }
              });
    }
    return Map.copyOf(texts);
  }
}
