// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.connector.Field;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.net.URI;
import java.util.Optional;

/** The address of a webhook, which is a secret: whoever knows it may post. */
public final class WebhookAddress {
  /** Name of the secret. */
  public static final String NAME = "webhook";

  private WebhookAddress() {}

  /** The field in which a person enters it. */
  public static Field field(String help) {
    return Field.of(Field.Kind.SECRET, NAME, "Webhook address").help(help).required();
  }

  /** The address; empty where none is entered, or what is entered is none. */
  public static Optional<URI> of(Connection connection) {
    return connection.secret(NAME).map(Secret::open).flatMap(Urls::web);
  }

  /** What a person must do before a connection can be used. */
  public static Optional<String> missing(Connection connection) {
    return of(connection).isPresent()
        ? Optional.empty()
        : Optional.of("The connection has no webhook address, which begins with https://");
  }

  /** What a network says, without the address and without its parts. */
  public static String redact(String words, Connection connection) {
    Connection.Builder parts = connection.toBuilder();
    URI address = of(connection).orElse(URI.create("https://none.invalid/"));
    String tail = address.getRawPath() + "/" + address.getRawQuery();
    int number = 0;
    for (String part : tail.split("[/&=]")) {
      if (part.length() > 7) {
        parts.secret("part" + number++, Secret.of(part));
      }
    }
    return parts.build().redact(words);
  }

  /** The first words of an answer that is plain text. */
  public static String words(String body) {
    String plain = body.strip();
    return plain.length() > 200 ? plain.substring(0, 200) : plain;
  }
}
