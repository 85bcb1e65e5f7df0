package dev.smo.slingcms;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;

/** A job manager that only remembers what it was asked to queue. */
final class RecordedJobs {
  private final List<String> added = new ArrayList<>();

  /** One line a job: topic, kind, path. */
  List<String> added() {
    return added;
  }

  JobManager manager() {
    return stand(
        JobManager.class,
        (method, arguments) -> {
          if (!method.equals("addJob")) {
            throw new UnsupportedOperationException(method);
          }
          Map<?, ?> job = (Map<?, ?>) arguments[1];
          added.add(arguments[0] + " " + job.get("kind") + " " + job.get("path"));
          return stand(Job.class, (m, a) -> "job");
        });
  }

  private interface Call {
    Object answer(String method, Object[] arguments);
  }

  private static <T> T stand(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> call.answer(method.getName(), arguments);
                }));
  }
}
