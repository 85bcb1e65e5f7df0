// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks that Apache Felix Health Checks run for monitoring, run for a person who looks. */
@Component(service = Checks.class)
public final class FelixChecks implements Checks {
  private static final Logger LOG = LoggerFactory.getLogger(FelixChecks.class);

  private final Map<String, HealthCheck> checks = new ConcurrentSkipListMap<>();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(" + HealthCheck.TAGS + "=smo)")
  void addCheck(HealthCheck check, Map<String, Object> properties) {
    checks.put(name(check, properties), check);
  }

  void removeCheck(HealthCheck check, Map<String, Object> properties) {
    checks.remove(name(check, properties), check);
  }

  private static String name(HealthCheck check, Map<String, Object> properties) {
    return properties.get(HealthCheck.NAME) instanceof String name
        ? name
        : check.getClass().getName();
  }

  @Override
  public List<Check> run() {
    return checks.entrySet().stream().map(one -> run(one.getKey(), one.getValue())).toList();
  }

  private static Check run(String name, HealthCheck check) {
    try {
      Result result = check.execute();
      List<Message> messages = new ArrayList<>();
      for (ResultLog.Entry entry : result) {
        if (!entry.isDebug()) {
          messages.add(new Message(entry.getStatus().name(), entry.getMessage()));
        }
      }
      return new Check(name, result.getStatus().name(), messages);
    } catch (RuntimeException e) {
      LOG.error("The health check {} failed", name, e);
      String status = Result.Status.HEALTH_CHECK_ERROR.name();
      return new Check(
          name,
          status,
          List.of(new Message(status, "The check itself failed; the log of the node says why.")));
    }
  }
}
