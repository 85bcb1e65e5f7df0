// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.web.WebAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.event.jobs.consumer.JobExecutor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Sling job that hands one webmention on to an instance with the engine. It outlives a crash,
 * and asks again, ever later, until that instance takes it or the queue's retries are used up.
 */
@Component(
    service = JobExecutor.class,
    property = JobExecutor.PROPERTY_TOPICS + "=" + ForwardJob.TOPIC + "/*")
public final class ForwardJob implements JobExecutor {
  /** Above the topics of the jobs; their properties are those that {@link Notice} names. */
  static final String TOPIC = "dev/smo/webmention/forward";

  /** Header of a webmention that was handed on: nobody hands it on again. */
  static final String FORWARDED = "SMO-Forwarded";

  private static final Logger LOG = LoggerFactory.getLogger(ForwardJob.class);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 6;
  private static final int BAD_REQUEST = 400;

  private final WebmentionIntake intake;
  private final Outbound outbound;

  @Activate
  public ForwardJob(@Reference WebmentionIntake intake, @Reference Outbound outbound) {
    this.intake = intake;
    this.outbound = outbound;
  }

  @Override
  public JobExecutionResult process(Job job, JobExecutionContext context) {
    Notice notice;
    try {
      notice = Notice.of(job.getProperty(Notice.SOURCE, ""), job.getProperty(Notice.TARGET, ""));
    } catch (IllegalArgumentException e) {
      LOG.error("The job {} cannot be done: {}", job.getId(), e.getMessage());
      return context.result().message(String.valueOf(e.getMessage())).cancelled();
    }
    Optional<WebAddress> endpoint = intake.forwardTo();
    if (endpoint.isEmpty()) {
      return again(job, context, "forwardTo is not set any more", Duration.ZERO);
    }
    try {
      return send(notice, endpoint.get(), job, context);
    } catch (IOException e) {
      return again(job, context, String.valueOf(e.getMessage()), Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return again(job, context, "interrupted", Duration.ZERO);
    }
  }

  private JobExecutionResult send(
      Notice notice, WebAddress endpoint, Job job, JobExecutionContext context)
      throws IOException, InterruptedException {
    Answer answer =
        outbound.send(
            Request.post(endpoint.uri())
                .form(
                    Map.of(
                        Notice.SOURCE, List.of(notice.source().toString()),
                        Notice.TARGET, List.of(notice.target().toString())))
                .header(FORWARDED, "1")
                .within(Duration.ofSeconds(20)));
    if (answer.ok()) {
      return context.result().succeeded();
    }
    if (answer.status() == BAD_REQUEST) {
      LOG.info("{} does not take a webmention of {}", endpoint.host(), notice.target());
      return context.result().message("refused: " + answer.status()).cancelled();
    }
    return again(
        job,
        context,
        endpoint.host() + " answers " + answer.status(),
        answer.retryAfter(Instant.now()).orElse(Duration.ZERO));
  }

  private static JobExecutionResult again(
      Job job, JobExecutionContext context, String why, Duration asked) {
    if (job.getRetryCount() >= job.getNumberOfRetries()) {
      LOG.error("The webmention {} is given up after its last try: {}", job.getId(), why);
    } else {
      LOG.warn("The webmention {} cannot be handed on yet: {}", job.getId(), why);
    }
    Duration pause = pause(job.getRetryCount());
    Duration longer = asked.compareTo(pause) > 0 ? asked : pause;
    return context
        .result()
        .message(why)
        .failed((longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer).toMillis());
  }

  /** Twice as long each time. */
  private static Duration pause(int retries) {
    return FIRST_PAUSE.multipliedBy(1L << Math.min(retries, MOST_DOUBLINGS));
  }
}
