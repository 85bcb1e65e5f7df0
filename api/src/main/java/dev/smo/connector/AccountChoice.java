// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Secret;
import java.util.HashMap;
import java.util.Map;

/** One of the accounts that a person who signed in may post for. Immutable. */
public final class AccountChoice {
  private final String id;
  private final String label;
  private final Map<String, String> settings;
  private final Map<String, Secret> secrets;

  private AccountChoice(
      String id, String label, Map<String, String> settings, Map<String, Secret> secrets) {
    this.id = id;
    this.label = label;
    this.settings = Map.copyOf(settings);
    this.secrets = Map.copyOf(secrets);
  }

  /**
   * @param id the network's own
   * @param label name that people see
   */
  public static AccountChoice of(String id, String label) {
    return new AccountChoice(id, label, Map.of(), Map.of());
  }

  /** A copy with a setting that the connection gets if this account is chosen. */
  public AccountChoice setting(String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return new AccountChoice(id, label, more, secrets);
  }

  /** A copy with a secret that the connection gets if this account is chosen. */
  public AccountChoice secret(String name, Secret value) {
    Map<String, Secret> more = new HashMap<>(secrets);
    more.put(name, value);
    return new AccountChoice(id, label, settings, more);
  }

  public String id() {
    return id;
  }

  public String label() {
    return label;
  }

  public Map<String, String> settings() {
    return settings;
  }

  public Map<String, Secret> secrets() {
    return secrets;
  }

  /** Names the account; never its secrets. */
  @Override
  public String toString() {
    return "AccountChoice[" + id + "]";
  }
}
