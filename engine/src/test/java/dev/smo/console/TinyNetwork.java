package dev.smo.console;

import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.connector.Retractor;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** The smallest network that can do what the console offers. */
final class TinyNetwork implements Connector, Verifier, Retractor {
  static void register(BundleContext bundles) {
    bundles.registerService(
        new String[] {Connector.class.getName(), Verifier.class.getName()},
        new TinyNetwork(),
        new java.util.Hashtable<>(
            Map.of(
                "smo.network",
                "tiny",
                "smo.label",
                "Tiny",
                "smo.settings",
                new String[] {"handle*", "base"},
                "smo.secrets",
                new String[] {"password*"})));
  }

  static void registerRetractor(BundleContext bundles) {
    bundles.registerService(
        Retractor.class.getName(),
        new TinyNetwork(),
        new java.util.Hashtable<>(Map.of("smo.network", "tiny")));
  }

  @Override
  public Limits limits(Connection connection) {
    return new Limits(10, Limits::graphemes, 0, 0, List.of());
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
      case "unplugged" -> throw new IOException("connection refused");
      default -> new Verification.Invalid("Wrong password.");
    };
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection) {
    return new Outcome.Published(post);
  }
}
