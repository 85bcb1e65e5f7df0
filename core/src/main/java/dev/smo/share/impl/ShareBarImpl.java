package dev.smo.share.impl;

import dev.smo.page.Page;
import dev.smo.page.PageSource;
import dev.smo.page.PlainText;
import dev.smo.share.NetworkLink;
import dev.smo.share.ShareBar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.models.annotations.Exporter;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.InjectionStrategy;
import org.apache.sling.models.annotations.injectorspecific.OSGiService;
import org.apache.sling.models.annotations.injectorspecific.SlingObject;
import org.jetbrains.annotations.Nullable;

@Model(
    adaptables = {SlingHttpServletRequest.class, Resource.class},
    adapters = ShareBar.class,
    resourceType = ShareBar.RESOURCE_TYPE)
@Exporter(name = "jackson", extensions = "json")
public final class ShareBarImpl implements ShareBar {
  private final Choice choice;
  private final Optional<Page> page;
  private final List<NetworkLink> links;

  @Inject
  public ShareBarImpl(
      @SlingObject Resource component,
      @OSGiService Networks networks,
      @OSGiService(injectionStrategy = InjectionStrategy.OPTIONAL) @Nullable PageSource pages) {
    choice = Choice.of(component);
    page = Optional.ofNullable(pages).flatMap(source -> source.read(component));
    links =
        page.map(
                shared ->
                    choice.networks().stream()
                        .flatMap(name -> networks.named(name).stream())
                        .filter(Network::shares)
                        .map(network -> link(network, shared))
                        .toList())
            .orElse(List.of());
  }

  private static NetworkLink link(Network network, Page page) {
    Map<String, String> values =
        Map.of("url", page.canonical().toASCIIString(), "title", PlainText.line(page.title()));
    return new NetworkLink(
        network.name(),
        network.label(),
        new UrlTemplate(network.share()).expand(values),
        new UrlTemplate(network.instance()).expand(values),
        network.action(),
        network.icon());
  }

  @Override
  public String getHeading() {
    return choice.heading();
  }

  @Override
  public String getStyle() {
    return choice.style();
  }

  @Override
  public String getLanguage() {
    return page.map(shared -> shared.locale().toLanguageTag()).orElse("");
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
  public List<NetworkLink> getLinks() {
    return links;
  }
}
