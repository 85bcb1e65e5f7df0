// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.Queue;
import org.apache.sling.event.jobs.Statistics;

/** Sling's jobs with a queue of ours, in which seven jobs wait, and one of the host. */
final class TwoQueues {
  private TwoQueues() {}

  static JobManager jobs() {
    return a(
        JobManager.class,
        (proxy, method, values) ->
            method.getName().equals("getQueues")
                ? List.of(queue("main queue"), queue("smo-deliver-tiny-en"))
                : null);
  }

  private static Queue queue(String name) {
    Statistics seven =
        a(
            Statistics.class,
            (proxy, method, values) ->
                method.getName().equals("getNumberOfQueuedJobs") ? 7L : (Object) 0L);
    return a(
        Queue.class,
        (proxy, method, values) ->
            switch (method.getName()) {
              case "getName" -> name;
              case "getStatistics" -> seven;
              case "isSuspended" -> false;
              default -> null;
            });
  }

  private static <T> T a(Class<T> type, InvocationHandler answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
  }
}
