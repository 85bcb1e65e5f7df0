// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Model of {@code smo/components/card}: how networks show the page a component lies in. Every
 * resource of a page, and the page itself, adapts to it.
 */
@ProviderType
public interface SocialCard {
  /** Resource type of the component. */
  String RESOURCE_TYPE = "smo/components/card";

  /** Title of the card. */
  String getTitle();

  /** Text of the card, or empty. */
  String getDescription();

  /** The page's address that counts, or empty. */
  String getUrl();

  /** Address of the picture, or empty. */
  String getImage();

  /** Text for people who cannot see the picture, or empty. */
  String getImageAlt();

  /** Width of the picture in pixels, 0 where unknown. */
  int getImageWidth();

  /** Height of the picture in pixels, 0 where unknown. */
  int getImageHeight();

  /**
   * What the card says, each with where it comes from: {@code title, description, url, type,
   * siteName, image, imageAlt, video, section, creator, twitterSite, twitterCreator, card}, in this
   * order. What the card does not say is not there.
   */
  List<CardValue> getValues();

  /**
   * What somebody set and the card cannot show, such as a picture that is not there; one English
   * sentence each, for people who edit the page. The page shows what comes next in line instead.
   */
  List<String> getProblems();

  /** All tags for the head but the structured data; none where the component lies in no page. */
  List<Tag> getTags();

  /** Structured data, fit to stand inside a {@code script} element as it is; or empty. */
  String getJsonLd();
}
