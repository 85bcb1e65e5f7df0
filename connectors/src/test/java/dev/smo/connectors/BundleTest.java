// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.smo.connector.Connector;
import dev.smo.connectors.sandbox.SandboxConnector;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The built bundle's manifest, which decides where the connectors can be installed. */
class BundleTest {
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  private static URL of(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static Attributes headers() throws IOException {
    URL manifest = new URL(of(SandboxConnector.class), "META-INF/MANIFEST.MF");
    try (InputStream in = manifest.openStream()) {
      return new Manifest(in).getMainAttributes();
    }
  }

  private static List<String> imports() throws IOException {
    String clauses = QUOTED.matcher(headers().getValue("Import-Package")).replaceAll("");
    return List.of(clauses.replaceAll(";[^,]*", "").split(","));
  }

  @Test
  void exportsNothing() throws IOException {
    assertNull(headers().getValue("Export-Package"), "the copies inside are core's to export");
  }

  @Test
  void importsOfSmoNothingButTheApi() throws IOException {
    List<String> ours = imports().stream().filter(name -> name.startsWith("dev.smo.")).toList();
    assertFalse(ours.isEmpty(), "no package of the API is imported");
    try (URLClassLoader api = new URLClassLoader(new URL[] {of(Connector.class)}, null)) {
      assertEquals(
          List.of(),
          ours.stream()
              .filter(
                  name -> api.findResource(name.replace('.', '/') + "/package-info.class") == null)
              .toList(),
          "packages that api does not have");
    }
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
