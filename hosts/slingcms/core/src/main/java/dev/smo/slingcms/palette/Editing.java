// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.Self;

/** Whether a page is being edited, for scripts that say something to its author only. */
@Model(adaptables = SlingHttpServletRequest.class)
public final class Editing {
  /** Request attribute by which Sling CMS says so. */
  private static final String ATTRIBUTE = "cmsEditEnabled";

  private final SlingHttpServletRequest request;

  @Inject
  public Editing(@Self SlingHttpServletRequest request) {
    this.request = request;
  }

  public boolean isEnabled() {
    return "true".equals(String.valueOf(request.getAttribute(ATTRIBUTE)));
  }
}
