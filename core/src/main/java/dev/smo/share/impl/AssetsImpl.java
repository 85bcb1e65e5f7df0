// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import dev.smo.files.RelativeAddress;
import dev.smo.files.StaticFiles;
import dev.smo.share.Assets;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.OSGiService;
import org.apache.sling.models.annotations.injectorspecific.Self;

@Model(adaptables = SlingHttpServletRequest.class, adapters = Assets.class)
public final class AssetsImpl implements Assets {
  private static final String SEEN = Assets.class.getName();

  private final SlingHttpServletRequest request;
  private final StaticFiles files;

  @Inject
  public AssetsImpl(@Self SlingHttpServletRequest request, @OSGiService StaticFiles files) {
    this.request = request;
    this.files = files;
  }

  @Override
  public boolean isFirst() {
    Object before = request.getAttribute(SEEN);
    if (before == null) {
      request.setAttribute(SEEN, this);
    }
    return before == null || before == this;
  }

  @Override
  public String getFolder() {
    return files.folder(request.getResourceResolver());
  }

  @Override
  public String getRoot() {
    return RelativeAddress.root(request);
  }

  @Override
  public String getRelativeFolder() {
    return RelativeAddress.of(getFolder(), request);
  }

  @Override
  public String getStyleSheet() {
    return files.address(request.getResourceResolver(), "share.css");
  }

  @Override
  public String getScript() {
    return files.address(request.getResourceResolver(), "share.js");
  }

  @Override
  public String getServerScript() {
    return files.address(request.getResourceResolver(), "share-server.js");
  }
}
