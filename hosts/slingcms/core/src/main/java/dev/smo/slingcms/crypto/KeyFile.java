// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.crypto;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A key in a file outside the repository: made once, and never written again. */
final class KeyFile {
  private static final int KEY_BYTES = 32;

  private KeyFile() {}

  /**
   * The key in a file, which is made where it is missing.
   *
   * @throws IOException it cannot be read or made, or is empty
   */
  static String of(Path file) throws IOException {
    if (Files.notExists(file)) {
      make(file);
    }
    String content = Files.readString(file).strip();
    if (content.isEmpty()) {
      throw new IOException(file + " is empty; restore the key from a backup");
    }
    return content;
  }

  /** Writes the whole key aside first, so that neither a crash nor another node sees half of it. */
  private static void make(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path aside = Files.createTempFile(folder, "secret", ".new", ownerOnly());
    try {
      Files.writeString(aside, random() + "\n", StandardOpenOption.DSYNC);
      Files.createLink(file, aside);
    } catch (FileAlreadyExistsException e) {
      // Another node was first, and its key counts.
    } catch (UnsupportedOperationException e) {
      Files.move(aside, file);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** A new key. */
  static String random() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
