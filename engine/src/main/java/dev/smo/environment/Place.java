// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.environment;

import dev.smo.repository.Keys;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an instance runs, told by what does not come along when its files are copied elsewhere.
 *
 * @param machine digest of the machine, its name and the path of the home; empty where that says
 *     nothing, as in a container, whose image many share
 * @param disk digest of a file of ours as the file system knows it; empty where there is none
 * @param run another one for each start
 */
public record Place(String machine, String disk, String run) {
  private static final Logger LOG = LoggerFactory.getLogger(Place.class);
  private static final List<Path> MACHINE_IDS =
      List.of(Path.of("/etc/machine-id"), Path.of("/var/lib/dbus/machine-id"));
  private static final List<Path> CONTAINERS =
      List.of(Path.of("/.dockerenv"), Path.of("/run/.containerenv"));

  static Place of(BundleContext context) {
    File marker = context.getDataFile("place");
    return new Place(
        inContainer() ? "" : machine(home(context)),
        marker == null ? "" : disk(marker.toPath()),
        UUID.randomUUID().toString());
  }

  /** By what it is known: the same over restarts where anything tells it at all. */
  String key() {
    return Keys.hash(isLasting() ? machine + " " + disk : run).substring(0, 32);
  }

  /** Whether it would be recognised after a restart. */
  boolean isLasting() {
    return !machine.isEmpty() || !disk.isEmpty();
  }

  /** Whether something tells that two are one. */
  boolean isSame(String otherMachine, String otherDisk) {
    return (!machine.isEmpty() && machine.equals(otherMachine))
        || (!disk.isEmpty() && disk.equals(otherDisk));
  }

  /**
   * The number of a file and the time at which it was made: a copy has others, whatever its path,
   * its words and its last change. They stay over restarts, new host names and moves on the disk.
   */
  static String disk(Path marker) {
    try {
      if (!Files.exists(marker)) {
        Path folder = marker.getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        Files.writeString(marker, UUID.randomUUID().toString(), StandardOpenOption.CREATE_NEW);
      }
      BasicFileAttributes file = Files.readAttributes(marker, BasicFileAttributes.class);
      String number =
          file.fileKey() == null ? "" : String.valueOf(Files.getAttribute(marker, "unix:ino"));
      return Keys.hash(Files.readString(marker) + " " + number + " " + file.creationTime());
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      LOG.warn("This installation is not recognised by its disk: {}", e.toString());
      return "";
    }
  }

  private static String machine(String home) {
    try {
      StringBuilder machine = new StringBuilder();
      for (Path id : MACHINE_IDS) {
        try {
          machine.append(Files.readString(id).strip());
        } catch (NoSuchFileException e) {
          // Not every system has it; its name is left.
        }
      }
      return Keys.hash(machine + "\n" + InetAddress.getLocalHost().getHostName() + "\n" + home);
    } catch (IOException e) {
      LOG.warn("This installation is not recognised by its machine: {}", e.toString());
      return "";
    }
  }

  private static boolean inContainer() {
    return System.getenv("KUBERNETES_SERVICE_HOST") != null
        || CONTAINERS.stream().anyMatch(Files::exists);
  }

  private static String home(BundleContext context) {
    String home = context.getProperty("sling.home");
    return Path.of(home == null ? System.getProperty("user.dir", "") : home)
        .toAbsolutePath()
        .normalize()
        .toString();
  }
}
