// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import dev.smo.repository.SystemClock;
import dev.smo.web.Utf8Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServletResponse;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.servlets.SlingAllMethodsServlet;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Takes webmentions from anybody. It has no token against forged requests, because any server may
 * send, and needs none: all that a request can do is to make us look at a public address, once, as
 * a stranger.
 */
@Component(service = Servlet.class, property = "sling.auth.requirements=-" + WebmentionServlet.PATH)
@SlingServletPaths(WebmentionServlet.PATH)
public final class WebmentionServlet extends SlingAllMethodsServlet {
  static final String PATH = "/bin/smo/webmention";

  private static final long serialVersionUID = 1L;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int LOOP_DETECTED = 508;
  private static final int MOST_OF_A_SENDER = 60;

  private final transient Addressees addressees;
  private final transient Backlog backlog;
  private final transient WebmentionIntake intake;
  private final transient RateLimit rate;

  @Activate
  public WebmentionServlet(
      @Reference Addressees addressees,
      @Reference JobManager jobs,
      @Reference WebmentionIntake intake,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this(addressees, new Backlog(jobs, clock), intake, new RateLimit(MOST_OF_A_SENDER));
  }

  WebmentionServlet(
      Addressees addressees, Backlog backlog, WebmentionIntake intake, RateLimit rate) {
    this.addressees = addressees;
    this.backlog = backlog;
    this.intake = intake;
    this.rate = rate;
  }

  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    if (intake.topic().isEmpty()) {
      refuse(response);
      return;
    }
    answer(
        response,
        HttpServletResponse.SC_OK,
        "This address takes webmentions (https://www.w3.org/TR/webmention/): POST a form with"
            + " source, the address of a page that links here, and target, the address it links"
            + " to.");
  }

  @Override
  protected void doPost(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    Optional<String> topic = intake.topic();
    if (topic.isEmpty()) {
      refuse(response);
    } else if (intake.forwardTo().isPresent() && request.getHeader(ForwardJob.FORWARDED) != null) {
      answer(
          response,
          LOOP_DETECTED,
          "This was handed on already: forwardTo leads to an instance that hands on, too.");
    } else {
      take(topic.get(), request, response);
    }
  }

  private static void refuse(SlingHttpServletResponse response) throws IOException {
    answer(
        response,
        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
        "This instance takes no webmentions: nobody here would look at them.");
  }

  private void take(
      String topic, SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    Notice notice;
    try {
      Utf8Request form = new Utf8Request(request);
      notice = Notice.of(form.getParameter("source"), form.getParameter("target"));
    } catch (IllegalArgumentException e) {
      answer(response, HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage()));
      return;
    }
    Optional<Addressee> addressee = addressees.of(notice).filter(page -> seen(page, request));
    if (addressee.isEmpty()) {
      // One answer for all reasons: a stranger is not told which pages there are.
      answer(
          response,
          HttpServletResponse.SC_BAD_REQUEST,
          "The target is not a page here that takes webmentions from this source.");
    } else if (!rate.admits(notice.sender(), Instant.now())) {
      response.setHeader("Retry-After", "60");
      answer(response, TOO_MANY_REQUESTS, "Too many webmentions; try again in a minute.");
    } else {
      queue(topic, notice, response);
    }
  }

  /** Whether who asks may read the page, which for a stranger means that it is public. */
  private boolean seen(Addressee page, SlingHttpServletRequest request) {
    return intake.publicElsewhere()
        || request.getResourceResolver().getResource(page.path()) != null;
  }

  private void queue(String topic, Notice notice, SlingHttpServletResponse response)
      throws IOException {
    switch (backlog.keep(topic, notice)) {
      case KEPT ->
          answer(
              response,
              HttpServletResponse.SC_ACCEPTED,
              "Thank you. The source will be looked at soon.");
      case FULL -> {
        response.setHeader("Retry-After", "600");
        answer(response, TOO_MANY_REQUESTS, "Too many webmentions wait; try again later.");
      }
      case BROKEN ->
          answer(
              response,
              HttpServletResponse.SC_SERVICE_UNAVAILABLE,
              "The webmention cannot be kept at the moment; try again later.");
    }
  }

  private static void answer(SlingHttpServletResponse response, int status, String text)
      throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("text/plain;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
