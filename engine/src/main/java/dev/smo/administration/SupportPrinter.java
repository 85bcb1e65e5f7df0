// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import java.io.PrintWriter;
import org.apache.felix.inventory.Format;
import org.apache.felix.inventory.InventoryPrinter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The summary of the support bundle in the web console of Felix, under Status. */
@Component(
    property = {
      InventoryPrinter.NAME + "=smo",
      InventoryPrinter.TITLE + "=Social media optimization",
      InventoryPrinter.FORMAT + "=TEXT",
      InventoryPrinter.FORMAT + "=JSON"
    })
public final class SupportPrinter implements InventoryPrinter {
  private final SupportBundle bundle;

  @Activate
  public SupportPrinter(@Reference SupportBundle bundle) {
    this.bundle = bundle;
  }

  @Override
  public void print(PrintWriter writer, Format format, boolean isZip) {
    writer.print(format.equals(Format.JSON) ? bundle.json() : bundle.summary());
    writer.flush();
  }
}
