// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.day.cq.commons.Externalizer;
import dev.smo.syndication.SyndicationPolicy;
import dev.smo.tracking.Tracking;
import io.wcm.testing.mock.aem.MockExternalizer;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.serviceusermapping.ServiceUserMapped;
import org.apache.sling.testing.mock.caconfig.ContextPlugins;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.osgi.context.ContextCallback;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.osgi.service.event.Event;

/** Two languages of a site, its tags and assets, an externalizer, and jobs that are only noted. */
public final class Museum {
  private Museum() {}

  public static AemContext newContext() {
    return newContext(ResourceResolverType.JCR_MOCK);
  }

  /** On a repository that can also do what the usual one cannot, such as revert. */
  public static AemContext newContext(ResourceResolverType repository) {
    ContextCallback<AemContext> load = Museum::load;
    return new AemContextBuilder(repository)
        .resourceResolverFactoryActivatorProps(
            Map.of(
                "resource.resolver.mapping",
                new String[] {"/content/museum/-/", "/content/world/-/", "/-/"}))
        .plugin(ContextPlugins.CACONFIG)
        .afterSetUp(load)
        .build();
  }

  private static void load(AemContext context) {
    context.load().json("/content.json", "/content");
    MockContextAwareConfig.registerAnnotationClasses(
        context, AemSite.class, SyndicationPolicy.class, Tracking.class);
    MockContextAwareConfig.writeConfiguration(
        context, "/content/world", AemSite.class, "externalizerDomain", "world");
    context.registerService(
        ServiceUserMapped.class, new ServiceUserMapped() {}, "subServiceName", "smo");
    MockExternalizer externalizer =
        (MockExternalizer) Objects.requireNonNull(context.getService(Externalizer.class));
    externalizer.setMapping("publish", "https://museum.example");
    externalizer.setMapping("world", "https://world.example");
  }

  /** Tells that paths were brought to the publish tier. */
  static Event distributed(String property, String... paths) {
    return new Event(
        "org/apache/sling/distribution/agent/package/distributed",
        Map.of(
            "distribution.component.name", "publish", "distribution.type", "ADD", property, paths));
  }

  /**
   * Registers a job manager that writes one line a job: topic, kind, path, connections.
   *
   * @param refusals how many jobs it does not take before
   */
  static List<String> noteJobs(AemContext context, AtomicInteger refusals) {
    List<String> added = new ArrayList<>();
    JobManager jobs =
        Stand.in(
            JobManager.class,
            (method, arguments) -> {
              if (!method.equals("addJob")) {
                throw Stand.refused(method);
              }
              if (refusals.getAndDecrement() > 0) {
                return null;
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
              return Stand.in(Job.class, (m, a) -> "job");
            });
    context.registerService(JobManager.class, jobs);
    return added;
  }
}
