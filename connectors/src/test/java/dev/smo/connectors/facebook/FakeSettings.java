// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import dev.smo.testkit.facebook.FakeFacebook;
import java.lang.annotation.Annotation;

/** A configuration that leads to a fake. */
record FakeSettings(String apiUrl, String version, String viewsMetric) implements FacebookSettings {
  FakeSettings(FakeFacebook facebook) {
    this(facebook.uri().toString(), FakeFacebook.VERSION, "post_media_view");
  }

  @Override
  public String webUrl() {
    return apiUrl;
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return FacebookSettings.class;
  }
}
