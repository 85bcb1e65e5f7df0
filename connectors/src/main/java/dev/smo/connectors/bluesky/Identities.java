// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Who an account is and which server keeps it (atproto.com/specs/did and /handle). What is found by
 * the handle must name the handle, too, so nobody passes for another.
 */
final class Identities {
  /** Setting: the directory of {@code did:plc}. */
  static final String DIRECTORY = "directory";

  static final String PLC = "https://plc.directory";

  private final Xrpc xrpc;

  Identities(Xrpc xrpc) {
    this.xrpc = xrpc;
  }

  /**
   * An account.
   *
   * @param pds the server that keeps its posts
   */
  record Identity(String did, URI pds) {}

  /** The account of the handle that a connection names. */
  Identity ofHandle(Connection connection) throws IOException, InterruptedException {
    String handle =
        Session.handle(connection)
            .orElseThrow(() -> new SignInRefusedException("Enter the handle of the account."));
    Answer answer =
        xrpc.send(
            Xrpc.query(
                Session.entry(connection),
                "com.atproto.identity.resolveHandle",
                Map.of("handle", handle)));
    String did =
        xrpc.read(answer, "No account has the handle @" + handle + ".").path("did").asText();
    JsonNode document = document(did, connection);
    for (JsonNode name : document.path("alsoKnownAs")) {
      if (name.asText().equalsIgnoreCase("at://" + handle)) {
        return identity(did, document);
      }
    }
    throw new SignInRefusedException("The account of @" + handle + " says that it is another one.");
  }

  /** The account of a DID, wherever it is by now. */
  Identity ofDid(String did, Connection connection) throws IOException, InterruptedException {
    return identity(did, document(did, connection));
  }

  private static Identity identity(String did, JsonNode document) throws IOException {
    Optional<URI> pds = Session.pds(document);
    return new Identity(
        did,
        pds.orElseThrow(
            () -> new SignInRefusedException("The account has no server that keeps its posts.")));
  }

  private JsonNode document(String did, Connection connection)
      throws IOException, InterruptedException {
    URI place = place(did, connection);
    JsonNode document =
        xrpc.read(xrpc.send(Request.get(place)), "Nobody knows the account " + did + ".");
    if (!document.path("id").asText().equals(did)) {
      throw new SignInRefusedException(place.getHost() + " tells of another account than " + did);
    }
    return document;
  }

  private static URI place(String did, Connection connection) throws IOException {
    if (did.matches("did:plc:[a-z0-9]{1,64}")) {
      URI directory =
          connection.setting(DIRECTORY).flatMap(Urls::web).orElseGet(() -> URI.create(PLC));
      return directory.resolve("/" + did);
    }
    if (did.matches("did:web:[A-Za-z0-9.-]{1,253}")) {
      return URI.create("https://" + did.substring("did:web:".length()) + "/.well-known/did.json");
    }
    throw new SignInRefusedException("The account has an identifier of an unknown kind.");
  }
}
