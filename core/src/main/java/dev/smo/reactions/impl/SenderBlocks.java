// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.reactions.store.BlockedSenders.Block;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Reaction;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;

/**
 * Blocks in one transaction: {@code /var/smo/blocked/<aa>/<sender>/<scope>}, named by hashes, so
 * that whether a sender is blocked is one look at a path, and the sender's name can be erased.
 */
final class SenderBlocks {
  static final String ROOT = Repository.ROOT + "/blocked";
  private static final String SCOPE = "scope";

  private final ResourceResolver resolver;

  SenderBlocks(ResourceResolver resolver) {
    this.resolver = resolver;
  }

  /** Whether the sender of a reaction is blocked on a page. */
  boolean cover(Reaction reaction, String page) {
    String sender = Sender.id(reaction);
    return !sender.isEmpty()
        && children(Repository.spread(ROOT, sender)).stream()
            .map(node -> node.getValueMap().get(SCOPE, ""))
            .anyMatch(scope -> page.equals(scope) || page.startsWith(scope + "/"));
  }

  /** A reaction that says of itself whether its sender is blocked where it shows. */
  KeptReaction marked(KeptReaction kept) {
    return kept.with(kept.handling().blocked(cover(kept.reaction(), kept.path())));
  }

  /**
   * A reaction that was changed. Whoever is blocked stays known by the address under which that was
   * done, whatever the account is called by now.
   */
  Reaction known(KeptReaction before, Reaction now) {
    Reaction old = before.reaction();
    return cover(old, before.path()) ? now.by(old.authorUrl()) : now;
  }

  boolean has(String id, String scope) {
    return resolver.getResource(path(id, scope)) != null;
  }

  void add(Block block) throws PersistenceException {
    Map<String, Object> values =
        Repository.writable(Repository.node(resolver, path(block.id(), block.scope())));
    values.put(SCOPE, block.scope());
    values.put("source", block.source());
    values.put("address", block.address());
    values.put("author", block.author());
    values.put("by", block.by());
    values.put("at", Repository.calendar(block.at()));
  }

  void remove(String id, String scope) throws PersistenceException {
    Repository.delete(resolver, path(id, scope));
    String sender = Repository.spread(ROOT, id);
    if (children(sender).isEmpty()) {
      Repository.delete(resolver, sender);
    }
  }

  List<Block> all() {
    List<Block> all = new ArrayList<>();
    for (Resource part : children(ROOT)) {
      for (Resource sender : part.getChildren()) {
        sender.getChildren().forEach(node -> all.add(read(sender.getName(), node)));
      }
    }
    all.sort(Comparator.comparing(Block::at).reversed().thenComparing(Block::id));
    return all;
  }

  private static Block read(String id, Resource node) {
    ValueMap values = node.getValueMap();
    return new Block(
        id,
        values.get(SCOPE, ""),
        values.get("source", ""),
        values.get("address", ""),
        values.get("author", ""),
        values.get("by", ""),
        Repository.time(node, "at").orElse(Instant.EPOCH));
  }

  private static String path(String id, String scope) {
    return Repository.spread(ROOT, id) + "/" + Keys.hash(scope);
  }

  private List<Resource> children(String path) {
    return Repository.children(resolver.getResource(path));
  }
}
