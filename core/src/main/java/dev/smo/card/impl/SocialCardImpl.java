// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.card.CardValue;
import dev.smo.card.SocialCard;
import dev.smo.card.Tag;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.models.annotations.Exporter;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.InjectionStrategy;
import org.apache.sling.models.annotations.injectorspecific.OSGiService;
import org.apache.sling.models.annotations.injectorspecific.Self;
import org.apache.sling.models.annotations.injectorspecific.SlingObject;
import org.jetbrains.annotations.Nullable;

@Model(
    adaptables = {SlingHttpServletRequest.class, Resource.class},
    adapters = SocialCard.class,
    resourceType = SocialCard.RESOURCE_TYPE)
@Exporter(name = "jackson", extensions = "json")
public final class SocialCardImpl implements SocialCard {
  private final Optional<CardView> card;

  @Inject
  public SocialCardImpl(
      @SlingObject Resource component,
      @Self(injectionStrategy = InjectionStrategy.OPTIONAL) @Nullable
          SlingHttpServletRequest request,
      @OSGiService(injectionStrategy = InjectionStrategy.OPTIONAL) @Nullable Cards cards) {
    // Without a request somebody looks at what he has not saved.
    card =
        Optional.ofNullable(cards)
            .flatMap(
                all ->
                    request == null ? all.of(component).map(CardView::of) : all.viewed(component));
  }

  @Override
  public String getTitle() {
    return text(CardValues.TITLE);
  }

  @Override
  public String getDescription() {
    return text(CardValues.DESCRIPTION);
  }

  @Override
  public String getUrl() {
    return text(CardValues.URL);
  }

  @Override
  public String getImage() {
    return text(CardValues.IMAGE);
  }

  @Override
  public String getImageAlt() {
    return text(CardValues.IMAGE_ALT);
  }

  @Override
  public int getImageWidth() {
    return card.map(CardView::width).orElse(0);
  }

  @Override
  public int getImageHeight() {
    return card.map(CardView::height).orElse(0);
  }

  @Override
  public List<CardValue> getValues() {
    return card.map(CardView::values).orElse(List.of());
  }

  @Override
  public List<String> getProblems() {
    return card.map(CardView::problems).orElse(List.of());
  }

  @Override
  public List<Tag> getTags() {
    return card.map(CardView::tags).orElse(List.of());
  }

  @Override
  public String getJsonLd() {
    return card.map(CardView::jsonLd).orElse("");
  }

  private String text(String name) {
    return card.map(all -> all.text(name)).orElse("");
  }
}
