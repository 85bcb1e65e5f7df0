// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.fixture.TestClock;
import dev.smo.host.PageSource;
import dev.smo.identity.PageIdentity;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.Repository;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.jcr.Session;
import org.apache.jackrabbit.commons.cnd.CndImporter;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.jetbrains.annotations.Nullable;

/** Our site in a real repository, with its reactions, a clock that tests move, and jobs noted. */
public final class WebmentionSite {
  public static final String SITE = "/content/site/en";

  public final SlingContext context;
  public final TestClock clock = new TestClock();
  public final PageSource pages = new ContentPageSource();
  public final Repository repository;
  public final ReactionStore reactions;
  public final List<String> jobs = new ArrayList<>();
  private final List<Map.Entry<String, Map<?, ?>>> kept = new ArrayList<>();
  private int made;
  int lookUps;

  public WebmentionSite(SlingContext context, URI url, Map<String, Object> policy)
      throws Exception {
    this.context = context;
    try (var cnd =
        new InputStreamReader(
            Objects.requireNonNull(getClass().getResourceAsStream("/nodetypes.cnd")),
            StandardCharsets.UTF_8)) {
      CndImporter.registerNodeTypes(cnd, context.resourceResolver().adaptTo(Session.class));
    }
    MockContextAwareConfig.registerAnnotationClasses(
        context, WebmentionPolicy.class, ReactionPolicy.class);
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.create().resource("/content/site", "sling:configRef", "/conf/site");
    context
        .create()
        .resource(SITE, Map.of("jcr:primaryType", "sling:Site", "sling:url", url.toString()));
    context.create().resource("/conf/site/sling:configs/smo/webmention", policy);
    context.resourceResolver().commit();
    repository = new Repository(context.getService(ResourceResolverFactory.class));
    reactions = new StoredReactions(repository, false, clock);
  }

  public static SlingContext context() {
    return OakSite.context();
  }

  /** What becomes of webmentions on an instance with the engine. */
  static WebmentionIntake engine() {
    return new WebmentionIntake("", /* publicElsewhere= */ false, () -> Notice.TOPIC);
  }

  public String page(String name) throws PersistenceException {
    String path = SITE + "/" + name;
    context.create().resource(path, "jcr:primaryType", "sling:Page");
    context
        .create()
        .resource(
            path + "/jcr:content",
            Map.of("jcr:primaryType", "nt:unstructured", "sling:published", true));
    context.resourceResolver().commit();
    return path;
  }

  public void set(String path, Map<String, Object> values) throws PersistenceException {
    context.resourceResolver().refresh();
    Resource node = Objects.requireNonNull(context.resourceResolver().getResource(path));
    Objects.requireNonNull(node.adaptTo(ModifiableValueMap.class)).putAll(values);
    context.resourceResolver().commit();
  }

  public void delete(String path) throws PersistenceException {
    context.resourceResolver().refresh();
    context
        .resourceResolver()
        .delete(Objects.requireNonNull(context.resourceResolver().getResource(path)));
    context.resourceResolver().commit();
  }

  public List<KeptReaction> reactionsTo(String path) {
    return reactions.of(PageIdentity.first(path));
  }

  /** Notes a job as its topic and its properties. */
  public JobManager jobManager() {
    return (JobManager)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {JobManager.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("findJobs")) {
                lookUps++;
                return waiting(
                    (String) arguments[1],
                    (long) arguments[2],
                    ((Map<?, ?>[]) arguments[3])[0].entrySet());
              }
              if (method.getName().equals("removeJobById")) {
                return removed((String) arguments[0]);
              }
              jobs.add(arguments[0] + " " + new java.util.TreeMap<>((Map<?, ?>) arguments[1]));
              Map<Object, Object> properties = new HashMap<>((Map<?, ?>) arguments[1]);
              properties.put("getId", "job" + ++made);
              properties.put("getCreated", created(made));
              kept.add(Map.entry((String) arguments[0], properties));
              return job(properties);
            });
  }

  private static Calendar created(long number) {
    Calendar created = Calendar.getInstance();
    created.setTimeInMillis(number);
    return created;
  }

  private boolean removed(String id) {
    return kept.removeIf(job -> id.equals(job.getValue().get("getId")));
  }

  /** Sources of what waits, each with the topic it waits on. */
  List<String> waiting() {
    return kept.stream().map(job -> job.getKey() + " " + job.getValue().get("source")).toList();
  }

  /** The pause of all that failed is over: as Sling does, the try is counted and the start goes. */
  void queueAgain() {
    kept.replaceAll(
        job ->
            Map.entry(
                job.getKey(),
                with(with(job.getValue(), "getRetryCount", 1), "getProcessingStarted", null)));
  }

  /**
   * Sources of all that waits are looked at from now on. One that fails is kept so by Sling for the
   * whole pause before its next try, start and all.
   */
  void work() {
    Calendar now = created(clock.millis());
    kept.replaceAll(
        job -> Map.entry(job.getKey(), with(job.getValue(), "getProcessingStarted", now)));
  }

  private static Map<?, ?> with(Map<?, ?> properties, String name, @Nullable Object value) {
    Map<Object, Object> more = new HashMap<>(properties);
    more.put(name, value);
    return more;
  }

  /** As Sling finds jobs: of the very topic, with all the properties. */
  private List<Job> waiting(String topic, long most, Set<?> properties) {
    return kept.stream()
        .filter(job -> job.getKey().equals(topic))
        .filter(job -> job.getValue().entrySet().containsAll(properties))
        .limit(most)
        .map(job -> job(job.getValue()))
        .toList();
  }

  /** One that has no room. */
  public static JobManager fullJobManager() {
    return (JobManager)
        Proxy.newProxyInstance(
            WebmentionSite.class.getClassLoader(),
            new Class<?>[] {JobManager.class},
            (proxy, method, arguments) -> method.getName().equals("findJobs") ? List.of() : null);
  }

  public static Job job(Map<?, ?> properties) {
    Map<Object, Object> values = new HashMap<>(properties);
    return (Job)
        Proxy.newProxyInstance(
            WebmentionSite.class.getClassLoader(),
            new Class<?>[] {Job.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getProperty" ->
                      arguments[1] instanceof Class<?> type
                          ? type.cast(values.get(arguments[0]))
                          : values.getOrDefault(arguments[0], arguments[1]);
                  case "getProcessingStarted", "getCreated" -> values.get(method.getName());
                  case "getRetryCount", "getNumberOfRetries" ->
                      values.getOrDefault(method.getName(), 0);
                  case "getId" -> values.getOrDefault("getId", "job");
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
