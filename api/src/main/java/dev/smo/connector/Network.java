// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;

/**
 * All that people and SMO have to know of one network: how it is called and looks, where it is
 * shared to and followed, what a connection and a post on it can be told, what it counts and what
 * it costs. Console, share bar, follow bar, preview and planner read it, so a new network touches
 * no list. What a network can do beyond publishing is not said here: it is what its connector
 * implements, see {@link Connector}. Immutable.
 *
 * <p>What a description leaves out is taken from the networks that SMO knows by itself, where one
 * of the same name is among them.
 */
public final class Network {
  private final Builder said;

  private Network(Builder builder) {
    said = builder;
  }

  /**
   * @param name short lower-case name, such as {@code mastodon}: letters, digits, {@code -} and
   *     {@code _}. Connections, policies and records name the network by it, so it never changes.
   * @param label name that people see
   * @throws IllegalArgumentException the name is none
   */
  public static Builder builder(String name, String label) {
    if (!name.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
      throw new IllegalArgumentException(
          "A network's name has lower-case letters, digits, - and _ only: " + name);
    }
    return new Builder(name, label);
  }

  public String name() {
    return said.name;
  }

  /** Name that people see, in every language the same. */
  public String label() {
    return said.label;
  }

  /** Data of one SVG path in a box of 24 by 24; empty: the label's first letter stands for it. */
  public String icon() {
    return said.icon;
  }

  /**
   * Colour of the network, such as {@code #6364ff}, or empty. Never the only carrier of meaning.
   */
  public String color() {
    return said.color;
  }

  /** Page that tells people how to connect. */
  public Optional<URI> documentation() {
    return Optional.ofNullable(said.documentation);
  }

  /**
   * Template of the address that shares a page, with {@code {url}}, {@code {title}}, {@code
   * {image}} and {@code {app}}, or empty.
   */
  public String share() {
    return said.share;
  }

  /**
   * For networks of many servers: the same with {@code {instance}} for the server that the reader
   * names, or empty.
   */
  public String shareOnServer() {
    return said.shareOnServer;
  }

  /** A server of such a network, as an example, or empty. */
  public String server() {
    return said.server;
  }

  /**
   * Template of the address of an account, with {@code {handle}}, or {@code {user}} and {@code
   * {host}}, or empty.
   */
  public String follow() {
    return said.follow;
  }

  /** Names by which older configurations call it. */
  public List<String> aliases() {
    return said.aliases;
  }

  /** Why it is shown no more, such as {@code closed in 2018}; empty for a network that lives. */
  public String retired() {
    return said.retired;
  }

  /**
   * {@code copy}, {@code print} or {@code native} for a button of the share bar itself, {@code qr}
   * for a QR code; empty for a network.
   */
  public String action() {
    return said.action;
  }

  /** What a person is asked for to connect an account, in this order; secrets are among them. */
  public List<Field> connectionFields() {
    return said.connectionFields;
  }

  /**
   * What an author may choose for a post on this network; the values are the post's {@link
   * dev.smo.post.Post#options() options}. None of them is a secret.
   */
  public List<Field> postFields() {
    return said.postFields;
  }

  /** How it draws the card of a link, for previews. */
  public Optional<CardStyle> card() {
    return Optional.ofNullable(said.card);
  }

  /**
   * What the network gives once to the whole installation, such as client id and secret; empty
   * where nobody needs to register.
   */
  public List<Field> applicationFields() {
    return said.applicationFields;
  }

  /** Whether a connection has an address of its own: an instance, a PDS, a webhook. */
  public Endpoint endpoint() {
    return said.endpoint;
  }

  /**
   * For how long after a first attempt the same {@link Delivery#id()} is one post, by the network's
   * doing or the connector's; zero where it is not. {@link #FOREVER} where it has no end.
   */
  public Duration idempotentFor() {
    return said.idempotentFor;
  }

  /**
   * How long the network may take to show a post that it has to a {@link Reconciler}; before that
   * {@code NotThere} is not believed, nor ever with {@link #FOREVER}. At least a minute; two where
   * nothing is said.
   */
  public Duration showsWithin() {
    return said.showsWithin;
  }

  /** Longer than anything is remembered. */
  public static final Duration FOREVER = Duration.ofDays(36_500);

  /** The numbers that {@link Insights} gives, where the connector has them. */
  public Set<Metric> metrics() {
    return said.metrics;
  }

  /** Whether the network itself can be told to publish later. */
  public boolean schedules() {
    return said.schedules;
  }

  /** What one call to publish costs the account's owner, by the shape of the post. */
  public Optional<Price> price(Shape shape) {
    return Optional.ofNullable(said.prices.get(shape));
  }

