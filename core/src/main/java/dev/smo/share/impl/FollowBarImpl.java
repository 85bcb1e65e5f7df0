package dev.smo.share.impl;

import dev.smo.page.PageSource;
import dev.smo.share.FollowBar;
import dev.smo.share.NetworkLink;
import java.util.List;
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
    adapters = FollowBar.class,
    resourceType = FollowBar.RESOURCE_TYPE)
@Exporter(name = "jackson", extensions = "json")
public final class FollowBarImpl implements FollowBar {
  private final Choice choice;
  private final String language;
  private final List<NetworkLink> links;

  @Inject
  public FollowBarImpl(
      @SlingObject Resource component,
      @OSGiService Networks networks,
      @OSGiService(injectionStrategy = InjectionStrategy.OPTIONAL) @Nullable PageSource pages) {
    choice = Choice.of(component);
    language =
        Optional.ofNullable(pages)
            .flatMap(source -> source.read(component))
            .map(page -> page.locale().toLanguageTag())
            .orElse("");
    links =
        choice.profiles().stream()
            .flatMap(line -> Profile.parse(line).stream())
            .flatMap(profile -> profile.link(networks).stream())
            .toList();
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
    return language;
  }

  @Override
  public List<NetworkLink> getLinks() {
    return links;
  }
}
