// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether those who want a daily mail get it. */
@Component(property = {HealthCheck.NAME + "=SMO mail", HealthCheck.TAGS + "=smo"})
public final class MailCheck implements HealthCheck {
  private final MailSubscriptions subscriptions;
  private final DailyMails mails;

  @Activate
  public MailCheck(@Reference MailSubscriptions subscriptions, @Reference DailyMails mails) {
    this.subscriptions = subscriptions;
    this.mails = mails;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    List<MailSubscription> all = subscriptions.all();
    if (!all.isEmpty() && !mails.isConfigured()) {
      log.warn(
          "{} want a daily mail, and there is no mail service. Configure one, as"
              + " docs/administration.md says under Daily mail.",
          all.size());
    }
    for (MailSubscription one : all) {
      if (!one.standing().problem().isEmpty()) {
        log.warn(
            "The mail for {} did not go: {}",
            one.user(),
            one.standing().problem()
                + " "
                + one.standing()
                    .next()
                    .map(at -> "It is tried again at " + at + ", if that is on the same day.")
                    .orElse("It may be out, so it is not tried again."));
      }
    }
    log.info("{} get a daily mail.", all.size());
    return new Result(log);
  }
}
