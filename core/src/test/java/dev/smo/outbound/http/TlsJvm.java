// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Trust is fixed when a JVM starts, so both ends of a test with TLS are in one of their own. */
final class TlsJvm {
  private TlsJvm() {}

  /**
   * Runs a class whose sockets own and trust a certificate for a host.
   *
   * @return the last line that it printed
   */
  static String run(Path folder, String host, Class<?> main)
      throws IOException, InterruptedException {
    String keys = folder.resolve("keys.p12").toString();
    started(
        folder,
        "keytool",
        "-genkeypair",
        "-keystore",
        keys,
        "-storepass",
        "changeit",
        "-alias",
        "test",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + host,
        "-ext",
        "san=dns:" + host);
    return started(
            folder,
            "java",
            "-Djavax.net.ssl.keyStore=" + keys,
            "-Djavax.net.ssl.keyStorePassword=changeit",
            "-Djavax.net.ssl.trustStore=" + keys,
            "-Djavax.net.ssl.trustStorePassword=changeit",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName())
        .lines()
        .reduce((first, last) -> last)
        .orElse("");
  }

  private static String started(Path folder, String program, String... arguments)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", program);
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(List.of(arguments));
    Path said = folder.resolve(program + ".txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(said);
    assertTrue(ended, () -> program + " never ended, and said: " + text);
    assertEquals(0, process.exitValue(), () -> program + " said: " + text);
    return text;
  }
}
