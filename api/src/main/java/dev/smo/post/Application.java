// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.post;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a network gave to this installation as a whole, and not to one account: client id and client
 * secret, mostly. Immutable.
 */
public final class Application {
  private static final Application NONE = new Application(Map.of(), Map.of());

  private final Map<String, String> settings;
  private final Map<String, Secret> secrets;

  private Application(Map<String, String> settings, Map<String, Secret> secrets) {
    this.settings = Map.copyOf(settings);
    this.secrets = Map.copyOf(secrets);
  }

  public static Application none() {
    return NONE;
  }

  public static Application of(Map<String, String> settings, Map<String, Secret> secrets) {
    return new Application(settings, secrets);
  }

  public Application setting(String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return new Application(more, secrets);
  }

  public Application secret(String name, Secret value) {
    Map<String, Secret> more = new HashMap<>(secrets);
    more.put(name, value);
    return new Application(settings, more);
  }

  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  public Optional<Secret> secret(String name) {
    return Optional.ofNullable(secrets.get(name));
  }

  public Map<String, String> settings() {
    return settings;
  }

  public Map<String, Secret> secrets() {
    return secrets;
  }

  /** Names nothing of it. */
  @Override
  public String toString() {
    return "Application";
  }
}
