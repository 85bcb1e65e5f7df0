// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Senders from whom nobody wants to hear: their words are kept, but neither shown nor waiting, on
 * all pages below a path. Taking a block back brings everything back as it was.
 */
@ProviderType
public interface BlockedSenders {
  /** Most blocks that are kept. */
  int MOST = 1000;

  /**
   * A block.
   *
   * @param id names it together with {@link #scope}: a hash, from which no sender can be read
   * @param scope path of the topmost page to which it applies
   * @param source name of a network, or {@link Reaction#WEBMENTION}
   * @param address of the sender; empty where the sender was erased
   * @param author name of the sender when that was blocked
   * @param by user who did it
   */
  record Block(
      String id,
      String scope,
      String source,
      String address,
      String author,
      String by,
      Instant at) {}

  /**
   * By what the sender of a reaction is known: the address of the author, or the registrable domain
   * from which a webmention came. Empty where nobody can tell, so that it cannot be blocked.
   */
  String address(Reaction reaction);

  /**
   * Blocks the sender of a reaction.
   *
   * @return false where there are {@link #MOST} blocks already
   * @throws IllegalArgumentException it has no {@link #address}
   */
  boolean block(Reaction reaction, String scope, String user);

  /** Takes a block back; nothing happens where there is none. */
  void unblock(String id, String scope);

  /** All blocks, the newest first. */
  List<Block> all();
}
