// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.smo.connector.Connector;
import dev.smo.connectors.sandbox.SandboxConnector;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Objects;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The built bundle's manifest, which decides where the connectors can be installed. */
class BundleTest {
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  /** The packages that a header of the bundle with a class names; empty where it has none. */
  private static List<String> packages(Class<?> type, String header) throws IOException {
    URL location = type.getProtectionDomain().getCodeSource().getLocation();
    // No URLConnection, which would cache the jar; it may be a folder or a jar.
    try (URLClassLoader bundle = new URLClassLoader(new URL[] {location}, null);
        InputStream in =
            Objects.requireNonNull(bundle.getResourceAsStream("META-INF/MANIFEST.MF"))) {
      String clauses = Objects.toString(new Manifest(in).getMainAttributes().getValue(header), "");
      String names = QUOTED.matcher(clauses).replaceAll("").replaceAll(";[^,]*", "");
      return Stream.of(names.split(",")).filter(name -> !name.isEmpty()).toList();
    }
  }

  private static List<String> imports() throws IOException {
    return packages(SandboxConnector.class, "Import-Package");
  }

  @Test
  void exportsNothing() throws IOException {
    assertEquals(
        List.of(),
        packages(SandboxConnector.class, "Export-Package"),
        "the copies inside are core's to export");
  }

  @Test
  void importsOfSmoNothingButTheApi() throws IOException {
    List<String> api = packages(Connector.class, "Export-Package");
    List<String> ours = imports().stream().filter(name -> name.startsWith("dev.smo.")).toList();
    assertFalse(ours.isEmpty(), "no package of the API is imported");
    assertEquals(
        List.of(),
        ours.stream().filter(name -> !api.contains(name)).toList(),
        "packages that api does not export");
  }

  @Test
  void importsNoLibraryThatNoHostHas() throws IOException {
    assertEquals(
        List.of(),
        imports().stream()
            .filter(name -> name.startsWith("com.twitter.") || name.startsWith("javax.annotation"))
            .toList(),
        "packages that travel inside, or that X's lists name and nobody needs");
  }
}
