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
import org.apache.sling.commons.crypto.PasswordProvider;
import org.apache.sling.settings.SlingSettingsService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The key that opens the secrets of this installation: a file outside the repository, so that a
 * copy of the repository alone opens nothing. Made at first start, and never written again.
 */
@Component(service = PasswordProvider.class, property = "names=smo")
@Designate(ocd = InstallationKey.Config.class)
public final class InstallationKey implements PasswordProvider {
  private static final int KEY_BYTES = 32;

  /** What an operator may change. */
  @ObjectClassDefinition(
      name = "SMO: Key of this installation",
      description = "Where the key lies that opens the secrets of connections.")
  public @interface Config {
    @AttributeDefinition(
        name = "Path",
        description =
            "File with the key. The nodes of a cluster share one. Default: smo/secret.key in the"
                + " home folder of Sling.")
    String path() default "";
  }

  private final char[] key;

  @Activate
  public InstallationKey(@Reference SlingSettingsService sling, Config config) throws IOException {
    this(
        config.path().isEmpty()
            ? Path.of(sling.getSlingHomePath(), "smo", "secret.key")
            : Path.of(config.path()));
  }

  InstallationKey(Path file) throws IOException {
    if (Files.notExists(file)) {
      make(file);
    }
    String content = Files.readString(file).strip();
    if (content.isEmpty()) {
      throw new IOException(file + " is empty; restore the key from a backup");
    }
    key = content.toCharArray();
  }

  @Override
  public char[] getPassword() {
    return key.clone();
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

  private static String random() {
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
