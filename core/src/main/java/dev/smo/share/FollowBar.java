package dev.smo.share;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Model of {@code smo/components/follow}: links to the site's own accounts. */
@ProviderType
public interface FollowBar {
  /** Resource type of the component. */
  String RESOURCE_TYPE = "smo/components/follow";

  /** Heading above the bar, or empty. */
  String getHeading();

  /** {@code icon}, {@code text} or {@code both}. */
  String getStyle();

  /** Language tag of the page, such as {@code de-CH}. */
  String getLanguage();

  /** Accounts in order. */
  List<NetworkLink> getLinks();
}
