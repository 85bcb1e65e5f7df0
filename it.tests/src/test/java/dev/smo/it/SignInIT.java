// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.testkit.Call;
import dev.smo.testkit.FakeOAuth;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A person signs in on a network's own page, in a real browser, and comes back to the console. The
 * steps are those of {@code it.tests/browser/signin.mjs}.
 */
@OnSlingCms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInIT {
  private static final Path BROWSER = SlingCms.PROJECT.resolve("it.tests/browser");
  private static final String RETURN = "/bin/smo/signin";
  private static final String SECRET = "secret-of-the-application";

  private final Cms cms;
  private FakeOAuth network;

  SignInIT(Cms cms) {
    this.cms = cms;
  }

  @BeforeAll
  void install() {
    SignInPlugin.install(cms);
  }

  @BeforeEach
  void open() {
    network =
        new FakeOAuth()
            .mode(FakeOAuth.Mode.ASKING)
            .account("p1", "Museum")
            .account("p2", "Museum shop");
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void aPersonSignsInAndWhatGoesWrongLeadsBackToTheConnections() throws IOException {
    network.app("smo", SECRET, cms.uri(RETURN).toString());
    walk(cms.uri(""));
    assertEquals(List.of(), leaks());
  }

  @Test
  void theSameHoldsBehindAProxyThatAddsAPath() throws IOException {
    Path config = cms.server().install().resolve("dev.smo.console.ReturnAddress.cfg.json");
    try (PathProxy proxy = new PathProxy(cms.uri(""))) {
      network.app("smo", SECRET, proxy.uri(RETURN).toString());
      Files.writeString(config, "{\"trustForwarded:Boolean\": true}");
      awaitRedirect(proxy.uri(RETURN), proxy.uri(RETURN));
      walk(proxy.uri(""));
      assertEquals(List.of(), proxy.outside().stream().filter(SignInIT::ours).toList());
      assertEquals(List.of(), leaks());
    } finally {
      Files.deleteIfExists(config);
      awaitRedirect(cms.uri(RETURN), cms.uri(RETURN));
    }
  }

  @Test
  void theAddressOfThisServerMayBeConfigured() throws IOException {
    Path config = cms.server().install().resolve("dev.smo.console.ReturnAddress.cfg.json");
    try {
      Files.writeString(config, "{\"publicUrl\": \"https://author.example/cms/\"}");
      awaitRedirect(cms.uri(RETURN), URI.create("https://author.example/cms" + RETURN));
    } finally {
      Files.deleteIfExists(config);
      awaitRedirect(cms.uri(RETURN), cms.uri(RETURN));
    }
  }

  private void awaitRedirect(URI asked, URI wanted) {
    Eventually.see(
        "return address " + wanted,
        () -> cms.admin().get(asked).body(),
        body ->
            body.startsWith("{")
                && Http.parse(body).path("redirect").asText().equals(wanted.toString()));
  }

  private void walk(URI base) {
    String steps =
        Program.output(
            BROWSER, "node", "signin.mjs", base.toString(), network.uri().toString(), SECRET);
    assertTrue(steps.contains("ok  the last step: nothing failed"), steps);
  }

  /** Whether a path is served by us, whatever the host's own pages ask for. */
  private static boolean ours(String path) {
    return path.startsWith("/bin/smo") || path.contains("/smo");
  }

  /**
   * Logs of the server in which something secret stands. Sling's own logs of requests hold the
   * address that a browser came back to, with a code that is used up.
   */
  private List<String> leaks() throws IOException {
    TreeSet<String> secrets =
        new TreeSet<>(
            List.of(SECRET, "token-of-person", "token-p1", "token-p2", "refresh-of-person"));
    for (Call call : network.calls()) {
      secrets.addAll(call.form().getOrDefault("code_verifier", List.of()));
      secrets.addAll(call.form().getOrDefault("code", List.of()));
    }
    assertTrue(secrets.size() > 7, secrets::toString);
    List<String> leaks = new ArrayList<>();
    try (var logs = Files.walk(cms.server().home().resolve("launcher/logs"))) {
      for (Path log : logs.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(log).replaceAll("GET " + RETURN + "\\?\\S+", "");
        secrets.stream()
            .filter(text::contains)
            .forEach(secret -> leaks.add(log.getFileName() + ": " + secret));
      }
    }
    return leaks;
  }
}
