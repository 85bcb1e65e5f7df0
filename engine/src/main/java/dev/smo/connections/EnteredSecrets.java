// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.post.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secrets that people typed in: they go only to the network and endpoint they were typed for. */
final class EnteredSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(EnteredSecrets.class);

  private final Vault vault;

  EnteredSecrets(Vault vault) {
    this.vault = vault;
  }

  /**
   * Opens the stored secrets of an account.
   *
   * @throws OtherKeyException this node cannot open them
   * @throws IllegalStateException one was not entered for this account's server; the message says
   *     what to do
   */
  Map<String, Secret> open(Account account, Map<String, String> stored) {
    Map<String, Secret> secrets = new HashMap<>();
    stored.forEach((name, text) -> secrets.put(name, open(name, text, account)));
    return secrets;
  }

  private Secret open(String name, String text, Account account) {
    String which = "The secret " + name + " of connection " + account.id();
    try {
      return vault
          .open(text, Vault.destination(account.network(), account.endpoint()))
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      which
                          + " was entered for another server address or network, and is not sent"
                          + " to "
                          + server(account.network(), account.endpoint())
                          + ". Set these back, or enter the secret again."));
    } catch (IllegalArgumentException e) {
      throw new OtherKeyException(which, e);
    }
  }

  /**
   * Sees to it that all secrets which a form leaves as they are may go where it would send them.
   *
   * @throws IllegalArgumentException names those that must be entered again
   * @throws IllegalStateException there is no cipher to look with
   */
  void requireAll(Account.Form form, Map<String, String> stored) {
    String destination = Vault.destination(form.network(), form.endpoint());
    Set<String> missing = new TreeSet<>();
    stored.forEach(
        (name, text) -> {
          if (!form.secrets().containsKey(name) && !opens(text, destination)) {
            missing.add(name);
          }
        });
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "The connection's secrets were entered for another server address or network, or with"
              + " another key, and are not sent to "
              + server(form.network(), form.endpoint())
              + ". Enter again: "
              + String.join(", ", missing)
              + ".");
    }
  }

  /**
   * The secrets with which a form would be used: those that it names, and stored ones besides.
   *
   * @throws IllegalArgumentException names those that must be entered again
   * @throws IllegalStateException there is no cipher to look with
   */
  Map<String, Secret> of(Account.Form form, Map<String, String> stored) {
    requireAll(form, stored);
    String destination = Vault.destination(form.network(), form.endpoint());
    Map<String, Secret> secrets = new HashMap<>(form.secrets());
    stored.forEach(
        (name, text) ->
            secrets.computeIfAbsent(name, kept -> vault.open(text, destination).orElseThrow()));
    return secrets;
  }

  /** Whether all stored secrets may go to the server of a form. */
  boolean allOpen(Account.Form form, Map<String, String> stored) {
    String destination = Vault.destination(form.network(), form.endpoint());
    return stored.values().stream().allMatch(text -> opens(text, destination));
  }

  private boolean opens(String text, String destination) {
    try {
      return vault.open(text, destination).isPresent();
    } catch (IllegalArgumentException e) {
      LOG.debug("a secret of another key must be entered again", e);
      return false;
    }
  }

  private static String server(String network, String endpoint) {
    return endpoint.isEmpty() ? "the server of " + network : endpoint + " on " + network;
  }
}
