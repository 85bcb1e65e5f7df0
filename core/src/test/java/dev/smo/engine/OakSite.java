package dev.smo.engine;

import dev.smo.ledger.Repository;
import dev.smo.outbound.HttpOutbound;
import dev.smo.outbound.Outbound;
import dev.smo.syndication.SyndicationPolicy;
import dev.smo.wording.Tracking;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import javax.jcr.Session;
import org.apache.jackrabbit.commons.cnd.CndImporter;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.testing.mock.caconfig.ContextPlugins;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextBuilder;

/** A site in a real Oak repository. */
public final class OakSite {
  private OakSite() {}

  public static SlingContext context() {
    return new SlingContextBuilder(ResourceResolverType.JCR_OAK)
        .plugin(ContextPlugins.CACONFIG)
        .build();
  }

  static void create(SlingContext context, String path, URI url) {
    ResourceResolver resolver = context.resourceResolver();
    try (Reader cnd =
        new InputStreamReader(
            Objects.requireNonNull(OakSite.class.getResourceAsStream("/nodetypes.cnd")),
            StandardCharsets.UTF_8)) {
      CndImporter.registerNodeTypes(cnd, resolver.adaptTo(Session.class));
      context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
      context.create().resource(path.substring(0, path.lastIndexOf('/')));
      context
          .create()
          .resource(
              path,
              Map.of(
                  "jcr:primaryType", "sling:Site",
                  "jcr:title", "A site",
                  "jcr:language", "en",
                  "sling:url", url.toString()));
      resolver.commit();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    MockContextAwareConfig.registerAnnotationClasses(
        context, SyndicationPolicy.class, Tracking.class);
  }

  static void policy(SlingContext context, Map<String, Object> values) {
    ResourceResolver resolver = context.resourceResolver();
    try {
      Resource old = resolver.getResource("/conf/site/sling:configs/smo/syndication");
      if (old != null) {
        resolver.delete(old);
      }
      Resource root = Objects.requireNonNull(resolver.getResource("/content/site"));
      root.adaptTo(org.apache.sling.api.resource.ModifiableValueMap.class)
          .put("sling:configRef", "/conf/site");
      context.create().resource("/conf/site/sling:configs/smo/syndication", values);
      resolver.commit();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static Outbound outbound(PublicSite site) {
    return HttpOutbound.allowing("127.0.0.1:" + site.url().getPort());
  }
}
