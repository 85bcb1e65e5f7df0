// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.page.Page;
import dev.smo.preview.Finding;
import dev.smo.preview.Report;
import dev.smo.preview.impl.NetworkCard;
import dev.smo.preview.impl.PagePreview;
import dev.smo.preview.impl.PreviewImage;
import dev.smo.preview.impl.SocialField;
import dev.smo.syndication.Departure;
import dev.smo.syndication.PostPreview;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jetbrains.annotations.Nullable;

/**
 * A page as the form shows it; docs/http-api.md describes the fields.
 *
 * @param page null where the page belongs to no site with an address, and there is nothing to show
 * @param options what the networks of its posts let choose, by their names
 * @param editable whether who asks may save
 * @param times when each post would go if the page were published now, by connection
 * @param departure what would become of the posts that there are; null where {@code page} is
 */
record PreviewView(
    @Nullable PageView page,
    boolean editable,
    List<SocialField> values,
    @Nullable CardView card,
    List<NetworkCard> networks,
    String verdict,
    List<PostPreview> posts,
    Map<String, List<NetworkView.FieldView>> options,
    Map<String, String> times,
    @Nullable Departure departure,
    List<FindingView> findings,
    double score) {

  /**
   * Of a page only what the form shows.
   *
   * @param zone by whose clock the times of its posts are read
   */
  record PageView(
      String path, String url, String host, String language, String zone, boolean published) {
    static PageView of(Page page, ZoneId zone) {
      return new PageView(
          page.path(),
          page.url().toString(),
          page.url().getHost(),
          page.locale().toLanguageTag(),
          zone.getId(),
          page.live());
    }
  }

  /**
   * The card, uncut.
   *
   * @param source path of the page's own picture, to choose what must stay in sight; or empty
   */
  record CardView(
      String title,
      String description,
      String siteName,
      String creator,
      PreviewImage picture,
      String source) {}

  /** One finding. */
  record FindingView(String severity, String code, String field, List<String> parameters) {
    static FindingView of(Finding finding) {
      return new FindingView(
          lower(finding.severity()), finding.code(), finding.field(), finding.parameters());
    }
  }

  static PreviewView of(
      PagePreview sight, boolean editable, Map<String, List<NetworkView.FieldView>> options) {
    return new PreviewView(
        PageView.of(sight.page(), sight.plan().zone()),
        editable,
        sight.values(),
        new CardView(
            sight.title(),
            sight.description(),
            sight.siteName(),
            sight.creator(),
            sight.picture(),
            sight.source()),
        sight.views(),
        lower(sight.plan().verdict()),
        sight.plan().posts(),
        options,
        times(sight.plan().times()),
        sight.plan().departure(),
        sight.report().findings().stream().map(FindingView::of).toList(),
        sight.report().score());
  }

  static PreviewView without(Finding finding) {
    Report report = new Report(List.of(finding));
    return new PreviewView(
        null,
        false,
        List.of(),
        null,
        List.of(),
        "",
        List.of(),
        Map.of(),
        Map.of(),
        null,
        report.findings().stream().map(FindingView::of).toList(),
        report.score());
  }

  private static Map<String, String> times(Map<String, Instant> times) {
    Map<String, String> written = new TreeMap<>();
    times.forEach((connection, at) -> written.put(connection, at.toString()));
    return written;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
