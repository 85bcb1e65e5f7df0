// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir Path home;

  @Test
  void isMadeAtFirstStartAndKeptAfterwards() throws IOException {
    String first = KeyFile.of(file());

    assertEquals(44, first.length());
    assertEquals(first, KeyFile.of(file()));
  }

  @Test
  void differsFromInstallationToInstallation() throws IOException {
    String here = KeyFile.of(file());
    String there = KeyFile.of(home.resolve("other.key"));

    assertNotEquals(here, there);
  }

  @Test
  void isForTheEyesOfItsOwnerOnlyAndLeavesNothingBesideIt() throws IOException {
    KeyFile.of(file());

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void keepsAKeyThatAnOperatorPutThere() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "chosen by the operator\n");

    assertEquals("chosen by the operator", KeyFile.of(file()));
  }

  @Test
  void refusesAnEmptyFileRatherThanEncryptWithNothing() throws IOException {
    Files.createDirectories(file().getParent());
    Files.createFile(file());

    IOException refusal = assertThrows(IOException.class, () -> KeyFile.of(file()));
    assertTrue(refusal.getMessage().contains("is empty"), refusal.getMessage());
  }

  private Path file() {
    return home.resolve("smo/secret.key");
  }
}
