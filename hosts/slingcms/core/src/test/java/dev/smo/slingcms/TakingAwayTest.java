// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Sling installs the packages inside ours without a snapshot and cannot uninstall them, so docs say
 * by name what to delete: what is forgotten there answers 500 once the bundles are gone.
 */
class TakingAwayTest {
  private static final Path PROJECT = Path.of("../../..");
  private static final Pattern ROOT = Pattern.compile("<filter root=\"([^\"]+)\"(?! mode)");
  private static final Pattern DELETED = Pattern.compile("-F :applyTo=(\\S+)");

  @Test
  void docsDeleteAllThatThePackagesOfSlingCmsBring() throws IOException {
    Set<String> brought = new TreeSet<>();
    for (String part : List.of("ui.apps", "ui.static", "hosts/slingcms/ui.apps")) {
      brought.addAll(found(ROOT, part + "/src/main/content/META-INF/vault/filter.xml"));
    }
    Set<String> deleted = found(DELETED, "docs/install.md");
    // With the folder of the embedded packages.
    brought.removeIf(path -> path.startsWith("/apps/smo/"));
    brought.add("/apps/smo");
    assertEquals(brought, deleted);
  }

  private static Set<String> found(Pattern pattern, String file) throws IOException {
    return pattern
        .matcher(Files.readString(PROJECT.resolve(file)))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
