// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import com.day.cq.commons.Externalizer;
import dev.smo.it.standin.Activator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * Puts together, on the machine of the test and nowhere else, a bundle with AEM's API as Maven has
 * it, AEM's node types and our stand-ins behind that API.
 */
final class StandInForAem {
  /** AEM's own packages, and those of others that it has and Sling CMS lacks. */
  private static final String ROOTS =
      "com[.]day|com[.]adobe|org[.]json|org[.]apache[.]commons[.](?:lang|httpclient|imaging)";

  private static final Pattern PACKAGES =
      Pattern.compile("(?:" + ROOTS.replace("[.]", "/") + ")/.*[.]class");
  private static final Pattern EXPORT =
      Pattern.compile(
          "(?<![\\w.])((?:" + ROOTS + ")(?:[.]\\w+)*)" + "((?:;[\\w-]+:?=(?:\"[^\"]*\"|[^;,]*))*)");
  private static final Pattern VERSION = Pattern.compile(";version=\"?([\\w.]+)");

  private StandInForAem() {}

  static void write(Path bundle) {
    try (JarFile api = new JarFile(of(Externalizer.class).toFile());
        OutputStream out = Files.newOutputStream(bundle);
        JarOutputStream jar = new JarOutputStream(out, manifest(api.getManifest()))) {
      for (var entry : (Iterable<JarEntry>) api.stream()::iterator) {
        if (PACKAGES.matcher(entry.getName()).matches()) {
          try (InputStream in = api.getInputStream(entry)) {
            add(jar, entry.getName(), in);
          }
        }
      }
      try (InputStream in = StandInForAem.class.getResourceAsStream("/aem.cnd")) {
        add(jar, "SLING-INF/aem.cnd", in);
      }
      Path classes = of(Activator.class);
      Path folder = classes.resolve("dev/smo/it/standin");
      try (var files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          try (InputStream in = Files.newInputStream(file)) {
            add(jar, classes.relativize(file).toString(), in);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Manifest manifest(Manifest api) {
    String exported = api.getMainAttributes().getValue("Export-Package");
    List<String> exports =
        EXPORT
            .matcher(exported)
            .results()
            .map(found -> found.group(1) + version(found.group(2)))
            .distinct()
            .collect(Collectors.toList());
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.putValue("Manifest-Version", "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "dev.smo.it.standin");
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue("Bundle-Activator", Activator.class.getName());
    main.putValue("Export-Package", String.join(",", exports));
    main.putValue("DynamicImport-Package", "*");
    main.putValue("Sling-Nodetypes", "SLING-INF/aem.cnd");
    return manifest;
  }

  private static String version(String attributes) {
    Matcher version = VERSION.matcher(attributes);
    return version.find() ? ";version=\"" + version.group(1) + "\"" : "";
  }

  private static void add(JarOutputStream jar, String name, InputStream content)
      throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    content.transferTo(jar);
    jar.closeEntry();
  }

  private static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
