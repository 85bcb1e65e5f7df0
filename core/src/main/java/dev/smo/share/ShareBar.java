package dev.smo.share;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Model of {@code smo/components/share}: links that share the page a component lies in. */
@ProviderType
public interface ShareBar {
  /** Resource type of the component. */
  String RESOURCE_TYPE = "smo/components/share";

  /** Heading above the bar, or empty. */
  String getHeading();

  /** {@code icon}, {@code text} or {@code both}. */
  String getStyle();

  /** Language tag of the page, such as {@code de-CH}. */
  String getLanguage();

  /** Canonical address of the page; empty where the component lies in no page. */
  String getUrl();

  /** Title that is shared with it. */
  String getTitle();

  /** Entries in order; none where the component lies in no page. */
  List<NetworkLink> getLinks();
}
