// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import dev.smo.it.network.Activator;
import dev.smo.testkit.OAuthNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A bundle with the network {@code oauth}, put together for a test and dropped into a CMS. */
final class SignInPlugin {
  private static final String NAME = "dev.smo.it.network";
  private static final List<Class<?>> CLASSES =
      List.of(Activator.class, OAuthNetwork.class, OAuthNetwork.Registering.class);

  private SignInPlugin() {}

  /** Drops it, whole at once, and waits until the console knows the network. */
  static void install(Cms cms) {
    Path bundle = cms.server().install().resolve(NAME + ".jar");
    Path part = cms.server().install().resolveSibling(NAME + ".part");
    try {
      write(part);
      Files.move(part, bundle, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Eventually.see(
        "network oauth",
        () -> cms.admin().json(cms.uri("/bin/smo/connections")).path("networks"),
        networks -> networks.findValuesAsText("name").contains("oauth"));
  }

  private static void write(Path bundle) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.putValue("Manifest-Version", "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", NAME);
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue("Bundle-Activator", Activator.class.getName());
    main.putValue("DynamicImport-Package", "*");
    try (OutputStream out = Files.newOutputStream(bundle);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Class<?> type : CLASSES) {
        String file = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new ZipEntry(file));
        try (InputStream in = type.getResourceAsStream("/" + file)) {
          in.transferTo(jar);
        }
      }
    }
  }
}
