package dev.smo.card;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Model of {@code smo/components/card}: how networks show the page a component lies in. */
@ProviderType
public interface SocialCard {
  /** Resource type of the component. */
  String RESOURCE_TYPE = "smo/components/card";

  /** Title of the card. */
  String getTitle();

  /** Text of the card, or empty. */
  String getDescription();

  /** Address of the picture, or empty. */
  String getImage();

  /** Text for people who cannot see the picture, or empty. */
  String getImageAlt();

  /** All tags for the head but the structured data; none where the component lies in no page. */
  List<Tag> getTags();

  /** Structured data, fit to stand inside a {@code script} element as it is; or empty. */
  String getJsonLd();
}
