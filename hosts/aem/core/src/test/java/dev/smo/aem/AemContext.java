package dev.smo.aem;

import com.day.cq.commons.Externalizer;
import dev.smo.syndication.SyndicationPolicy;
import dev.smo.wording.Tracking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.serviceusermapping.ServiceUserMapped;
import org.apache.sling.testing.mock.caconfig.ContextPlugins;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.osgi.context.ContextCallback;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextBuilder;

/** Two languages of a site, its tags and assets, an externalizer, and jobs that are only noted. */
public final class AemContext {
  private AemContext() {}

  public static SlingContext newContext() {
    ContextCallback<SlingContext> load = AemContext::load;
    return new SlingContextBuilder(ResourceResolverType.RESOURCERESOLVER_MOCK)
        .plugin(ContextPlugins.CACONFIG)
        .afterSetUp(load)
        .build();
  }

  private static void load(SlingContext context) {
    context.load().json("/content.json", "/content");
    MockContextAwareConfig.registerAnnotationClasses(
        context, AemSite.class, SyndicationPolicy.class, Tracking.class);
    MockContextAwareConfig.writeConfiguration(
        context, "/content/world", AemSite.class, "externalizerDomain", "world");
    context.registerService(
        ServiceUserMapped.class, new ServiceUserMapped() {}, "subServiceName", "smo");
    context.registerService(
        Externalizer.class,
        Stand.in(
            Externalizer.class,
            (method, arguments) -> {
              if (method.equals("publishLink")) {
                return link("publish", arguments[1].toString());
              }
              if (method.equals("externalLink")) {
                return link(arguments[1].toString(), arguments[2].toString());
              }
              throw Stand.refused(method);
            }));
  }

  /** As AEM's: each domain has its host, and mappings of its own; any other is refused. */
  private static String link(String domain, String path) {
    return switch (domain) {
      case "publish" -> "https://museum.example" + path.replaceFirst("^/content/museum", "");
      case "world" -> "https://world.example" + path.replaceFirst("^/content/world", "");
      default -> throw new IllegalArgumentException("Could not find configuration for " + domain);
    };
  }

  /** Registers a job manager that writes one line a job: topic, kind, path, connections. */
  static List<String> noteJobs(SlingContext context, boolean accepts) {
    List<String> added = new ArrayList<>();
    JobManager jobs =
        Stand.in(
            JobManager.class,
            (method, arguments) -> {
              if (!method.equals("addJob")) {
                throw Stand.refused(method);
              }
              Map<?, ?> job = (Map<?, ?>) arguments[1];
              Object connections = job.get("connections");
              added.add(
                  arguments[0]
                      + " "
                      + job.get("kind")
                      + " "
                      + job.get("path")
                      + (connections == null ? "" : Arrays.toString((Object[]) connections)));
              return accepts ? Stand.in(Job.class, (m, a) -> "job") : null;
            });
    context.registerService(JobManager.class, jobs);
    return added;
  }
}
