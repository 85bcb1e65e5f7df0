// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.fixture.OakSite;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** An installation with one page, which is not published yet. */
@ExtendWith(SlingContextExtension.class)
abstract class OnePage {
  final SlingContext context = OakSite.context();
  Installation smo;
  String page;

  @BeforeEach
  void install() {
    smo = new Installation(context);
    page = smo.page("opening", "Hours");
  }

  @AfterEach
  void end() {
    smo.close();
  }
}
