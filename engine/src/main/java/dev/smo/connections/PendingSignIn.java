// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connector.AccountChoice;
import dev.smo.connector.Authorization;
import dev.smo.post.Secret;
import dev.smo.schedule.Rhythm;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;

/**
 * A sign-in that is under way: away at the network, or back with several accounts to choose from.
 * It is stored in one encrypted piece, so its parts are plain text here; never log one.
 *
 * @param page path of the console's page that the person started from
 * @param redirect where the network sends the person back to
 * @param verifier of PKCE
 * @param kept what the connector keeps meanwhile; null in what an early version wrote
 * @param granted what signing in gave; null while the person is away
 */
public record PendingSignIn(
    Target target,
    String page,
    String redirect,
    String verifier,
    @Nullable Map<String, String> kept,
    @Nullable Grant granted) {

  /**
   * The connection that is made or changed.
   *
   * @param rhythm when and how much it posts; null: as before
   */
  public record Target(
      String id,
      String network,
      String label,
      String endpoint,
      Map<String, String> settings,
      @Nullable Map<String, String> rhythm) {
    static Target of(Account.Form form) {
      return new Target(
          form.id(),
          form.network(),
          form.label(),
          form.endpoint(),
          form.settings(),
          form.rhythm().map(Rhythm::texts).orElse(null));
    }
  }

  /**
   * @param expires in milliseconds since 1970, or null
   */
  public record Grant(
      Map<String, String> secrets,
      Map<String, String> settings,
      @Nullable Long expires,
      List<Choice> accounts) {}

  /** One account to choose. */
  public record Choice(
      String id, String label, Map<String, String> settings, Map<String, String> secrets) {
    static Choice of(AccountChoice account) {
      return new Choice(
          account.id(), account.label(), account.settings(), plain(account.secrets()));
    }
  }

  public Account.Form form() {
    return new Account.Form(
        target.id(),
        target.network(),
        target.label(),
        target.endpoint(),
        target.settings(),
        Map.of(),
        Optional.ofNullable(target.rhythm()).map(Rhythm::of));
  }

  public URI redirectUri() {
    return URI.create(redirect);
  }

  /** What the connector kept, which it may change. */
  public Map<String, Secret> keptSecrets() {
    return secret(kept == null ? Map.of() : kept);
  }

  PendingSignIn withChoices(Authorization.Granted grant, List<AccountChoice> accounts) {
    return new PendingSignIn(
        target,
        page,
        redirect,
        "",
        /* kept= */ null,
        new Grant(
            plain(grant.secrets()),
            grant.settings(),
            grant.expires().map(Instant::toEpochMilli).orElse(null),
            accounts.stream().map(Choice::of).toList()));
  }

  /** What was granted for one of the accounts; empty where there is no such account. */
  public Optional<Authorization.Granted> chosen(String account) {
    Grant grant = granted;
    if (grant == null) {
      return Optional.empty();
    }
    return grant.accounts().stream()
        .filter(one -> one.id().equals(account))
        .findFirst()
        .map(one -> merged(grant, one));
  }

  /** The accounts to choose from. */
  public List<Choice> accounts() {
    return granted == null ? List.of() : granted.accounts();
  }

  private static Authorization.Granted merged(Grant granted, Choice account) {
    Optional<Instant> expires = Optional.ofNullable(granted.expires()).map(Instant::ofEpochMilli);
    return new Authorization.Granted(secret(granted.secrets()), granted.settings(), expires)
        .with(secret(account.secrets()), account.settings());
  }

  private static Map<String, Secret> secret(Map<String, String> plain) {
    Map<String, Secret> secrets = new HashMap<>();
    plain.forEach((name, value) -> secrets.put(name, Secret.of(value)));
    return secrets;
  }

  static Map<String, String> plain(Map<String, Secret> secrets) {
    Map<String, String> plain = new HashMap<>();
    secrets.forEach((name, secret) -> plain.put(name, secret.open()));
    return plain;
  }

  /** Names the connection only. */
  @Override
  public String toString() {
    return "PendingSignIn[" + target.id() + "]";
  }
}
