// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Adobe's Core Components as Maven has laid them into {@code target/core-components}: bundle and
 * components, unchanged, but that the package does not wait for packages which only an AEM has.
 */
final class CoreComponents {
  private static final Path FOLDER = Path.of("target", "core-components");
  private static final String PROPERTIES = "META-INF/vault/properties.xml";
  private static final Pattern DEPENDENCIES =
      Pattern.compile("<entry key=\"dependencies\">[^<]*</entry>");

  private CoreComponents() {}

  /** Lays them into the folder that a server installs from. */
  static void layInto(Path install) {
    try (ZipFile from = new ZipFile(only("*.zip").toFile());
        ZipOutputStream to =
            new ZipOutputStream(Files.newOutputStream(install.resolve("core-components.zip")))) {
      Files.copy(only("*.jar"), install.resolve("core-components.jar"));
      for (ZipEntry entry : Collections.list(from.entries())) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        try (InputStream in = from.getInputStream(entry)) {
          to.write(entry.getName().equals(PROPERTIES) ? alone(in) : in.readAllBytes());
        }
        to.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] alone(InputStream properties) throws IOException {
    String text = new String(properties.readAllBytes(), StandardCharsets.UTF_8);
    return DEPENDENCIES.matcher(text).replaceAll("").getBytes(StandardCharsets.UTF_8);
  }

  private static Path only(String glob) {
    return Aem.only(FOLDER, glob);
  }
}
