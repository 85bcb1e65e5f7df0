// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.collecting;

import dev.smo.clicks.ClickNodes;
import dev.smo.clicks.ClickReport;
import dev.smo.clicks.LinkClicks;
import dev.smo.clicks.TallyServlet;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Secret;
import dev.smo.repository.SystemClock;
import dev.smo.signing.Signature;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings home what other instances counted, each minute: clicks on short links and uses of share
 * bars. Behind one address there may be many instances of which any answers; each tells its own
 * name and sums that only grow, so it does not matter who is asked how often.
 */
@Component(
    service = Runnable.class,
    property = {
      "scheduler.name=smo-publish-clicks",
      "scheduler.period:Long=60",
      "scheduler.concurrent:Boolean=false",
      "scheduler.runOn=LEADER"
    })
@Designate(ocd = ClickCollector.Settings.class)
public class ClickCollector implements Runnable {
  /** Whom to ask. */
  @ObjectClassDefinition(
      name = "SMO: Clicks of other instances",
      description =
          "Which instances count clicks that this one cannot read, such as publish of AEM.")
  public @interface Settings {
    @AttributeDefinition(
        name = "Addresses",
        description =
            "Such as https://www.example.org/bin/smo/tally; one of many instances behind it answers."
                + " Default: none.")
    String[] addresses() default {};

    @AttributeDefinition(
        name = "Secret",
        type = AttributeType.PASSWORD,
        description = "What those instances know, too; at least 16 characters.")
    String secret() default "";
  }

  private static final Logger LOG = LoggerFactory.getLogger(ClickCollector.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int LARGEST = 1 << 23;

  /** Reports in a row, so that nobody keeps us by telling of ever more. */
  private static final int MOST = 50;

  /** Days that are asked for again, for what was counted just before midnight. */
  private static final int DAYS = 2;

  private final List<String> addresses;
  private final Secret key;
  private final Outbound outbound;
  private final Kept kept;
  private final Clock clock;

  /** Those that failed last, of which the log has told. */
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  @Activate
  public ClickCollector(
      Settings settings,
      @Reference Outbound outbound,
      @Reference LinkClicks links,
      @Reference ClickNodes shares,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this(
        List.of(settings.addresses()),
        Secret.of(settings.secret()),
        outbound,
        new Kept(links, shares),
        clock);
  }

  /** Where clicks are kept. */
  record Kept(LinkClicks links, ClickNodes shares) {}

  ClickCollector(List<String> addresses, Secret key, Outbound outbound, Kept kept, Clock clock) {
    this.addresses = List.copyOf(addresses);
    this.key = key;
    this.outbound = outbound;
    this.kept = kept;
    this.clock = clock;
    if (!addresses.isEmpty() && !Signature.signs(key)) {
      LOG.error("No clicks are brought home: the secret has fewer than 16 characters");
    }
  }

  @Override
  public void run() {
    if (!Signature.signs(key)) {
      return;
    }
    for (String address : addresses) {
      try {
        collect(address);
        failing.remove(address);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (IOException | IllegalArgumentException | IllegalStateException e) {
        if (failing.add(address)) {
          LOG.warn("Clicks of {} cannot be brought home: {}", address, e.getMessage());
        }
      }
    }
  }

  /**
   * In an order by chance: behind an address that gives each request to the next instance, none
   * would be asked the same question each time.
   */
  private void collect(String address) throws IOException, InterruptedException {
    for (Question question : questions()) {
      ask(address, question);
    }
  }

  /** Something that is asked, and what becomes of the answer. */
  private record Question(String query, Consumer<ClickReport> taken) {}

  private List<Question> questions() {
    LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    Set<YearMonth> months = new LinkedHashSet<>();
    List<Question> questions = new ArrayList<>();
    for (int back = 0; back < DAYS; back++) {
      LocalDate day = today.minusDays(back);
      months.add(YearMonth.from(day));
      questions.add(
          new Question(
              "day=" + day, report -> kept.shares().take(report.instance(), day, report.shares())));
    }
    for (YearMonth month : months) {
      questions.add(
          new Question(
              "month=" + month,
              report -> kept.links().take(report.instance(), month, report.links())));
    }
    Collections.shuffle(questions);
    return questions;
  }

  /** Another instance may answer for what comes next: then what is left comes another time. */
  private void ask(String address, Question question) throws IOException, InterruptedException {
    String from = "";
    for (int i = 0; i < MOST; i++) {
      ClickReport report =
          report(address, question.query() + (from.isEmpty() ? "" : "&from=" + from));
      question.taken().accept(report);
      if (report.next().isEmpty()) {
        return;
      }
      from = report.next();
    }
  }

  private ClickReport report(String address, String query)
      throws IOException, InterruptedException {
    String id = UUID.randomUUID().toString();
    Signature signature =
        Signature.of(id, Instant.now(clock), TallyServlet.PATH + "?" + query, key);
    Answer answer =
        outbound.send(
            Request.get(URI.create(address + "?" + query))
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(signature.seconds()))
                .header("webhook-signature", signature.value())
                .within(TIMEOUT)
                .atMost(LARGEST));
    if (!answer.ok()) {
      throw new IOException(
          "HTTP "
              + answer.status()
              + (answer.status() == 401
                  ? "; is the secret the same, and are both clocks right?"
                  : ""));
    }
    if (!isSigned(answer, id)) {
      throw new IOException("the answer is not signed by an instance that knows the secret");
    }
    return ClickReport.read(answer.text());
  }

  private boolean isSigned(Answer answer, String id) {
    String time = answer.header("webhook-timestamp").orElse("");
    return time.matches("\\d{1,12}")
        && Signature.holds(
            new Signature.Call(id, answer.text()),
            Long.parseLong(time),
            answer.header("webhook-signature").orElse(""),
            Instant.now(clock),
            key);
  }
}
