// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * What this instance is to the CMS: the one instance, the author that distributes pages, or a
 * renderer that only receives them. Told by the configuration of the CMS's publication manager,
 * which stands as properties on its service.
 */
@Component(service = InstanceType.class)
public final class InstanceType {
  private static final String PUBLICATION =
      "org.apache.sling.cms.publication.PublicationManagerFactory";
  private static final String TYPE = "instanceType";
  private static final String RENDERER = "RENDERER";

  private final BundleContext bundles;

  @Activate
  public InstanceType(BundleContext bundles) {
    this.bundles = bundles;
  }

  /**
   * Whether what happens to a page here is an author's deed. On a renderer it is the echo of one,
   * which the author's instance has already told.
   */
  public boolean authors() {
    ServiceReference<?> publication = bundles.getServiceReference(PUBLICATION);
    return publication == null || !RENDERER.equals(publication.getProperty(TYPE));
  }
}
