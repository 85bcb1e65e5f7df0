package dev.smo.share.impl;

import dev.smo.share.Assets;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.Self;

@Model(adaptables = SlingHttpServletRequest.class, adapters = Assets.class)
public final class AssetsImpl implements Assets {
  private static final String SEEN = Assets.class.getName();

  private final boolean first;

  @Inject
  public AssetsImpl(@Self SlingHttpServletRequest request) {
    first = request.getAttribute(SEEN) == null;
    request.setAttribute(SEEN, Boolean.TRUE);
  }

  @Override
  public boolean isFirst() {
    return first;
  }
}
