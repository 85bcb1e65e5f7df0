// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.smo.clicks.ClickSums;
import dev.smo.files.RelativeAddress;
import dev.smo.memory.KeptMarkup;
import dev.smo.networks.Networks;
import dev.smo.page.Page;
import dev.smo.prose.PlainText;
import dev.smo.settings.ShareSettings;
import dev.smo.share.NetworkLink;
import dev.smo.share.ShareBar;
import dev.smo.tracking.Tracking;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.apache.sling.models.annotations.Exporter;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.InjectionStrategy;
import org.apache.sling.models.annotations.injectorspecific.OSGiService;
import org.apache.sling.models.annotations.injectorspecific.Self;
import org.apache.sling.models.annotations.injectorspecific.SlingObject;
import org.jetbrains.annotations.Nullable;

@Model(
    adaptables = {SlingHttpServletRequest.class, Resource.class},
    adapters = ShareBar.class,
    resourceType = ShareBar.RESOURCE_TYPE)
@Exporter(name = "jackson", extensions = "json")
public final class ShareBarImpl extends AbstractBar implements ShareBar {
  private final Optional<Page> page;
  private final boolean counted;

  @Inject
  public ShareBarImpl(
      @Self BarContext place,
      @OSGiService Networks networks,
      @OSGiService ClickSums clicks,
      @SlingObject(injectionStrategy = InjectionStrategy.OPTIONAL) @Nullable
          SlingHttpServletRequest request) {
    super(
        place,
        place.page().map(page -> entries(place, page, networks, clicks)).orElse(List.of()),
        place.choice().networks().stream()
            .flatMap(name -> networks.farewell(name).stream())
            .distinct()
            .toList());
    page = place.page();
    ShareSettings settings = place.choice().settings();
    counted = settings.count();
    boolean foreign = page.isEmpty();
    if (request != null && (foreign || (counted && settings.showCounts()))) {
      // Counters go on, and without a page its words are in the language of whoever asks.
      KeptMarkup.isPassing(request);
    }
  }

  private static List<NetworkLink> entries(
      BarContext place, Page page, Networks networks, ClickSums clicks) {
    Resource component = place.component();
    ShareSettings settings = place.choice().settings();
    boolean shown = settings.count() && settings.showCounts();
    BarEntries entries =
        new BarEntries(
            page,
            settings.facebookApp().strip(),
            shown ? clicks.of(place.identity()) : Map.of(),
            settings.tracking() ? Optional.of(tracking(component)) : Optional.empty(),
            RelativeAddress.withoutHost(
                component.getResourceResolver().map(page.path() + QrServlet.ENDING)));
    return entries.of(
        place.choice().networks().stream()
            .flatMap(name -> networks.named(name, component.getPath()).stream())
            .distinct()
            .toList());
  }

  private static Tracking tracking(Resource component) {
    return Objects.requireNonNull(component.adaptTo(ConfigurationBuilder.class)).as(Tracking.class);
  }

  @Override
  public String getUrl() {
    return page.map(shared -> shared.canonical().toASCIIString()).orElse("");
  }

  @Override
  public String getTitle() {
    return page.map(shared -> PlainText.line(shared.title())).orElse("");
  }

  @Override
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public String getCountedPage() {
    return counted ? page.map(Page::path).orElse("") : "";
  }
}