  /**
   * A word of this network, such as the label of a field, in a language.
   *
   * @param english the word as the description says it, which is its key
   * @return the English where the plugin's bundle has no translation
   */
  public String word(String english, Locale language) {
    if (said.words == null || english.isEmpty()) {
      return english;
    }
    try {
      // Without the server's own language: an author who reads Finnish gets English, not German.
      return ResourceBundle.getBundle(
              said.words,
              language,
              Objects.requireNonNull(said.loader),
              ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
          .getString(english);
    } catch (MissingResourceException e) {
      return english;
    }
  }

  /** A changed copy begins with this. */
  public Builder toBuilder() {
    return said.copy();
  }

  @Override
  public String toString() {
    return "Network[" + said.name + "]";
  }

  /** Whether people are asked for an address when they connect. */
  public enum Endpoint {
    /** The network has one address for all. */
    NONE,
    OPTIONAL,
    MANDATORY
  }

  /** Collects a network. What is not said is empty. */
  public static final class Builder implements Cloneable {
    private final String name;
    private final String label;
    private String icon = "";
    private String color = "";
    private @Nullable URI documentation;
    private @Nullable CardStyle card;
    private String share = "";
    private String shareOnServer = "";
    private String server = "";
    private String follow = "";
    private String action = "";
    private String retired = "";
    private List<String> aliases = List.of();
    private List<Field> connectionFields = List.of();
    private List<Field> postFields = List.of();
    private List<Field> applicationFields = List.of();
    private Endpoint endpoint = Endpoint.NONE;
    private Duration idempotentFor = Duration.ZERO;
    private Duration showsWithin = Duration.ofMinutes(2);
    private Set<Metric> metrics = Set.of();
    private boolean schedules;
    private Map<Shape, Price> prices = Map.of();
    private @Nullable String words;
    private @Nullable ClassLoader loader;

    private Builder(String name, String label) {
      this.name = name;
      this.label = label;
    }

    /** Data of one SVG path in a box of 24 by 24. */
    public Builder icon(String path) {
      icon = path;
      return this;
    }

    /** Such as {@code #6364ff}. */
    public Builder color(String hex) {
      color = hex;
      return this;
    }

    public Builder documentation(URI page) {
      documentation = page;
      return this;
    }

    /** See {@link Network#card()}. */
    public Builder card(CardStyle style) {
      card = style;
      return this;
    }

    /** See {@link Network#share()}. */
    public Builder share(String template) {
      share = template;
      return this;
    }

    /** See {@link Network#shareOnServer()} and {@link Network#server()}. */
    public Builder shareOnServer(String template, String example) {
      shareOnServer = template;
      server = example;
      return this;
    }

    /** See {@link Network#follow()}. */
    public Builder follow(String template) {
      follow = template;
      return this;
    }

    /** See {@link Network#action()}. */
    public Builder action(String button) {
      action = button;
      return this;
    }

    public Builder aliases(List<String> names) {
      aliases = List.copyOf(names);
      return this;
    }

    /** See {@link Network#retired()}. */
    public Builder retired(String why) {
      retired = why;
      return this;
    }

    public Builder connectionFields(Field... fields) {
      connectionFields = List.of(fields);
      return this;
    }

    /**
     * See {@link Network#postFields()}.
     *
     * @throws IllegalArgumentException one is a secret, which a page would show
     */
    public Builder postFields(Field... fields) {
      if (Stream.of(fields).anyMatch(Field::secret)) {
        throw new IllegalArgumentException("A post has no secrets: " + List.of(fields));
      }
      postFields = List.of(fields);
      return this;
    }

    public Builder applicationFields(Field... fields) {
      applicationFields = List.of(fields);
      return this;
    }

    public Builder endpoint(Endpoint asked) {
      endpoint = asked;
      return this;
    }

    /** See {@link Network#idempotentFor()}. */
    public Builder idempotentFor(Duration time) {
      idempotentFor = time;
      return this;
    }

    /** See {@link Network#showsWithin()}. */
    public Builder showsWithin(Duration time) {
      showsWithin = time;
      return this;
    }

    public Builder metrics(Metric first, Metric... others) {
      metrics = Set.copyOf(EnumSet.of(first, others));
      return this;
    }

    public Builder schedules(boolean value) {
      schedules = value;
      return this;
    }

    public Builder price(Shape shape, Price price) {
      Map<Shape, Price> all = new EnumMap<>(Shape.class);
      all.putAll(prices);
      all.put(shape, price);
      prices = all;
      return this;
    }

    /**
     * Where translations of the description's words lie: a {@link ResourceBundle} of properties
     * files in the plugin's own bundle, whose keys are the English words.
     *
     * @param plugin a class of the plugin, such as the connector's
     * @param baseName such as {@code org.acme.board.words}
     */
    public Builder words(Class<?> plugin, String baseName) {
      loader = plugin.getClassLoader();
      words = baseName;
      return this;
    }

    public Network build() {
      return new Network(copy());
    }

    private Builder copy() {
      try {
        return (Builder) clone();
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
