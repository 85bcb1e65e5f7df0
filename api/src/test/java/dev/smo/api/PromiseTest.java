// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the API against what was promised with 1.0. The baseline check of the build does so too,
 * and more closely, as soon as there is a release to compare with.
 */
class PromiseTest {
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path PROMISE = Path.of("src/test/resources/promise-1.txt");
  private static final Pattern VERSION = Pattern.compile("@Version\\(\"(\\d+)\\.\\d+\\.\\d+\"\\)");

  @Test
  void whatWasPromisedIsThere() throws IOException {
    TreeSet<String> offered = offered();
    if (Boolean.getBoolean("smo.promise.write")) {
      Files.write(PROMISE, offered);
    }
    List<String> missing =
        Files.readAllLines(PROMISE).stream().filter(line -> !offered.contains(line)).toList();
    assertEquals(
        "",
        String.join("\n", missing),
        "gone or otherwise since 1.0, which breaks plugins; keep it, or begin 2.0");
  }

  @Test
  void nothingMoreIsAskedOfPlugins() throws IOException {
    List<String> promised = Files.readAllLines(PROMISE);
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(PromiseTest::isForPlugins).toList()) {
        String name = SOURCES.relativize(file).toString().replaceAll("[/\\\\]", ".");
        Class<?> type = named(name.substring(0, name.length() - ".java".length()));
        for (Method method : type.getDeclaredMethods()) {
          boolean asked = Modifier.isAbstract(method.getModifiers());
          boolean isNew = !promised.contains(header(type));
          assertTrue(
              !asked || isNew || promised.contains(method.toGenericString()),
              () -> "plugins of 1.0 have no " + method + "; give it a body");
        }
      }
    }
  }

  private static boolean isForPlugins(Path file) {
    try {
      return file.toString().endsWith(".java") && Files.readString(file).contains("@ConsumerType");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyPackageIsOfThePromisedVersion() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(one -> one.endsWith("package-info.java")).toList()) {
        var version = VERSION.matcher(Files.readString(file));
        assertTrue(version.find(), () -> "no version in " + file);
        assertEquals("1", version.group(1), file::toString);
      }
    }
  }

  private static TreeSet<String> offered() throws IOException {
    TreeSet<String> offered = new TreeSet<>();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".class")).toList()) {
        String name = CLASSES.relativize(file).toString().replaceAll("[/\\\\]", ".");
        if (!name.endsWith("-info.class")) {
          describe(named(name.substring(0, name.length() - ".class".length())), offered);
        }
      }
    }
    return offered;
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void describe(Class<?> type, TreeSet<String> offered) {
    for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
      if (!isOffered(around.getModifiers()) || around.isAnonymousClass()) {
        return;
      }
    }
    offered.add(header(type));
    for (Class<?> above : type.getInterfaces()) {
      offered.add(type.getName() + " is a " + above.getName());
    }
    Stream.<AccessibleObject[]>of(
            type.getDeclaredConstructors(), type.getDeclaredMethods(), type.getDeclaredFields())
        .flatMap(Arrays::stream)
        .filter(one -> isOffered(((Member) one).getModifiers()) && !((Member) one).isSynthetic())
        .map(PromiseTest::text)
        .forEach(offered::add);
  }

  private static String header(Class<?> type) {
    String kind = type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
    return (type.isInterface() ? "interface" : kind) + " " + type.getName();
  }

  private static boolean isOffered(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String text(AccessibleObject member) {
    if (member instanceof Method method) {
      return method.toGenericString();
    }
    return member instanceof Constructor<?> constructor
        ? constructor.toGenericString()
        : ((Field) member).toGenericString();
  }
}
