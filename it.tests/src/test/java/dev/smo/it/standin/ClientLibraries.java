// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it.standin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.apache.sling.api.resource.AbstractResource;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceMetadata;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.spi.resource.provider.ResolveContext;
import org.apache.sling.spi.resource.provider.ResourceContext;
import org.apache.sling.spi.resource.provider.ResourceProvider;
import org.osgi.framework.BundleContext;

/**
 * Serves the resources of client libraries that allow it at {@code /etc.clientlibs}, as AEM does.
 * Reads them as SMO's service user, whose rights are tried with it.
 */
final class ClientLibraries extends ResourceProvider<Object> {
  static final String ROOT = "/etc.clientlibs";

  private final BundleContext context;

  ClientLibraries(BundleContext context) {
    this.context = context;
  }

  @Override
  public Resource getResource(
      ResolveContext<Object> asking, String path, ResourceContext request, Resource parent) {
    int resources = path.indexOf("/resources/");
    if (resources < 0) {
      return null;
    }
    String library = "/apps" + path.substring(ROOT.length(), resources);
    ResourceResolverFactory factory =
        context.getService(context.getServiceReference(ResourceResolverFactory.class));
    try (ResourceResolver resolver =
        factory.getServiceResourceResolver(Map.of(ResourceResolverFactory.SUBSERVICE, "smo"))) {
      Resource allowed = resolver.getResource(library);
      Resource file = resolver.getResource("/apps" + path.substring(ROOT.length()));
      return allowed == null
              || file == null
              || !allowed.getValueMap().get("allowProxy", false)
              || !file.isResourceType("nt:file")
          ? null
          : new Served(asking.getResourceResolver(), path, file);
    } catch (LoginException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Iterator<Resource> listChildren(ResolveContext<Object> asking, Resource parent) {
    return Collections.emptyIterator();
  }

  // Not a SyntheticResource: to Sling, one of those is not there.
  private static final class Served extends AbstractResource {
    private final ResourceResolver resolver;
    private final String path;
    private final byte[] bytes;
    private final ResourceMetadata metadata = new ResourceMetadata();

    Served(ResourceResolver resolver, String path, Resource file) throws IOException {
      this.resolver = resolver;
      this.path = path;
      try (InputStream in = file.adaptTo(InputStream.class)) {
        bytes = in.readAllBytes();
      }
      metadata.setResolutionPath(path);
      metadata.setContentLength(bytes.length);
      metadata.setContentType(path.endsWith(".css") ? "text/css" : "text/javascript");
    }

    @Override
    public String getPath() {
      return path;
    }

    @Override
    public String getResourceType() {
      return "nt:file";
    }

    @Override
    public String getResourceSuperType() {
      return null;
    }

    @Override
    public ResourceMetadata getResourceMetadata() {
      return metadata;
    }

    @Override
    public ResourceResolver getResourceResolver() {
      return resolver;
    }

    @Override
    public <T> T adaptTo(Class<T> type) {
      return type == InputStream.class
          ? type.cast(new ByteArrayInputStream(bytes))
          : super.adaptTo(type);
    }
  }
}
