// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import static dev.smo.web.Markup.escaped;

import dev.smo.web.Utf8Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServletResponse;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.servlets.SlingAllMethodsServlet;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the daily mails of whoever has the key of one of them, without a login. A program of mail
 * posts (RFC 8058); a person gets a page that asks first, because programs that look for dangers
 * follow all links. The link that confirms an address comes here, too, and is asked about likewise.
 */
@Component(
    service = Servlet.class,
    property = "sling.auth.requirements=-" + UnsubscribeServlet.PATH)
@SlingServletPaths(UnsubscribeServlet.PATH)
public class UnsubscribeServlet extends SlingAllMethodsServlet {
  static final String PATH = "/bin/smo/unsubscribe";

  private static final long serialVersionUID = 1L;

  /** Parameter of a link that confirms an address, and stops nothing. */
  private static final String SUBSCRIBE = "subscribe";

  private static final Logger LOG = LoggerFactory.getLogger(UnsubscribeServlet.class);
  private static final String POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private final transient MailSubscriptions subscriptions;

  @Activate
  public UnsubscribeServlet(@Reference MailSubscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  /** The link with which whoever reads the mails of an address says that they may come. */
  static String confirmation(String here, MailSubscription one, String key) {
    return here + "?id=" + one.id() + "&key=" + key + "&" + SUBSCRIBE + "=true";
  }

  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    answer(request, response, /* act= */ false);
  }

  @Override
  protected void doPost(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    answer(request, response, /* act= */ true);
  }

  private void answer(
      SlingHttpServletRequest request, SlingHttpServletResponse response, boolean act)
      throws IOException {
    String id = text(request, "id");
    String key = text(request, "key");
    boolean subscribe = text(request, SUBSCRIBE).equals("true");
    try {
      Optional<MailSubscription> one =
          subscribe ? subscriptions.toBeProven(id, key) : subscriptions.withKey(id, key);
      String what = subscribe ? "confirm" : "stop";
      if (one.isEmpty()) {
        MailWords english = MailWords.in(MailWords.ENGLISH);
        String sentence = english.say(what + ".unknown");
        send(response, HttpServletResponse.SC_NOT_FOUND, page(english, sentence, ""));
        return;
      }
      MailWords words = MailWords.in(one.get().wish().language());
      String address = one.get().wish().address();
      if (!act) {
        String form = form(words, what, id, key);
        send(
            response,
            HttpServletResponse.SC_OK,
            page(words, words.say(what + ".ask", address), form));
        return;
      }
      if (subscribe) {
        subscriptions.proven(one.get(), key);
      } else {
        subscriptions.stop(one.get().user());
      }
      send(
          response, HttpServletResponse.SC_OK, page(words, words.say(what + ".done", address), ""));
    } catch (RuntimeException e) {
      // A container would show its words, to a stranger.
      LOG.error("Mails could not be stopped or confirmed", e);
      MailWords english = MailWords.in(MailWords.ENGLISH);
      send(
          response,
          HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
          page(english, english.say("stop.failed"), ""));
    }
  }

  private static String text(SlingHttpServletRequest request, String name) {
    @Nullable String text = new Utf8Request(request).getParameter(name);
    return text == null ? "" : text;
  }

  private static String form(MailWords words, String what, String id, String key) {
    return """
        <form method="post">
        <input type="hidden" name="id" value="%s">
        <input type="hidden" name="key" value="%s">
        %s<button>%s</button>
        </form>"""
        .formatted(
            escaped(id),
            escaped(key),
            what.equals("confirm")
                ? "<input type=\"hidden\" name=\"" + SUBSCRIBE + "\" value=\"true\">\n"
                : "",
            escaped(words.say(what)));
  }

  private static String page(MailWords words, String sentence, String more) {
    return """
        <!DOCTYPE html>
        <html lang="%s" dir="%s">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%s</title>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        <p>%s</p>
        %s
        </main>
        </body>
        </html>
        """
        .formatted(
            words.language(),
            words.direction(),
            escaped(words.say("daily")),
            escaped(words.say("daily")),
            escaped(sentence),
            more);
  }

  private static void send(SlingHttpServletResponse response, int status, String page)
      throws IOException {
    byte[] body = page.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", POLICY);
    // Sling takes a browser's form only with a Referer; the key goes to no other server.
    response.setHeader("Referrer-Policy", "same-origin");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
