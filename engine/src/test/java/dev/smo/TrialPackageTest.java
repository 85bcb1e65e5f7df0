// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is fine on a developer's own machine comes to no server with a package of ours. */
class TrialPackageTest {
  private static final Path ROOT = Path.of("..");
  private static final Set<String> NOT_SOURCES = Set.of("target", "node_modules", ".git", ".smo");

  private static Set<String> files(String end, Predicate<String> saying) throws IOException {
    Set<String> found = new TreeSet<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_SOURCES.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (file.toString().endsWith(end) && saying.test(Files.readString(file))) {
              found.add(ROOT.relativize(file).toString().replace('\\', '/'));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  @Test
  void noPackageBringsTheTrialWithIt() throws IOException {
    assertEquals(
        Set.of("all/aem-trial/pom.xml", "it.tests/pom.xml", "release/pom.xml"),
        files("pom.xml", pom -> pom.contains("dev.smo.trial.aem")));
  }

  @Test
  void onlyTrialsAreAllowedPrivateHostsAndHttp() throws IOException {
    Set<String> lenient =
        files(
            ".cfg.json",
            text -> text.contains("allow.http") || text.contains("allowed.private.hosts"));
    assertTrue(!lenient.isEmpty(), "there is the trial");
    for (String file : lenient) {
      // The second is what ./smo run starts with; it lies beside the content of the package.
      assertTrue(
          file.startsWith("all/aem-trial/") || file.startsWith("all/slingcms/src/main/run/"), file);
    }
  }

  @Test
  void noPackageTurnsTheSandboxOn() throws IOException {
    for (String file : files(".cfg.json", text -> true)) {
      assertTrue(
          !file.endsWith("dev.smo.connectors.sandbox.cfg.json")
              || file.startsWith("all/aem-trial/")
              || file.startsWith("all/slingcms/src/main/run/"),
          file);
    }
  }
}
