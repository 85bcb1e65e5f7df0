// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server of its own with an empty database, as Debian installs it. */
final class Postgres implements AutoCloseable {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private final int port = SlingCms.freePort();
  private final Path data;

  private Postgres(Path data) {
    this.data = data;
  }

  static Postgres start() {
    try {
      // Where its own user, who is not ours, may write.
      Postgres started = new Postgres(Files.createTempDirectory("smo-postgres"));
      started.own();
      started.run("initdb", "-D", started.data + "/db", "-A", "trust", "-U", "oak");
      // -F: the machine does not fail in these tests, only processes do.
      String options = "-F -p " + started.port + " -k " + started.data;
      started.run(
          "pg_ctl",
          "-D",
          started.data + "/db",
          "-o",
          options,
          "-l",
          started.data + "/log",
          "-w",
          "start");
      started.run("createdb", "-h", "" + started.data, "-p", "" + started.port, "-U", "oak", "oak");
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/oak";
  }

  /** All of it stands still, as when it is cut off. */
  void suspend() {
    signal("-STOP");
  }

  void resume() {
    signal("-CONT");
  }

  /** The server, and those of its processes that do not end just now. */
  private void signal(String signal) {
    try {
      String server = Files.readAllLines(data.resolve("db/postmaster.pid")).get(0);
      Program.output(data, "kill", signal, server);
      for (ProcessHandle child :
          ProcessHandle.of(Long.parseLong(server)).stream()
              .flatMap(ProcessHandle::children)
              .toList()) {
        new ProcessBuilder("kill", signal, "" + child.pid())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void own() {
    if (isRoot()) {
      Program.output(data, "chown", "postgres", data.toString());
    }
  }

  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(bin().resolve(program).toString());
    command.addAll(List.of(arguments));
    Program.output(data, command.toArray(String[]::new));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static Path bin() {
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions.max(Comparator.naturalOrder()).orElseThrow().resolve("bin");
    } catch (IOException e) {
      throw new UncheckedIOException("install PostgreSQL: apt-get install postgresql", e);
    }
  }

  @Override
  public void close() {
    resume();
    run("pg_ctl", "-D", data + "/db", "-m", "immediate", "-w", "stop");
    SlingCms.clean(data);
    try {
      Files.delete(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
