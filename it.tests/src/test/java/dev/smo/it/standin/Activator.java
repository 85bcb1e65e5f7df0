// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it.standin;

import com.adobe.cq.export.json.SlingModelFilter;
import com.adobe.granite.crypto.CryptoSupport;
import com.adobe.granite.license.ProductInfoProvider;
import com.adobe.granite.ui.clientlibs.HtmlLibraryManager;
import com.day.cq.commons.Externalizer;
import com.day.cq.replication.Replicator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.servlet.Servlet;
import org.apache.sling.api.adapter.AdapterFactory;
import org.apache.sling.scripting.api.BindingsValuesProvider;
import org.apache.sling.spi.resource.provider.ResourceProvider;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the stand-ins. */
public final class Activator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    String port = context.getProperty("org.osgi.service.http.port");
    Externalizer externalizer = Stand.externalizer("http://localhost:" + port);
    context.registerService(Externalizer.class, externalizer, new Hashtable<>());
    context.registerService(CryptoSupport.class, Stand.crypto(), new Hashtable<>());
    context.registerService(
        ResourceProvider.class,
        new ClientLibraries(context),
        properties(
            Map.of(
                "provider.root",
                ClientLibraries.ROOT,
                // Sling CMS lets nobody see what begins with /etc.
                "sling.auth.requirements",
                "-" + ClientLibraries.ROOT)));
    List<String> replicated = new CopyOnWriteArrayList<>();
    context.registerService(Replicator.class, Stand.replicator(replicated), new Hashtable<>());
    context.registerService(
        Servlet.class,
        new HostServlet(context, replicated),
        properties(Map.of("sling.servlet.paths", "/bin/aem", "sling.servlet.methods", "POST")));
    Wcm wcm = new Wcm(externalizer);
    context.registerService(
        AdapterFactory.class,
        wcm,
        properties(
            Map.of(
                AdapterFactory.ADAPTABLE_CLASSES,
                Wcm.ADAPTABLES,
                AdapterFactory.ADAPTER_CLASSES,
                Wcm.ADAPTERS)));
    context.registerService(BindingsValuesProvider.class, wcm, new Hashtable<>());
    context.registerService(HtmlLibraryManager.class, Wcm.libraries(), new Hashtable<>());
    context.registerService(ProductInfoProvider.class, Wcm.product(), new Hashtable<>());
    context.registerService(SlingModelFilter.class, Wcm.everything(), new Hashtable<>());
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes back what was registered.
  }

  private static Dictionary<String, Object> properties(Map<String, Object> values) {
    return new Hashtable<>(values);
  }
}
