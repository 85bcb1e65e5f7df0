// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.export;

import com.adobe.cq.export.json.ComponentExporter;
import com.adobe.cq.export.json.ExporterConstants;
import dev.smo.feed.Feed;
import dev.smo.feed.catalog.FeedFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.models.annotations.Exporter;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.Self;

/** The links to feeds as JSON. */
@Model(
    adaptables = SlingHttpServletRequest.class,
    adapters = ComponentExporter.class,
    resourceType = "smo/aem/components/feed")
@Exporter(
    name = ExporterConstants.SLING_MODEL_EXPORTER_NAME,
    extensions = ExporterConstants.SLING_MODEL_EXTENSION)
public final class ExportedFeed extends Exported {
  private final Feed feed;

  @Inject
  public ExportedFeed(@Self SlingHttpServletRequest request, @Self Feed feed) {
    super(request, feed.getLanguage());
    this.feed = feed;
  }

  /** Heading above the links, or empty. */
  public String getHeading() {
    return feed.getHeading();
  }

  /** Name of the links for those who hear it. */
  public String getName() {
    return headingOr(feed.getHeading(), "Feeds");
  }

  /** Title of the feed; empty where there is none. */
  public String getTitle() {
    return feed.getTitle();
  }

  /** Language tag of the page. */
  public String getLanguage() {
    return feed.getLanguage();
  }

  /** One link a format; none where the component lies in no page. */
  public List<Link> getLinks() {
    return Stream.of(FeedFormat.values())
        .map(format -> new Link(format.label(), format.type(), address(format)))
        .filter(link -> !link.href().isEmpty())
        .toList();
  }

  private String address(FeedFormat format) {
    return switch (format) {
      case RSS -> feed.getRss();
      case ATOM -> feed.getAtom();
      case JSON -> feed.getJson();
    };
  }

  /**
   * A link to a feed.
   *
   * @param type MIME type
   */
  public record Link(String label, String type, String href) {}
}
