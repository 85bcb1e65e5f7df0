// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import dev.smo.testkit.linkedin.FakeLinkedIn;
import java.lang.annotation.Annotation;

/** A configuration that leads to a fake. */
record FakeSettings(String apiUrl, String version) implements LinkedInSettings {
  FakeSettings(FakeLinkedIn linkedIn) {
    this(linkedIn.uri().toString(), FakeLinkedIn.VERSION);
  }

  @Override
  public String webUrl() {
    return apiUrl;
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return LinkedInSettings.class;
  }
}
