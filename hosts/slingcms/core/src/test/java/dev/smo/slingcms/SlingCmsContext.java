// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.jcr.Session;
import org.apache.jackrabbit.commons.cnd.CndImporter;
import org.apache.sling.serviceusermapping.ServiceUserMapped;
import org.apache.sling.testing.mock.osgi.context.ContextCallback;
import org.apache.sling.testing.mock.osgi.context.ContextPlugin;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextBuilder;

/** A repository with the node types of Sling CMS and two sites in it. */
public final class SlingCmsContext {
  private SlingCmsContext() {}

  public static SlingContext newContext(ContextPlugin<?>... plugins) {
    ContextCallback<SlingContext> load = SlingCmsContext::load;
    return new SlingContextBuilder(ResourceResolverType.JCR_OAK)
        .plugin(plugins)
        .afterSetUp(load)
        .build();
  }

  static InputStream png(int width, int height) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", png);
    return new ByteArrayInputStream(png.toByteArray());
  }

  private static void load(SlingContext context) throws Exception {
    try (InputStream cnd = SlingCmsContext.class.getResourceAsStream("/slingcms.cnd")) {
      Session session = Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class));
      CndImporter.registerNodeTypes(
          new InputStreamReader(Objects.requireNonNull(cnd), StandardCharsets.UTF_8), session);
    }
    context.registerService(
        ServiceUserMapped.class, new ServiceUserMapped() {}, "subServiceName", "smo");
    context.load().json("/content.json", "/content");
    context.build().resource("/etc").commit();
    context.load().json("/taxonomy.json", "/etc/taxonomy");
    context.load().binaryFile(png(1200, 630), "/content/site/en/pictures/clock.png", "image/png");
  }
}
