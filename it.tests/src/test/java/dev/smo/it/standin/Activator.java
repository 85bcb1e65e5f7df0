package dev.smo.it.standin;

import com.adobe.granite.crypto.CryptoSupport;
import com.day.cq.commons.Externalizer;
import com.day.cq.replication.Replicator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.servlet.Servlet;
import org.apache.sling.spi.resource.provider.ResourceProvider;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the stand-ins. */
public final class Activator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    String port = context.getProperty("org.osgi.service.http.port");
    context.registerService(
        Externalizer.class, Stand.externalizer("http://localhost:" + port), new Hashtable<>());
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
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes back what was registered.
  }

  private static Dictionary<String, Object> properties(Map<String, Object> values) {
    return new Hashtable<>(values);
  }
}
