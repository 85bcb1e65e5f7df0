// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.sling.commons.messaging.mail.MailService;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mail service of Sling Commons Messaging. Where the host has none, this never comes up. */
@Component(service = MailServer.class)
@Designate(ocd = SlingMailServer.Config.class)
public final class SlingMailServer implements MailServer {
  private static final Logger LOG = LoggerFactory.getLogger(SlingMailServer.class);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** As Sling's own service names its settings, the better one first. */
  private static final List<String> SENDERS = List.of("mail.smtps.from", "username");

  /** Before any of these a server has taken nothing. */
  private static final List<Class<? extends Throwable>> CERTAIN =
      List.of(
          SendFailedException.class,
          AuthenticationFailedException.class,
          ConnectException.class,
          NoRouteToHostException.class,
          UnknownHostException.class,
          SSLHandshakeException.class);

  /** How mails go out. */
  @ObjectClassDefinition(
      name = "SMO: Daily mail",
      description = "Goes out over the mail service of Apache Sling Commons Messaging.")
  public @interface Config {
    @AttributeDefinition(
        name = "Sender",
        description = "Address that mails come from. Empty: that of the mail service, or its user.")
    String from() default "";
  }

  private final MailService service;
  private final String from;

  @Activate
  public SlingMailServer(
      @Reference(service = MailService.class) Map.Entry<Map<String, Object>, MailService> service,
      Config config) {
    this.service = service.getValue();
    this.from = sender(config.from().strip(), service.getKey());
  }

  private static String sender(String configured, Map<String, Object> service) {
    return MailAddress.is(configured)
        ? configured
        : SENDERS.stream()
            .map(name -> String.valueOf(service.get(name)).strip())
            .filter(MailAddress::is)
            .findFirst()
            .orElse("");
  }

  @Override
  public Outcome send(Mail mail) throws InterruptedException {
    if (from.isEmpty()) {
      return new Refused(
          "Mails have no sender. Set from of " + SlingMailServer.class.getName() + ".");
    }
    try {
      service.sendMessage(message(mail)).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
      return new Taken();
    } catch (MessagingException e) {
      return new Refused(reason(e));
    } catch (TimeoutException e) {
      return new Unknown("The mail server did not answer within a minute.");
    } catch (ExecutionException e) {
      LOG.info("A mail could not be sent", e);
      return isCertain(e) ? new Refused(reason(e)) : new Unknown(reason(e));
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      // Such as of a thread pool that takes no more, or of a mail library that lacks a part.
      LOG.warn("A mail could not be handed over", e);
      return new Refused(reason(e));
    }
  }

  private MimeMessage message(Mail mail) throws MessagingException {
    // Only the service knows its session, and tells it by a message.
    Session session =
        service
            .getMessageBuilder()
            .from(from)
            .to(mail.to())
            .subject("")
            .text("")
            .build()
            .getSession();
    return new RawMessage(session, mail, from, Instant.now());
  }

  private static boolean isCertain(Throwable failure) {
    for (@Nullable Throwable one = failure; one != null; one = next(one)) {
      Throwable cause = one;
      if (CERTAIN.stream().anyMatch(kind -> kind.isInstance(cause))) {
        return true;
      }
    }
    return false;
  }

  /** What a server says stands in the innermost. */
  private static String reason(Throwable failure) {
    String reason = "";
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      // Java itself writes what is behind as the message, by the name of its class.
      if (cause.getMessage() != null && !cause.getMessage().equals(String.valueOf(next(cause)))) {
        reason = cause.getMessage();
      }
    }
    String line = reason.replaceAll("\\s+", " ").strip();
    return line.isEmpty()
        ? "The mail server gave no reason."
        : line.substring(0, Math.min(300, line.length()));
  }

  /** Mail keeps what lies behind an exception beside its cause, too. */
  private static @Nullable Throwable next(Throwable cause) {
    @Nullable
    Throwable behind = cause instanceof MessagingException mail ? mail.getNextException() : null;
    return behind == null ? cause.getCause() : behind;
  }
}
