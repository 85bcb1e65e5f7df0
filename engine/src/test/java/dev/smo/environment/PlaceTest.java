// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {
  @TempDir Path home;

  @Test
  void aDiskIsTheSameAfterARestartAndWhenItsFolderIsMoved() throws IOException {
    String disk = Place.disk(home.resolve("old/place"));
    assertFalse(disk.isEmpty());
    assertEquals(disk, Place.disk(home.resolve("old/place")));
    Files.move(home.resolve("old"), home.resolve("new"));
    assertEquals(disk, Place.disk(home.resolve("new/place")));
  }

  @Test
  void aCopyOfAHomeIsOnAnotherDiskThoughAllItsAttributesAreCopied() throws IOException {
    String disk = Place.disk(home.resolve("place"));
    Files.copy(home.resolve("place"), home.resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES);
    assertNotEquals(disk, Place.disk(home.resolve("copy")));
  }

  @Test
  void aFileThatCannotBeMadeTellsNothing() throws IOException {
    Files.createFile(home.resolve("file"));
    assertEquals("", Place.disk(home.resolve("file/place")));
  }

  @Test
  void whatTellsNothingIsTheSameAsNothing() {
    Place nowhere = new Place("", "", "run");
    assertFalse(nowhere.isSame("", ""));
    assertFalse(nowhere.isLasting());
    assertTrue(new Place("", "disk", "run").isSame("machine", "disk"));
    assertNotEquals(nowhere.key(), new Place("", "", "another run").key());
  }
}
