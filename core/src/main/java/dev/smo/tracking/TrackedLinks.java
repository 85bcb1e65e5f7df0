// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.tracking;

import dev.smo.words.LowerCase;
import java.net.URI;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Addresses as they stand in posts. */
public final class TrackedLinks {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHERS = Pattern.compile("[^a-z0-9._]+");
  private static final Pattern EDGES = Pattern.compile("^-|-$");

  private TrackedLinks() {}

  /**
   * The link to a page as a post on one connection carries it: plain ASCII, because networks find
   * the end of other addresses in different places, and marked as {@code tracking} says. Parameters
   * that the address has already stay as they are and are not added again.
   */
  public static URI inPost(URI page, Tracking tracking, Origin origin) {
    return inPost(page, tracking, origin, Map.of());
  }

  /**
   * The same.
   *
   * @param own marks that go before those of {@code tracking}, by the names of their parameters
   */
  public static URI inPost(URI page, Tracking tracking, Origin origin, Map<String, String> own) {
    String address = page.toASCIIString();
    if (!tracking.enabled()) {
      return URI.create(address);
    }
    String campaign = origin.campaign().isEmpty() ? tracking.campaign() : origin.campaign();
    Map<String, String> marks = new LinkedHashMap<>();
    marks.put("utm_source", slug(tracking.source(), origin));
    marks.put("utm_medium", slug(tracking.medium(), origin));
    marks.put("utm_campaign", slug(campaign, origin));
    marks.put("utm_content", slug(tracking.content(), origin));
    own.forEach((name, value) -> marks.put(name, slug(value, origin)));
    return marked(page, marks);
  }

  /**
   * The campaign of a page as it stands in links: its own, else that of the site's configuration;
   * empty where it is in none.
   */
  public static String campaign(Tracking tracking, Origin origin) {
    return slug(origin.campaign().isEmpty() ? tracking.campaign() : origin.campaign(), origin);
  }

  /**
   * Where a link comes from: what stands for the words of a {@link Tracking} in braces.
   *
   * @param campaign of the page itself; empty: as the configuration says
   */
  public record Origin(
      String network, String connection, String language, String template, String campaign) {}

  /**
   * The link to a page as a reader shares it from the page: marked with the network as its source,
   * {@code social-share} as its medium, so that it differs from our own posts, and the campaign of
   * {@code tracking}.
   */
  public static URI shared(URI page, Tracking tracking, String network) {
    Map<String, String> marks = new LinkedHashMap<>();
    marks.put("utm_source", slug(network, shared(network)));
    marks.put("utm_medium", "social-share");
    marks.put("utm_campaign", slug(tracking.campaign(), shared(network)));
    return marked(page, marks);
  }

  private static Origin shared(String network) {
    return new Origin(network, "share", "", "", "");
  }

  private static URI marked(URI page, Map<String, String> marks) {
    String address = page.toASCIIString();
    String query = Objects.toString(page.getRawQuery(), "");
    List<String> there = Arrays.stream(query.split("&")).map(p -> p.split("=", 2)[0]).toList();
    List<String> added = new ArrayList<>();
    marks.forEach(
        (name, value) -> {
          if (!value.isEmpty() && !there.contains(name)) {
            added.add(name + "=" + value);
          }
        });
    return added.isEmpty() ? URI.create(address) : with(address, String.join("&", added));
  }

  private static URI with(String address, String parameters) {
    int hash = address.indexOf('#');
    String base = hash < 0 ? address : address.substring(0, hash);
    String fragment = hash < 0 ? "" : address.substring(hash);
    String joint = !base.contains("?") ? "?" : base.endsWith("?") || base.endsWith("&") ? "" : "&";
    return URI.create(base + joint + parameters + fragment);
  }

  private static String slug(String words, Origin origin) {
    String template = origin.template();
    String value =
        words
            .replace("{network}", origin.network())
            .replace("{connection}", origin.connection())
            .replace("{language}", origin.language())
            .replace("{template}", template.substring(template.lastIndexOf('/') + 1))
            .replace("{campaign}", origin.campaign());
    String letters =
        MARKS.matcher(Normalizer.normalize(value, Normalizer.Form.NFKD)).replaceAll("");
    String hyphened = OTHERS.matcher(LowerCase.shown(letters)).replaceAll("-");
    return EDGES.matcher(hyphened).replaceAll("");
  }
}
