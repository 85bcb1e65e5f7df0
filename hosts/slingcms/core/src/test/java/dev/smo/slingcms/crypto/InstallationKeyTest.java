// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationKeyTest {
  @TempDir Path home;

  @Test
  void isMadeAtFirstStartAndKeptAfterwards() throws IOException {
    char[] first = new InstallationKey(file()).getPassword();

    assertEquals(44, first.length);
    assertArrayEquals(first, new InstallationKey(file()).getPassword());
  }

  @Test
  void differsFromInstallationToInstallation() throws IOException {
    char[] here = new InstallationKey(file()).getPassword();
    char[] there = new InstallationKey(home.resolve("other.key")).getPassword();

    assertFalse(Arrays.equals(here, there));
  }

  @Test
  void isForTheEyesOfItsOwnerOnlyAndLeavesNothingBesideIt() throws IOException {
    new InstallationKey(file());

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void keepsAKeyThatAnOperatorPutThere() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "chosen by the operator\n");

    assertEquals("chosen by the operator", new String(new InstallationKey(file()).getPassword()));
  }

  @Test
  void refusesAnEmptyFileRatherThanEncryptWithNothing() throws IOException {
    Files.createDirectories(file().getParent());
    Files.createFile(file());

    IOException refusal = assertThrows(IOException.class, () -> new InstallationKey(file()));
    assertTrue(refusal.getMessage().contains("is empty"), refusal.getMessage());
  }

  private Path file() {
    return home.resolve("smo/secret.key");
  }
}
