// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Adobe's analyser, which passes our package for AEM in every build, sees the faults it is there
 * for: the same package with one of them does not pass.
 */
class AnalyserIT {
  private static final Path MODULE = SlingCms.PROJECT.resolve("all/aem");

  @Test
  void passesThePackageAsItIs() {
    Verdict verdict = analyse("as-it-is", (name, bytes) -> bytes);
    assertEquals(0, verdict.exit(), verdict.said());
  }

  @Test
  void refusesABundleThatNeedsAPackageWhichAemDoesNotHave() {
    Verdict verdict =
        analyse(
            "import",
            (name, bytes) ->
                name.contains("/dev.smo.connectors-") ? importing(bytes, "org.jsoup") : bytes);
    assertTrue(verdict.exit() != 0 && verdict.said().contains("org.jsoup"), verdict.said());
  }

  @Test
  void refusesAServiceUserWhoseRightsAreMiswritten() {
    Verdict verdict =
        analyse(
            "repoinit",
            (name, bytes) ->
                name.contains("RepositoryInitializer")
                    ? new String(bytes, StandardCharsets.UTF_8)
                        .replace("create service user", "create a service user")
                        .getBytes(StandardCharsets.UTF_8)
                    : bytes);
    assertTrue(
        verdict.exit() != 0 && verdict.said().toLowerCase(Locale.ROOT).contains("repoinit"),
        verdict.said());
  }

  private record Verdict(int exit, String said) {}

  private static Verdict analyse(String fault, BiFunction<String, byte[], byte[]> change) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "analyser", fault)).toAbsolutePath();
      Path zip = folder.resolve("all.zip");
      Path built = Aem.only(MODULE.resolve("target"), "*.zip");
      Files.write(zip, changed(Files.readAllBytes(built), change));
      // The module's own pom with the package as a file in place of what it would build.
      String pom = Files.readString(MODULE.resolve("pom.xml"));
      String version =
          between(pom, "<artifactId>aemanalyser-maven-plugin</artifactId>", "<version>");
      String sdk =
          between(Files.readString(SlingCms.PROJECT.resolve("pom.xml")), "", "<aem.sdk.version>");
      Files.writeString(folder.resolve("pom.xml"), pom(zip, version, sdk));
      Path log = folder.resolve("analyser.log");
      Process process =
          new ProcessBuilder(
                  "mvn", "-B", "-ntp", "-f", folder.resolve("pom.xml").toString(), "verify")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      assertTrue(process.waitFor(300, TimeUnit.SECONDS), "the analyser does not end");
      return new Verdict(process.exitValue(), Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String pom(Path zip, String version, String sdk) {
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>dev.smo.it</groupId>
          <artifactId>analysed</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
          <dependencies>
            <dependency><groupId>com.adobe.aem</groupId><artifactId>aem-sdk-api</artifactId><version>%s</version><scope>provided</scope></dependency>
          </dependencies>
          <build><plugins><plugin>
            <groupId>com.adobe.aem</groupId><artifactId>aemanalyser-maven-plugin</artifactId><version>%s</version>
            <extensions>true</extensions>
            <executions><execution><phase>verify</phase><goals><goal>project-analyse</goal></goals></execution></executions>
            <configuration>
              <useDependencyVersions>true</useDependencyVersions>
              <contentPackageFiles><file>%s</file></contentPackageFiles>
            </configuration>
          </plugin></plugins></build>
        </project>
        """
        .formatted(sdk, version, zip);
  }

  /** What an element of XML holds, the first one after a text. */
  private static String between(String xml, String after, String element) {
    int start = xml.indexOf(element, xml.indexOf(after)) + element.length();
    return xml.substring(start, xml.indexOf('<', start));
  }

  private static byte[] importing(byte[] bundle, String imported) {
    return changed(
        bundle,
        (name, bytes) ->
            name.equals("META-INF/MANIFEST.MF")
                ? new String(bytes, StandardCharsets.UTF_8)
                    .replace("Import-Package: ", "Import-Package: " + imported + ",\r\n ")
                    .getBytes(StandardCharsets.UTF_8)
                : bytes);
  }

  /** The same archive with other bytes where the change gives others. */
  private static byte[] changed(byte[] archive, BiFunction<String, byte[], byte[]> change) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive));
        ZipOutputStream to = new ZipOutputStream(out)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(change.apply(entry.getName(), in.readAllBytes()));
        to.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
