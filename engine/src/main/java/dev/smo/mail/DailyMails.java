// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import dev.smo.console.ReturnAddress;
import dev.smo.environment.Environment;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each person the mail of the day once. The day is claimed in the repository before the mail
 * goes, so a kill in that second costs the mail, and never sends it twice. One that the server
 * certainly has not is tried again half an hour later, as long as the day lasts.
 */
@Component(
    service = {DailyMails.class, Runnable.class},
    property = {
      "scheduler.name=smo-mails",
      "scheduler.period:Long=60",
      "scheduler.concurrent:Boolean=false",
      "scheduler.runOn=LEADER"
    })
public class DailyMails implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DailyMails.class);
  private static final String INSIDE = "The mail could not be written; the server's log says why.";

  private final MailSubscriptions subscriptions;
  private final MailContents contents;
  private final ReturnAddress address;
  private final Environment environment;
  private final Clock clock;
  private volatile @Nullable MailServer server;
  private volatile boolean stopping;

  @Activate
  public DailyMails(
      @Reference MailSubscriptions subscriptions,
      @Reference MailContents contents,
      @Reference ReturnAddress address,
      @Reference Environment environment,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.subscriptions = subscriptions;
    this.contents = contents;
    this.address = address;
    this.environment = environment;
    this.clock = clock;
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setServer(MailServer one) {
    server = one;
  }

  void unsetServer(MailServer one) {
    if (one.equals(server)) {
      server = null;
    }
  }

  @Deactivate
  void stop() {
    stopping = true;
  }

  /** Whether there is a server that takes mails. */
  boolean isConfigured() {
    return server != null;
  }

  @Override
  public void run() {
    try {
      for (MailSubscription one : subscriptions.all()) {
        @Nullable MailServer to = server;
        // A copy of an installation writes to nobody.
        if (to == null || stopping || environment.obstacle().isPresent()) {
          return;
        }
        Instant now = clock.instant();
        if (one.isDue(now) && !send(one, to, now)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The repository refused, as it does while the CMS starts or stops; the next run tries again.
      LOG.debug("Mails could not be looked at, will try again", e);
    }
  }

  /** Sends the mail of the day; whether others are to be sent now, too. */
  private boolean send(MailSubscription one, MailServer to, Instant now)
      throws InterruptedException {
    Optional<String> key = subscriptions.claim(one, now);
    if (key.isEmpty()) {
      return true;
    }
    try {
      Optional<MailContent> content = content(one, now);
      if (content.filter(there -> !there.isEmpty()).isEmpty()) {
        return true;
      }
      MailServer.Outcome outcome = to.send(mail(one, content.get(), key.get()));
      note(one, outcome, now);
      // One that does not answer would keep this thread for a minute a person.
      return !(outcome instanceof MailServer.Unknown);
    } catch (RuntimeException e) {
      LOG.error("The mail of the day for {} could not be written", one.user(), e);
      subscriptions.refused(one, INSIDE, now);
      return true;
    }
  }

  private void note(MailSubscription one, MailServer.Outcome outcome, Instant now) {
    if (outcome instanceof MailServer.Refused refused) {
      LOG.warn("The mail server refused the mail for {}: {}", one.user(), refused.reason());
      subscriptions.refused(one, refused.reason(), now);
    } else if (outcome instanceof MailServer.Unknown unknown) {
      LOG.warn("The mail for {} may be out or not: {}", one.user(), unknown.reason());
      subscriptions.unknown(one, unknown.reason());
    } else {
      subscriptions.taken(one, now);
    }
  }

  /**
   * Sends a person a mail at once, also where there is nothing to say. As long as nobody knows
   * whose the address is, it is one with nothing but a link that proves it.
   *
   * @param key as {@link MailSubscriptions#claimTry} gave it
   */
  MailServer.Outcome sendNow(MailSubscription one, String key) throws InterruptedException {
    @Nullable MailServer to = server;
    if (to != null && !one.proven()) {
      String stop = configured(UnsubscribeServlet.PATH, one.stop());
      return to.send(
          ConfirmationText.written(one, UnsubscribeServlet.confirmation(stop, one, key)));
    }
    Optional<MailContent> content = content(one, clock.instant());
    return to == null || content.isEmpty()
        ? new MailServer.Refused("There is no mail service.")
        : to.send(mail(one, content.get(), key));
  }

  /** Empty where the person may not log in; whoever is gone wants no mails any more. */
  private Optional<MailContent> content(MailSubscription one, Instant now) {
    Optional<MailContent> content = contents.of(one, now);
    if (content.isEmpty() && contents.isGone(one.user())) {
      subscriptions.stop(one.user());
      LOG.info("{} is gone and gets no mails any more", one.user());
    }
    return content;
  }

  private Mail mail(MailSubscription one, MailContent content, String key) {
    String console = configured(one.page(), one.console());
    String stop = configured(UnsubscribeServlet.PATH, one.stop());
    return new MailText(one, content, console).written(stop + "?id=" + one.id() + "&key=" + key);
  }

  private String configured(String path, String asReached) {
    return address.configured(path).map(Object::toString).orElse(asReached);
  }
}
