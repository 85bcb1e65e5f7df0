// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connector.Connector;
import dev.smo.console.TinyNetwork;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.host.Cipher;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Secret;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipInputStream;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.inventory.Format;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.service.cm.ConfigurationAdmin;

/** What whoever helps from afar hears of an installation. */
@ExtendWith(SlingContextExtension.class)
class SupportServletTest {
  /** Each stands where an installation keeps one like it. */
  private static final List<String> SECRETS =
      List.of(
          "open sesame",
          "settings-secret",
          "client-secret",
          "token-in-a-list",
          "password-of-a-proxy",
          "key-in-an-address",
          "session-in-a-thread",
          "Words https",
          "Title of",
          "jane");

  /** A cipher that hides nothing. */
  private static final class Base64Cipher implements Cipher {
    @Override
    public String encrypt(Secret secret) {
      return Base64.getEncoder().encodeToString(secret.open().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Secret decrypt(String stored) {
      return Secret.of(new String(Base64.getDecoder().decode(stored), StandardCharsets.UTF_8));
    }
  }

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private ConsoleFixture console;
  private SupportServlet support;
  private SupportBundle bundle;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    context.bundleContext().registerService(Connector.class, new TinyNetwork(), new Hashtable<>());
    Connections connections =
        new Connections(console.repository, new Base64Cipher(), Clock.systemUTC());
    connections.save(
        new Account.Form(
            "tiny-en",
            "tiny",
            "",
            "",
            Map.of("handle", "ada"),
            Map.of("password", Secret.of("open sesame"))));
    SupportReport report =
        new SupportReport(
            context.bundleContext(),
            connections,
            console.lanes,
            console.ledger,
            console.repository);
    FelixChecks checks = new FelixChecks();
    checks.addCheck(
        () -> new Result(Result.Status.WARN, "Look at it."), Map.of(HealthCheck.NAME, "SMO x"));
    bundle =
        new SupportBundle(
            report,
            new QueueReport(connections, console.lanes, console.ledger, TwoQueues.jobs()),
            new Configurations(context.getService(ConfigurationAdmin.class)),
            checks);
    support = new SupportServlet(console.tokens, report, bundle);
  }

  private void configured(String pid, Object... pairs) throws Exception {
    Dictionary<String, Object> properties = new Hashtable<>();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    context.getService(ConfigurationAdmin.class).getConfiguration(pid, null).update(properties);
  }

  private Map<String, String> unzipped() throws Exception {
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    support.service(console.request("GET", "as", "zip"), response);
    assertEquals(200, response.getStatus());
    assertEquals("application/zip", response.getContentType());
    assertTrue(
        response
            .getHeader("Content-Disposition")
            .matches("attachment; filename=\"smo-support-\\d{8}T\\d{6}\\.zip\""),
        response.getHeader("Content-Disposition"));
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(response.getOutput()))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  @Test
  void itTellsOfMachineConnectionsAndPostsThatWantAPerson() throws Exception {
    PostRecord failed = console.post(OURS, State.FAILED);
    console.ledger.update(
        failed.id(),
        post ->
            post.decided(Instant.now(), "jane", "ask").with(Key.REASON, "The network says no."));
    JsonNode report = console.get(support).json();
    assertEquals("test", report.path("environment").asText());
    assertEquals(1, report.path("schema").asInt());
    assertEquals(1, report.path("states").path("FAILED").asInt());
    assertTrue(report.path("machine").path("heapMost").asLong() > 0, report::toString);
    assertEquals("tiny-en", report.path("connections").path(0).path("id").asText());
    JsonNode trouble = report.path("attention").path(0);
    assertEquals(failed.id(), trouble.path("id").asText());
    assertEquals("The network says no.", trouble.path("reason").asText());
    assertTrue(trouble.path("history").path(0).asText().endsWith(" ask"), trouble::toString);
  }

  @Test
  void theZipHasAllThatHelps() throws Exception {
    PostRecord failed = console.post(OURS, State.FAILED);
    console.ledger.update(failed.id(), post -> post.with(Key.REASON, "The network says no."));
    configured("dev.smo.environment.Environment", "name", "stage", "scheduler.period", 10L);
    Map<String, String> files = unzipped();
    assertEquals(
        Set.of(
            "summary.txt",
            "report.json",
            "queue.json",
            "checks.json",
            "settings.json",
            "threads.txt"),
        files.keySet());
    String summary = files.getOrDefault("summary.txt", "");
    for (String told :
        List.of(
            "Environment: test", "WARN Look at it.", "tiny-en: 0 wait", "The network says no.")) {
      assertTrue(summary.contains(told), () -> told + " is missing in " + summary);
    }
    assertTrue(files.getOrDefault("settings.json", "").contains("\"stage\""), files::toString);
    assertTrue(files.getOrDefault("threads.txt", "").contains("theZipHasAllThatHelps"));
  }

  @Test
  void noSecretAndNoWordsAndNobodysNameAreInIt() throws Exception {
    PostRecord failed = console.post(OURS, State.FAILED);
    console.ledger.update(failed.id(), post -> post.decided(Instant.now(), "jane", "ask"));
    configured(
        "dev.smo.connections.ConfiguredConnection~x",
        "id",
        "tiny-conf",
        "endpoint",
        "https://u:password-of-a-proxy@x.example/",
        "settings",
        new String[] {"a=settings-secret"},
        "secrets",
        new String[] {"password=settings-secret"});
    configured(
        "dev.smo.connections.ConfiguredApplication~x",
        "network",
        "tiny",
        "secrets",
        new String[] {"clientSecret=client-secret"});
    configured(
        "dev.smo.outbound.http.HttpOutbound",
        "accessTokens",
        new String[] {"token-in-a-list"},
        "proxy",
        "http://user:password-of-a-proxy@proxy.example:3128",
        "hub",
        new String[] {"https://hub.example/?key=key-in-an-address"});
    CountDownLatch over = new CountDownLatch(1);
    Thread request =
        new Thread(
            () -> {
              try {
                over.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "127.0.0.1 [17] GET /bin/x?session=session-in-a-thread HTTP/1.1");
    request.start();
    try {
      String all = console.get(support).json() + unzipped().toString() + printed(Format.TEXT);
      for (String hidden : SECRETS) {
        assertFalse(all.contains(hidden), () -> hidden + " is in " + all);
      }
      assertTrue(all.contains("tiny-conf"), "what is configured is told of");
    } finally {
      over.countDown();
      request.join();
    }
  }

  private String printed(Format format) {
    StringWriter text = new StringWriter();
    new SupportPrinter(bundle).print(new PrintWriter(text), format, /* isZip= */ false);
    return text.toString();
  }

  @Test
  void theWebConsoleShowsTheSummaryAsTextOrJson() {
    assertTrue(printed(Format.TEXT).contains("Environment: test"));
    assertTrue(printed(Format.JSON).startsWith("{"));
  }

  @Test
  void itIsForAdministratorsOnly() throws Exception {
    assertEquals(403, console.as("jane").get(support).status());
    assertEquals(403, console.get(support, "as", "zip").status());
  }
}
