// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webhooks;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the systems that want to hear of posts do. */
@Component(property = {HealthCheck.NAME + "=SMO webhooks", HealthCheck.TAGS + "=smo"})
public final class WebhooksCheck implements HealthCheck {
  private final Webhooks webhooks;

  @Activate
  public WebhooksCheck(@Reference Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    for (Webhook one : webhooks.all()) {
      if (one.stopped()) {
        log.critical(
            "{} ({}) is told nothing since {}: {}",
            one.host(),
            one.id(),
            one.failingSince().map(Object::toString).orElse("a while"),
            one.problem()
                + " Set it right, then press Send again from here in the console, under"
                + " Administration.");
      } else if (one.failures() > 0) {
        log.info("{} ({}) is called again: {}", one.host(), one.id(), one.problem());
      } else {
        log.info("{} ({}) hears of posts.", one.host(), one.id());
      }
    }
    if (webhooks.all().isEmpty()) {
      log.info("Nobody wants to hear of posts.");
    }
    return new Result(log);
  }
}
