// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.gate;

import dev.smo.gate.Verdict.NotYet;
import dev.smo.gate.Verdict.Shut;
import dev.smo.html.BoundedHtml;
import dev.smo.outbound.Answer;
import dev.smo.page.Page;
import dev.smo.prose.Prose;
import dev.smo.prose.Shortening;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What the head of a public page says to crawlers. */
final class PublicHtml {
  // "none" counts alone only: "max-image-preview: none" forbids a preview, not the listing.
  private static final Pattern NOINDEX =
      Pattern.compile("(?:[\\w-]+\\s*:\\s*)?noindex|none", Pattern.CASE_INSENSITIVE);
  private static final int QUOTED = 80;
  private static final int LONGEST_ADDRESS = 2000;
  private static final String PICTURE = "og:image";
  private static final Set<String> ADDRESSES =
      Set.of(PICTURE, "og:image:url", "og:image:secure_url");

  private final Document document;

  private PublicHtml(Document document) {
    this.document = document;
  }

  static PublicHtml of(Answer answer) throws IOException {
    return new PublicHtml(BoundedHtml.parseForFew(answer));
  }

  /** Whether robots rules, of a header or a meta tag, forbid search engines to list a page. */
  static boolean forbidsListing(List<String> rules) {
    return rules.stream()
        .flatMap(rule -> Arrays.stream(rule.split(",")))
        .anyMatch(rule -> NOINDEX.matcher(rule.strip()).matches());
  }

  /** How the page differs from what is planned; empty where it does not. */
  Optional<Verdict> compare(Page page) {
    if (forbidsListing(
        document.select("meta[name~=(?i)^(robots|googlebot)$]").eachAttr("content"))) {
      return Optional.of(new Shut("The page asks not to be listed (meta robots: noindex)."));
    }
    Optional<Verdict> elsewhere = canonical().flatMap(found -> compare(found, page));
    return elsewhere.isPresent() ? elsewhere : compareTitle(page);
  }

  /**
   * A picture that the page's card names.
   *
   * @param address absolute
   * @param alt its text for people who cannot see it, or empty
   */
  record CardPicture(String address, String alt) {}

  /**
   * The pictures of the page's card, in order. Of what follows an address, up to the next picture,
   * each property belongs to that picture (Open Graph, "Arrays").
   */
  List<CardPicture> pictures() {
    List<CardPicture> pictures = new ArrayList<>();
    for (Element meta : document.select("meta[property^=og:image], meta[name^=og:image]")) {
      String name = meta.hasAttr("property") ? meta.attr("property") : meta.attr("name");
      String address = ADDRESSES.contains(name) ? address(meta) : "";
      int last = pictures.size() - 1;
      if (!address.isBlank() && (name.equals(PICTURE) || pictures.isEmpty())) {
        pictures.add(new CardPicture(address, ""));
      } else if (name.equals("og:image:alt") && last >= 0 && pictures.get(last).alt().isEmpty()) {
        String alt = Prose.line(meta.attr("content"));
        pictures.set(last, new CardPicture(pictures.get(last).address(), alt));
      }
    }
    return pictures;
  }

  /** Where SMO's card has the picture in a shape that all networks take. */
  Optional<String> photo() {
    return Optional.ofNullable(document.selectFirst("meta[name=smo:photo][content]"))
        .map(PublicHtml::address)
        .filter(address -> !address.isBlank());
  }

  /** Absolute; empty where it is longer than anybody means, because resolving takes its square. */
  private static String address(Element meta) {
    return meta.attr("content").length() > LONGEST_ADDRESS ? "" : meta.absUrl("content");
  }

  private Optional<String> canonical() {
    Element link = document.selectFirst("link[rel~=(?i)(^|\\s)canonical(\\s|$)][href]");
    return Optional.ofNullable(link).map(found -> found.absUrl("href"));
  }

  private static Optional<Verdict> compare(String found, Page page) {
    URI canonical;
    try {
      canonical = URI.create(found);
    } catch (IllegalArgumentException e) {
      return Optional.of(new NotYet("The canonical address of the public page cannot be read."));
    }
    if (SameAddress.same(canonical, page.canonical())) {
      return Optional.empty();
    }
    String difference = "its canonical address is " + found + ", planned is " + page.canonical();
    // On the same site it may be an old copy from a cache; another site was named on purpose.
    return SameAddress.sameSite(canonical, page.canonical())
        ? Optional.of(new NotYet("The public page is another: " + difference + "."))
        : Optional.of(new Shut("The page says that another site's counts: " + difference + "."));
  }

  private Optional<Verdict> compareTitle(Page page) {
    String planned = Prose.line(page.title());
    String found = property("og:title", "content").map(Prose::line).orElse("");
    if (found.equals(planned)) {
      return Optional.empty();
    }
    return Optional.of(
        new NotYet(
            found.isEmpty()
                ? "The public page has no og:title; planned is '" + quoted(planned) + "'."
                : "The public page is another: its og:title is '"
                    + quoted(found)
                    + "', planned is '"
                    + quoted(planned)
                    + "'."));
  }

  private Optional<String> property(String name, String attribute) {
    Element meta =
        document.selectFirst(
            "meta[property=%1$s][content], meta[name=%1$s][content]".formatted(name));
    return Optional.ofNullable(meta)
        .map(found -> found.attr(attribute))
        .filter(value -> !value.isBlank());
  }

  private static String quoted(String text) {
    return new Shortening(text).to(QUOTED);
  }
}
