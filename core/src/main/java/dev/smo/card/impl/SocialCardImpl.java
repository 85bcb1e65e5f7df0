package dev.smo.card.impl;

import dev.smo.card.SocialCard;
import dev.smo.card.Tag;
import dev.smo.page.Image;
import dev.smo.page.PlainText;
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
    adapters = SocialCard.class,
    resourceType = SocialCard.RESOURCE_TYPE)
@Exporter(name = "jackson", extensions = "json")
public final class SocialCardImpl implements SocialCard {
  private final Optional<Card> card;

  @Inject
  public SocialCardImpl(
      @SlingObject Resource component,
      @OSGiService(injectionStrategy = InjectionStrategy.OPTIONAL) @Nullable Cards cards) {
    card = Optional.ofNullable(cards).flatMap(all -> all.of(component));
  }

  @Override
  public String getTitle() {
    return card.map(Card::title).orElse("");
  }

  @Override
  public String getDescription() {
    return card.map(Card::description).orElse("");
  }

  @Override
  public String getImage() {
    return card.flatMap(Card::image).map(image -> image.url().toASCIIString()).orElse("");
  }

  @Override
  public String getImageAlt() {
    return card.flatMap(Card::image).map(Image::alt).map(PlainText::line).orElse("");
  }

  @Override
  public List<Tag> getTags() {
    return card.map(CardTags::of).orElse(List.of());
  }

  @Override
  public String getJsonLd() {
    return card.map(JsonLd::of).orElse("");
  }
}
