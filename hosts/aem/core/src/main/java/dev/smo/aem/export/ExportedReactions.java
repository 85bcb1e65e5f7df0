// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.export;

import com.adobe.cq.export.json.ComponentExporter;
import com.adobe.cq.export.json.ExporterConstants;
import dev.smo.reactions.Reactions;
import dev.smo.share.Assets;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.models.annotations.Exporter;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.Self;

/** What people elsewhere did about the page, as JSON. */
@Model(
    adaptables = SlingHttpServletRequest.class,
    adapters = ComponentExporter.class,
    resourceType = "smo/aem/components/reactions")
@Exporter(
    name = ExporterConstants.SLING_MODEL_EXPORTER_NAME,
    extensions = ExporterConstants.SLING_MODEL_EXTENSION)
public final class ExportedReactions extends Exported {
  private final Reactions reactions;
  private final String styleSheet;

  @Inject
  public ExportedReactions(
      @Self SlingHttpServletRequest request, @Self Reactions reactions, @Self Assets assets) {
    super(request, reactions.getLanguage());
    this.reactions = reactions;
    styleSheet = assets.getFolder() + "/reactions.css";
  }

  /** Heading, which the page's HTML always has. */
  public String getHeading() {
    return headingOr(reactions.getHeading(), "Reactions");
  }

  /** Language tag of the page. */
  public String getLanguage() {
    return reactions.getLanguage();
  }

  /** Address of the style sheet. */
  public String getStyleSheet() {
    return styleSheet;
  }

  /** How often each thing was done, with its name in the page's language. */
  public List<Reactions.Count> getCounts() {
    return reactions.getCounts().stream()
        .map(count -> new Reactions.Count(count.kind(), word(count.label()), count.number()))
        .toList();
  }

  /** Words of others that were approved, plain text that is hostile until escaped. */
  public List<Reactions.Comment> getComments() {
    return reactions.getComments();
  }

  /** Our own posts about the page. */
  public List<Reactions.OwnPost> getPosts() {
    return reactions.getPosts();
  }

  /** Sentences that people see. */
  public Map<String, String> getWords() {
    return Map.of("conversation", word("Join the conversation:"));
  }
}
