// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The addresses at which servlets of all modules are registered, by the names of their classes. Is
 * read from the sources: neither are all modules on one class path, nor is the annotation kept.
 */
public final class ServletAddresses {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern ADDRESS = Pattern.compile("\"(/bin/smo/[a-z./]+)\"");
  private static final Map<String, String> ALL = read();

  private ServletAddresses() {}

  static Map<String, String> all() {
    return ALL;
  }

  /** The address of a servlet; empty where it has none below {@code /bin/smo}. */
  public static Optional<String> of(Class<?> servlet) {
    return Stream.<Class<?>>iterate(servlet, Objects::nonNull, Class::getSuperclass)
        .map(one -> ALL.get(one.getName()))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Map<String, String> read() {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.find(PROJECT, 30, (file, is) -> isOurs(file))) {
      for (Path file : files.toList()) {
        String source = Files.readString(file);
        Matcher address = ADDRESS.matcher(source);
        if (source.contains("@SlingServletPaths(") && address.find()) {
          found.put(className(file), address.group(1));
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOurs(Path file) {
    return file.toString().endsWith("Servlet.java")
        && file.toString().contains("/src/main/java/dev/smo/");
  }

  private static String className(Path file) {
    String path = file.toString().replaceFirst(".*/src/main/java/", "");
    return path.substring(0, path.length() - ".java".length()).replace('/', '.');
  }
}
