// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import dev.smo.post.Secret;
import dev.smo.repository.SystemClock;
import dev.smo.signing.Signature;
import dev.smo.web.Utf8Request;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Objects;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServletResponse;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.servlets.SlingSafeMethodsServlet;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.apache.sling.settings.SlingSettingsService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Tells another instance what this one counted, where that cannot be read in the repository:
 * publish of AEM tells author. Whoever asks signs with a secret that both know, and so is the
 * answer. {@code ?month=2026-11} asks for short links, {@code ?day=2026-11-30} for share bars,
 * {@code from} where to go on.
 */
@Component(service = Servlet.class, property = TallyServlet.FOR_EVERYBODY)
@SlingServletPaths("/bin/smo/tally")
@Designate(ocd = TallyServlet.Settings.class)
public final class TallyServlet extends SlingSafeMethodsServlet {
  /** Address of the servlet. */
  public static final String PATH = "/bin/smo/tally";

  /** Who asks has no account here. */
  static final String FOR_EVERYBODY = "sling.auth.requirements=-" + PATH;

  private static final long serialVersionUID = 1L;

  /** Who may ask. */
  @ObjectClassDefinition(
      name = "SMO: Counted clicks",
      description = "Who may ask this instance what it counted.")
  public @interface Settings {
    @AttributeDefinition(
        name = "Secret",
        type = AttributeType.PASSWORD,
        description =
            "What the instance that asks knows, too; at least 16 characters. Default: none, nobody"
                + " is told.")
    String secret() default "";
  }

  private final transient LinkClicks links;
  private final transient ClickNodes shares;
  private final transient Clock clock;
  private final transient Secret key;
  private final String instance;

  @Activate
  public TallyServlet(
      Settings settings,
      @Reference LinkClicks links,
      @Reference ClickNodes shares,
      @Reference SlingSettingsService sling,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this(Secret.of(settings.secret()), links, shares, sling.getSlingId(), clock);
  }

  /** For an instance of a known name. */
  public TallyServlet(
      Secret key, LinkClicks links, ClickNodes shares, String instance, Clock clock) {
    this.key = key;
    this.links = links;
    this.shares = shares;
    this.instance = instance;
    this.clock = clock;
  }

  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    String id = header(request, "webhook-id");
    Instant now = Instant.now(clock);
    if (!isSigned(request, id, now)) {
      answer(response, HttpServletResponse.SC_UNAUTHORIZED, "The signature of author is missing.");
      return;
    }
    ClickReport report;
    try {
      report = report(request);
    } catch (DateTimeException e) {
      answer(response, HttpServletResponse.SC_BAD_REQUEST, "month=2026-11 or day=2026-11-30");
      return;
    }
    String body = report.written();
    Signature signature = Signature.of(id, now, body, key);
    response.setHeader("webhook-id", id);
    response.setHeader("webhook-timestamp", Long.toString(signature.seconds()));
    response.setHeader("webhook-signature", signature.value());
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(body);
  }

  private ClickReport report(SlingHttpServletRequest request) {
    SlingHttpServletRequest asked = new Utf8Request(request);
    String from = Objects.requireNonNullElse(asked.getParameter("from"), "");
    String month = asked.getParameter("month");
    return month == null
        ? ClickReport.ofShares(
            instance,
            shares.own(
                LocalDate.parse(Objects.requireNonNullElse(asked.getParameter("day"), "")), from))
        : ClickReport.ofLinks(instance, links.own(YearMonth.parse(month), from));
  }

  private boolean isSigned(SlingHttpServletRequest request, String id, Instant now) {
    String time = header(request, "webhook-timestamp");
    return Signature.signs(key)
        && time.matches("\\d{1,12}")
        && Signature.holds(
            new Signature.Call(id, PATH + "?" + request.getQueryString()),
            Long.parseLong(time),
            header(request, "webhook-signature"),
            now,
            key);
  }

  private static String header(SlingHttpServletRequest request, String name) {
    return Objects.requireNonNullElse(request.getHeader(name), "");
  }

  private static void answer(SlingHttpServletResponse response, int status, String sentence)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(sentence);
  }
}
