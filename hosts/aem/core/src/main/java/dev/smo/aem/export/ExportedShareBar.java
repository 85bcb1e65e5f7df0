// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.export;

import com.adobe.cq.export.json.ComponentExporter;
import com.adobe.cq.export.json.ExporterConstants;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.smo.share.Assets;
import dev.smo.share.NetworkLink;
import dev.smo.share.ShareBar;
import java.util.Map;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.models.annotations.Exporter;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.Self;

/** The share bar as JSON. */
@Model(
    adaptables = SlingHttpServletRequest.class,
    adapters = ComponentExporter.class,
    resourceType = "smo/aem/components/share")
@Exporter(
    name = ExporterConstants.SLING_MODEL_EXPORTER_NAME,
    extensions = ExporterConstants.SLING_MODEL_EXTENSION)
public final class ExportedShareBar extends ExportedBar {
  private final ShareBar bar;

  @Inject
  public ExportedShareBar(
      @Self SlingHttpServletRequest request, @Self ShareBar bar, @Self Assets assets) {
    super(request, bar, assets);
    this.bar = bar;
  }

  /** Canonical address of the page; empty where the component lies in no page. */
  public String getUrl() {
    return bar.getUrl();
  }

  /** Title that is shared with it. */
  public String getTitle() {
    return bar.getTitle();
  }

  /** Path of the page where the site counts what its share bars are used for, else empty. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public String getCountedPage() {
    return bar.getCountedPage();
  }

  @Override
  public String getName() {
    return headingOr(bar.getHeading(), "Share this page");
  }

  @Override
  public Map<String, String> getWords() {
    return Map.of(
        "more", word("More"),
        "newTab", word("(opens in a new tab)"),
        "clicks", word("Clicks:"),
        "copied", word("Copied"),
        "copyFailed", word("Please copy this address:"),
        "remember", word("Remember on this device"),
        "share", word("Share"),
        "cancel", word("Cancel"));
  }

  @Override
  Map<String, Object> html(NetworkLink link) {
    boolean web = Boolean.TRUE.equals(link.entry().get("web"));
    return Map.of(
        // The dictionaries have no names of networks, and Sling warns of each word they lack.
        "label", web ? link.label() : word(link.label()),
        "target", web ? "_blank" : "",
        "rel", link.href().isEmpty() ? "" : "noopener nofollow",
        "ask",
            link.instance().isEmpty() ? "" : word("Your {0} server").replace("{0}", link.label()));
  }
}
