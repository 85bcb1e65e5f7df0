// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.post.Secret;
import dev.smo.repository.Keys;
import dev.smo.schedule.Rhythm;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jetbrains.annotations.Nullable;

/**
 * A connection as people see and set it: everything but its secrets.
 *
 * @param endpoint address of the account's server, or empty
 * @param secrets names of the secrets that are set
 * @param since when it was first known: pages that were public before are not posted there
 * @param expires when its session ends, where it has one
 * @param configured whether OSGi configuration holds it, so that people cannot change it here
 * @param rhythm when and how much it posts
 * @param problem what is wrong with what is kept of it, so that it is not used; or empty
 */
public record Account(
    String id,
    String network,
    String label,
    String endpoint,
    Map<String, String> settings,
    Set<String> secrets,
    boolean enabled,
    @Nullable Instant since,
    @Nullable Instant expires,
    boolean configured,
    Rhythm rhythm,
    String problem) {

  public Account {
    settings = Map.copyOf(settings);
    secrets = Set.copyOf(secrets);
  }

  /**
   * Names what people enter of it, as it is now: not its secrets themselves, and not its session,
   * which is renewed without anybody.
   */
  public String revision() {
    return Keys.hash(
            String.join(
                "\n",
                network,
                label,
                endpoint,
                new TreeMap<>(settings).toString(),
                new TreeSet<>(secrets).toString(),
                new TreeMap<>(rhythm.texts()).toString()))
        .substring(0, 16);
  }

  /**
   * What a person typed in.
   *
   * @param rhythm when and how much it posts; empty: as before
   */
  public record Form(
      String id,
      String network,
      String label,
      String endpoint,
      Map<String, String> settings,
      Map<String, Secret> secrets,
      Optional<Rhythm> rhythm) {

    /**
     * Checks the names, which become part of a path.
     *
     * @throws IllegalArgumentException says what is wrong
     */
    public Form {
      if (!id.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
        throw new IllegalArgumentException(
            "A connection's name has lower-case letters, digits, - and _ only: " + id);
      }
      if (!network.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
        throw new IllegalArgumentException("Unknown network: " + network);
      }
      settings = Map.copyOf(settings);
      secrets = Map.copyOf(secrets);
    }

    /** One that says nothing of when and how much it posts. */
    public Form(
        String id,
        String network,
        String label,
        String endpoint,
        Map<String, String> settings,
        Map<String, Secret> secrets) {
      this(id, network, label, endpoint, settings, secrets, Optional.empty());
    }
  }
}
