// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class EditingTest {
  private final SlingContext context = new SlingContext();

  @Test
  void onlyWhoeverEditsThePageIsToldMore() {
    Editing editing = new Editing(context.request());
    assertFalse(editing.isEnabled());
    context.request().setAttribute("cmsEditEnabled", "false");
    assertFalse(editing.isEnabled());
    context.request().setAttribute("cmsEditEnabled", "true");
    assertTrue(editing.isEnabled());
  }
}
