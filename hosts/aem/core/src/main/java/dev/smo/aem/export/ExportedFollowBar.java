// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.export;

import com.adobe.cq.export.json.ComponentExporter;
import com.adobe.cq.export.json.ExporterConstants;
import dev.smo.share.Assets;
import dev.smo.share.FollowBar;
import dev.smo.share.NetworkLink;
import java.util.Map;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.models.annotations.Exporter;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.Self;

/** The follow bar as JSON. */
@Model(
    adaptables = SlingHttpServletRequest.class,
    adapters = ComponentExporter.class,
    resourceType = "smo/aem/components/follow")
@Exporter(
    name = ExporterConstants.SLING_MODEL_EXPORTER_NAME,
    extensions = ExporterConstants.SLING_MODEL_EXTENSION)
public final class ExportedFollowBar extends ExportedBar {
  private final FollowBar bar;

  @Inject
  public ExportedFollowBar(
      @Self SlingHttpServletRequest request, @Self FollowBar bar, @Self Assets assets) {
    super(request, bar, assets);
    this.bar = bar;
  }

  @Override
  public String getName() {
    return headingOr(bar.getHeading(), "Follow us");
  }

  @Override
  public Map<String, String> getWords() {
    return Map.of("more", word("More"));
  }

  /** {@code rel=me} is what networks look for before they call an account the site's own. */
  @Override
  Map<String, Object> html(NetworkLink link) {
    return Map.of("rel", "me noopener");
  }
}
