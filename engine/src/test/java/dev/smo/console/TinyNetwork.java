// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connector.Choices;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Price;
import dev.smo.connector.ReplyLiker;
import dev.smo.connector.ReplyModerator;
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.Shape;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** The smallest network that can do what the console offers. */
public class TinyNetwork implements Connector, Verifier {
  /** The same, where posts can be changed. */
  static final class Editing extends TinyNetwork implements Editor {
    @Override
    public Outcome edit(RemotePost post, Delivery delivery) {
      return new Outcome.Published(post);
    }
  }

  /** The same, where replies can be answered and hidden, until it breaks. */
  public static final class Talking extends TinyNetwork
      implements Responder, ReplyModerator, ReplyLiker {
    public final Set<String> hidden = new TreeSet<>();
    public final Set<String> liked = new TreeSet<>();
    public boolean broken;

    @Override
    public String opening(RemotePost reply, Connection connection) {
      return "@ann ";
    }

    @Override
    public Outcome hide(RemotePost reply, Connection connection) throws IOException {
      hidden.add(works(reply).id());
      return new Outcome.Published(reply);
    }

    @Override
    public Outcome show(RemotePost reply, Connection connection) throws IOException {
      hidden.remove(works(reply).id());
      return new Outcome.Published(reply);
    }

    @Override
    public Outcome like(RemotePost reply, boolean like, Connection connection) throws IOException {
      String id = works(reply).id();
      if (like) {
        liked.add(id);
      } else {
        liked.remove(id);
      }
      return new Outcome.Published(reply);
    }

    private RemotePost works(RemotePost reply) throws IOException {
      if (broken) {
        throw new IOException("reset");
      }
      return reply;
    }
  }

  public static Talking registerTalking(BundleContext bundles) {
    Talking network = new Talking();
    register(bundles, network);
    return network;
  }

  /** The same, where posts have a topic. */
  static final class Choosy extends TinyNetwork implements Choices {
    @Override
    public Network network() {
      return describe()
          .postFields(
              Field.of(Field.Kind.CHOICE, "topic", "Topic").help("What for.").required().loaded(),
              Field.of(Field.Kind.TEXT, "board", "Board"),
              Field.of(Field.Kind.TEXT, "handle", "Handle"))
          .connectionFields(
              Field.of(Field.Kind.CHOICE, "handle", "Handle"),
              Field.of(Field.Kind.URL, "base", "Base"))
          .build();
    }

    @Override
    public List<Field.Choice> choices(String field, Connection connection) {
      String board = connection.setting("board").orElse("");
      String place =
          connection.setting("base").orElse("") + connection.setting("handle").orElse("");
      return List.of(new Field.Choice("boats", "topics of " + board + place));
    }
  }

  /** The same, where posts can be taken back. */
  static final class Retracting extends TinyNetwork implements Retractor {
    @Override
    public Outcome retract(RemotePost post, Connection connection) {
      return new Outcome.Published(post);
    }
  }

  static void register(BundleContext bundles) {
    bundles.registerService(Connector.class, new TinyNetwork(), new java.util.Hashtable<>());
  }

  static void registerChoosy(BundleContext bundles) {
    register(bundles, new Choosy());
  }

  static void registerRetractor(BundleContext bundles) {
    register(bundles, new Retracting());
  }

  static void registerEditor(BundleContext bundles) {
    register(bundles, new Editing());
  }

  private static void register(BundleContext bundles, TinyNetwork instead) {
    bundles.registerService(
        Connector.class, instead, new java.util.Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1)));
  }

  @Override
  public Network network() {
    return describe().build();
  }

  static Network.Builder describe() {
    return Network.builder("tiny", "Tiny")
        .endpoint(Network.Endpoint.OPTIONAL)
        .connectionFields(
            Field.of(Field.Kind.TEXT, "handle", "Handle").required(),
            Field.of(Field.Kind.URL, "base", "Base"),
            Field.of(Field.Kind.SECRET, "password", "Password").required())
        .price(Shape.LINK, Price.of("0.20", "USD"))
        .price(Shape.TEXT, Price.of("0.01", "USD"));
  }

  @Override
  public Limits limits(Connection connection) {
    return Limits.builder(10, Limits::graphemes).build();
  }

  @Override
  public Outcome publish(Delivery delivery) {
    return new Outcome.Rejected("too tiny");
  }

  @Override
  public Verification verify(Connection connection) throws IOException {
    String password = connection.secret("password").orElseThrow().open();
    return switch (password) {
      case "right" ->
          new Verification.Valid(
              connection.setting("handle").orElse(""),
              URI.create("https://tiny.example/@jane"),
              Optional.empty());
      case "overflowing" -> throw new StackOverflowError("tried overflowing");
      case "unplugged" -> throw new IOException("connection refused");
      default -> new Verification.Invalid("Wrong password.");
    };
  }
}
