// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.sling.commons.crypto.CryptoService;
import org.apache.sling.commons.messaging.mail.MailService;
import org.apache.sling.commons.messaging.mail.MessageBuilder;
import org.apache.sling.commons.messaging.mail.internal.SimpleMailService;
import org.apache.sling.commons.threads.ThreadPool;
import org.apache.sling.commons.threads.ThreadPoolConfig;
import org.apache.sling.commons.threads.ThreadPoolManager;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.osgi.util.converter.Converters;

/** A mail server on a port of this machine, and Sling's own mail service that speaks to it. */
final class TlsMailServer implements AutoCloseable {
  static final String SENDER = "smo@site.example";

  final GreenMail mails;
  private final SSLContext before;
  private final int port;

  TlsMailServer() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    mails = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    start();
    before = SSLContext.getDefault();
    SSLContext.setDefault(trusting());
  }

  /** Also again, on the same port, after it was stopped. */
  void start() {
    mails.start();
    mails.setUser(SENDER, SENDER, "secret");
  }

  /** A context that trusts the certificate of the server and no other. */
  private static SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (InputStream in = GreenMail.class.getResourceAsStream("/greenmail.p12")) {
      own.load(in, "changeit".toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (String alias : Collections.list(own.aliases())) {
      trusted.setCertificateEntry(alias, own.getCertificate(alias));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /** Sling's service as an administrator configures it. */
  MailServer configured(SlingContext context, String password) {
    context.registerService(CryptoService.class, new Plain());
    context.registerService(ThreadPoolManager.class, new Threads());
    MailService service =
        context.registerInjectActivateService(
            new SimpleMailService(),
            Map.of(
                "mail.smtps.host",
                "127.0.0.1",
                "mail.smtps.port",
                port,
                "mail.smtps.from",
                SENDER,
                "mail.smtps.ssl.checkserveridentity",
                false,
                "username",
                SENDER,
                "password",
                password,
                "threadpool.name",
                "default"));
    return new SlingMailServer(Map.entry(Map.of("mail.smtps.from", SENDER), service), from(""));
  }

  static SlingMailServer.Config from(String from) {
    return Converters.standardConverter()
        .convert(Map.of("from", from))
        .to(SlingMailServer.Config.class);
  }

  /** A service that answers as it is told, for what no server can be made to do. */
  static Map.Entry<Map<String, Object>, MailService> answering(
      MailService builder, CompletableFuture<Void> answer) {
    MailService service =
        new MailService() {
          @Override
          public MessageBuilder getMessageBuilder() {
            return builder.getMessageBuilder();
          }

          @Override
          public CompletableFuture<Void> sendMessage(MimeMessage message) {
            return answer;
          }
        };
    return Map.entry(Map.of("username", SENDER), service);
  }

  @Override
  public void close() {
    mails.stop();
    SSLContext.setDefault(before);
  }

  private static final class Plain implements CryptoService {
    @Override
    public String encrypt(String text) {
      return text;
    }

    @Override
    public String decrypt(String text) {
      return text;
    }
  }

  private static final class Threads implements ThreadPoolManager {
    @Override
    public ThreadPool get(String name) {
      return new OwnThreads();
    }

    @Override
    public ThreadPool create(ThreadPoolConfig config) {
      return new OwnThreads();
    }

    @Override
    public ThreadPool create(ThreadPoolConfig config, String label) {
      return new OwnThreads();
    }

    @Override
    public void release(ThreadPool pool) {}
  }

  /** A thread a task. */
  private static final class OwnThreads implements ThreadPool {
    @Override
    public void execute(Runnable task) {
      new Thread(task, "mail").start();
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
      FutureTask<T> future = new FutureTask<>(task);
      execute(future);
      return future;
    }

    @Override
    public Future<?> submit(Runnable task) {
      return submit(Executors.callable(task));
    }

    @Override
    public String getName() {
      return "default";
    }

    @Override
    public ThreadPoolConfig getConfiguration() {
      throw new UnsupportedOperationException();
    }
  }
}
