// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.post;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;

/**
 * One account on one network, with what a connector needs to speak for it. Immutable; lives as long
 * as one delivery, because its secrets are opened.
 */
public final class Connection {
  private final String id;
  private final String network;
  private final String label;
  private final @Nullable URI endpoint;
  private final Map<String, String> settings;
  private final Map<String, Secret> secrets;
  private final Application application;

  private Connection(Builder builder) {
    id = builder.id;
    network = builder.network;
    label = builder.label.isEmpty() ? builder.id : builder.label;
    endpoint = builder.endpoint;
    settings = Map.copyOf(builder.settings);
    secrets = Map.copyOf(builder.secrets);
    application = builder.application;
  }

  public static Builder builder(String id, String network) {
    return new Builder(id, network);
  }

  /** Name that policies use, such as {@code bluesky-en}; unique in an installation. */
  public String id() {
    return id;
  }

  /** The network, as {@code Network#name()} says. */
  public String network() {
    return network;
  }

  /** Name that people see. */
  public String label() {
    return label;
  }

  /** Address of the account's server, for networks that have many: instance, PDS, webhook. */
  public Optional<URI> endpoint() {
    return Optional.ofNullable(endpoint);
  }

  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /** What the network gave to this installation as a whole; nothing where it gives none. */
  public Application application() {
    return application;
  }

  public Optional<Secret> secret(String name) {
    return Optional.ofNullable(secrets.get(name));
  }

  /**
   * A network's own words with every secret in them, the application's too, replaced, also where it
   * stands URL-encoded, escaped in JSON or in Base64: for reasons that people read. A secret of
   * fewer than four characters is replaced only where it stands alone.
   */
  public String redact(String words) {
    List<Secret> all = new ArrayList<>(secrets.values());
    all.addAll(application.secrets().values());
    return Redaction.of(words, all);
  }

  public Builder toBuilder() {
    Builder builder = new Builder(id, network).label(label).endpoint(endpoint);
    builder.settings.putAll(settings);
    builder.secrets.putAll(secrets);
    builder.application = application;
    return builder;
  }

  /** Names the account; never its secrets. */
  @Override
  public String toString() {
    return "Connection[" + id + " on " + network + "]";
  }

  /** Collects a connection. */
  public static final class Builder {
    private final String id;
    private final String network;
    private String label = "";
    private @Nullable URI endpoint;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, Secret> secrets = new HashMap<>();
    private Application application = Application.none();

    private Builder(String id, String network) {
      this.id = id;
      this.network = network;
    }

    public Builder label(String value) {
      label = value;
      return this;
    }

    public Builder endpoint(@Nullable URI value) {
      endpoint = value;
      return this;
    }

    public Builder setting(String name, String value) {
      settings.put(name, value);
      return this;
    }

    public Builder settings(Map<String, String> values) {
      settings.putAll(values);
      return this;
    }

    public Builder application(Application value) {
      application = value;
      return this;
    }

    public Builder secret(String name, Secret value) {
      secrets.put(name, value);
      return this;
    }

    public Builder secrets(Map<String, Secret> values) {
      secrets.putAll(values);
      return this;
    }

    public Connection build() {
      return new Connection(this);
    }
  }
}
