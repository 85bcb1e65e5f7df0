// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;

/** A job manager that only remembers what it was asked to queue. */
final class RecordedJobs {
  /** What the repository makes whoever adds a job wait for. */
  interface Wait {
    void end() throws Exception;
  }

  private final List<String> added = new CopyOnWriteArrayList<>();
  private volatile Wait pause = () -> {};
  private volatile int refused;

  void beforeEach(Wait awaited) {
    pause = awaited;
  }

  /** Takes no job so many times: by null, and the next by an exception. */
  void refuse(int times) {
    refused = times;
  }

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
          pause.end();
          if (refused > 0) {
            if (--refused % 2 == 0) {
              throw new IllegalStateException("no commit");
            }
            return null;
          }
          Map<?, ?> job = (Map<?, ?>) arguments[1];
          added.add(arguments[0] + " " + job.get("kind") + " " + job.get("path"));
          return stand(Job.class, (m, a) -> "job");
        });
  }

  private interface Call {
    Object answer(String method, Object[] arguments) throws Exception;
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
