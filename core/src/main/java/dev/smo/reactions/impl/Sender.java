// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.outbound.http.RegistrableDomain;
import dev.smo.reactions.store.Reaction;
import dev.smo.repository.Keys;
import dev.smo.web.WebAddress;
import dev.smo.words.LowerCase;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

/** By what it is known who sent a reaction. */
final class Sender {
  private static final int ID_DIGITS = 32;

  private Sender() {}

  /**
   * The registrable domain from which a webmention came, or the address of an author on a network;
   * empty where nobody can tell.
   */
  static String address(Reaction reaction) {
    return reaction.byWebmention()
        ? domain(reaction)
        : LowerCase.of(WebAddress.withoutSlashes(reaction.authorUrl().strip()));
  }

  /** The registrable domain of the source of a webmention, or empty. */
  static String domain(Reaction reaction) {
    try {
      return RegistrableDomain.of(Objects.toString(new URI(reaction.key()).getHost(), ""));
    } catch (URISyntaxException e) {
      return "";
    }
  }

  /** A hash of a sender, by which blocks are found; empty where the sender is not known. */
  static String id(Reaction reaction) {
    String address = address(reaction);
    return address.isEmpty()
        ? ""
        : Keys.hash(reaction.source() + "\n" + address).substring(0, ID_DIGITS);
  }
}
