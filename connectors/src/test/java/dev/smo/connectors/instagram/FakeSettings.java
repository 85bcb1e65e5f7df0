// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.instagram;

import dev.smo.testkit.instagram.FakeInstagram;
import java.lang.annotation.Annotation;

/** A configuration that leads to a fake. */
record FakeSettings(String apiUrl) implements InstagramSettings {
  FakeSettings(FakeInstagram instagram) {
    this(instagram.uri().toString());
  }

  @Override
  public String version() {
    return FakeInstagram.VERSION;
  }

  @Override
  public String webUrl() {
    return apiUrl;
  }

  @Override
  public String tokenUrl() {
    return apiUrl;
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return InstagramSettings.class;
  }
}
