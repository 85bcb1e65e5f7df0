// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.post.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings and secrets as OSGi configuration writes them: {@code name=value}. */
final class ConfiguredPairs {
  private ConfiguredPairs() {}

  /**
   * @throws IllegalArgumentException a line has no name
   */
  static Map<String, String> settings(String[] lines) {
    Map<String, String> pairs = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("Each of settings and secrets is written name=value");
      }
      pairs.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
    }
    return pairs;
  }

  /**
   * Opens {@code env:VARIABLE} and {@code file:PATH}.
   *
   * @throws IllegalArgumentException a line has no name, or a variable is not set
   * @throws UncheckedIOException a file cannot be read
   */
  static Map<String, Secret> secrets(String[] lines) {
    Map<String, Secret> secrets = new HashMap<>();
    settings(lines).forEach((name, value) -> secrets.put(name, open(name, value)));
    return secrets;
  }

  private static Secret open(String name, String value) {
    if (value.startsWith("env:")) {
      String variable = value.substring(4);
      String content = System.getenv(variable);
      if (content == null) {
        throw new IllegalArgumentException(
            "secret " + name + ": environment variable " + variable + " is not set");
      }
      return Secret.of(content);
    }
    if (value.startsWith("file:")) {
      try {
        return Secret.of(Files.readString(Path.of(value.substring(5))).strip());
      } catch (IOException e) {
        throw new UncheckedIOException("secret " + name + " cannot be read from its file", e);
      }
    }
    return Secret.of(value);
  }
}
