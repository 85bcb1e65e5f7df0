// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jetbrains.annotations.Nullable;

/**
 * The real Sling CMS, started and stopped by {@code ./smo run} as people do it. With the system
 * properties {@code smo.it.home} and {@code smo.it.port} the tests use one that runs already.
 */
final class SlingCms implements AutoCloseable {
  /** The checkout. */
  static final Path PROJECT = Path.of(System.getProperty("smo.project", "..")).toAbsolutePath();

  private final int port;
  private final Path home;
  private final Map<String, String> environment;
  private @Nullable Process script;

  private SlingCms(int port, Path home, Map<String, String> environment) {
    this.port = port;
    this.home = home;
    this.environment = environment;
  }

  /** One in which nothing of ours is, but what lies in its folder {@code launcher/install}. */
  static SlingCms bare(String name, String runMode, Consumer<SlingCms> lay) {
    return fresh(name, Map.of("SMO_BARE", "yes", "SMO_JAVA_OPTS", options(runMode)), lay);
  }

  /** Sling CMS by itself, as {@code ./smo run} would start it. */
  static SlingCms plain(String name) {
    return fresh(name, Map.of("SMO_BARE", "yes"), cms -> {});
  }

  /** One with SMO and an empty repository, beside the one that tests share. */
  static SlingCms whole(String name, String runMode) {
    return fresh(name, Map.of("SMO_JAVA_OPTS", options(runMode)), cms -> {});
  }

  private static String options(String runMode) {
    return "-Xmx1g -Dsling.run.modes=" + runMode;
  }

  private static SlingCms fresh(
      String name, Map<String, String> environment, Consumer<SlingCms> lay) {
    Path home = Path.of("target", "it", name).toAbsolutePath();
    SlingCms cms = new SlingCms(freePort(), home, environment);
    clean(home);
    lay.accept(cms);
    cms.start();
    return cms;
  }

  /** One of several, whose home is empty and which is not started yet. */
  static SlingCms node(String name, Map<String, String> environment) {
    Path home = Path.of("target", "it", name).toAbsolutePath();
    clean(home);
    return new SlingCms(freePort(), home, environment);
  }

  /** Files here are installed, at the start and whenever they come. */
  Path install() {
    try {
      return Files.createDirectories(home.resolve("launcher/install"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One with an empty repository, or the one that runs already. */
  static SlingCms running() {
    String given = System.getProperty("smo.it.home");
    if (given != null) {
      return new SlingCms(Integer.getInteger("smo.it.port"), Path.of(given), Map.of());
    }
    Path home = Path.of("target", "it", "home").toAbsolutePath();
    SlingCms cms = new SlingCms(freePort(), home, Map.of());
    clean(home);
    ServiceUserProbe.allow(home.resolve("launcher/install"));
    cms.start();
    return cms;
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  Path home() {
    return home;
  }

  /** What the server logged since it was started last. */
  String log() {
    try {
      return Files.readString(home.resolve("launcher/logs/error.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the repository has written to the disk all that it was told so far. */
  void awaitOnDisk(Cms cms) {
    Path journal = home.resolve("launcher/repository/segmentstore/journal.log");
    long now = System.currentTimeMillis();
    Eventually.see(
        "write to the disk",
        () -> {
          // It writes only where there is something new.
          cms.write("/content/smo-it", Map.of("jcr:lastModified", ""));
          return journal.toFile().lastModified();
        },
        written -> written > now);
  }

  /** Starts on the same data and port. */
  void start() {
    CompletableFuture<String> ready = new CompletableFuture<>();
    try {
      Path log =
          Files.createDirectories(home.resolveSibling("logs"))
              .resolve("run-" + home.getFileName() + ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
              PROJECT.resolve("smo").toString(), "run", "--port", "" + port, "--home", "" + home);
      builder.environment().putAll(Map.of("SMO_BUILD", "no", "JAVA_HOME", javaHome()));
      builder.environment().putAll(environment);
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      script = process;
      Thread reader = new Thread(() -> read(process, log, ready), "smo run");
      reader.setDaemon(true);
      reader.start();
      ready.get(600, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Sling CMS did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Ends the server at once, as a power failure does. */
  void kill() {
    try {
      long pid = Long.parseLong(Files.readString(home.resolve("pid")).strip());
      ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
      server.destroyForcibly();
      server.onExit().get(20, TimeUnit.SECONDS);
      awaitScript();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Sling CMS outlives kill -9", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops in order, as Ctrl-C does. */
  @Override
  public void close() {
    Process process = script;
    if (process != null) {
      // Not Process.destroy(), which closes the streams that the script still writes to.
      process.toHandle().destroy();
      try {
        awaitScript();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void awaitScript() throws InterruptedException {
    Process process = script;
    if (process != null && !process.waitFor(90, TimeUnit.SECONDS)) {
      throw new IllegalStateException("./smo run did not end");
    }
  }

  private static void read(Process process, Path log, CompletableFuture<String> ready) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
        Files.writeString(log, said);
        if (line.startsWith("ready: ")) {
          ready.complete(line);
        }
      }
      ready.completeExceptionally(new IllegalStateException("./smo run said:\n" + said));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  private static String javaHome() {
    return System.getProperty("java.home");
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void clean(Path folder) {
    try {
      if (Files.exists(folder)) {
        try (var files = Files.walk(folder)) {
          files.sorted(java.util.Comparator.reverseOrder()).forEach(SlingCms::delete);
        }
      }
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
