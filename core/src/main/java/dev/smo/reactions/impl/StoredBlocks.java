// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.reactions.store.BlockedSenders;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Reaction;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.ResourceResolver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Blocks senders: first what will come from them, then what is there. The latter is only marked, so
 * that it is as before once the block is gone.
 */
@Component(service = BlockedSenders.class)
public final class StoredBlocks implements BlockedSenders {
  private final Repository repository;
  private final Clock clock;

  @Activate
  public StoredBlocks(
      @Reference Repository repository, @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  @Override
  public String address(Reaction reaction) {
    return Sender.address(reaction);
  }

  @Override
  public boolean block(Reaction reaction, String scope, String user) {
    String id = Sender.id(reaction);
    if (id.isEmpty()) {
      throw new IllegalArgumentException("nobody can tell who sent " + reaction.key());
    }
    Block block =
        new Block(
            id,
            scope,
            reaction.source(),
            Sender.address(reaction),
            reaction.author(),
            user,
            clock.instant());
    boolean kept =
        repository.commit(
            resolver -> {
              SenderBlocks blocks = new SenderBlocks(resolver);
              if (!blocks.has(id, scope) && blocks.all().size() >= MOST) {
                return false;
              }
              blocks.add(block);
              return true;
            });
    if (kept) {
      mark(id);
    }
    return kept;
  }

  @Override
  public void unblock(String id, String scope) {
    if (!id.matches("[0-9a-f]{32}")) {
      return;
    }
    repository.commit(
        resolver -> {
          new SenderBlocks(resolver).remove(id, scope);
          return true;
        });
    mark(id);
  }

  @Override
  public List<Block> all() {
    return repository.read(resolver -> new SenderBlocks(resolver).all());
  }

  /** Says of all that a sender has sent whether it is blocked, page by page. */
  private void mark(String sender) {
    Map<String, Set<String>> sent =
        repository.read(resolver -> ReactionIndex.sentBy(resolver, sender));
    sent.forEach(
        (page, ids) ->
            repository.commit(
                resolver -> {
                  for (String id : ids) {
                    mark(resolver, new PageReactions(resolver, page), id);
                  }
                  return true;
                }));
  }

  private static void mark(ResourceResolver resolver, PageReactions reactions, String id)
      throws PersistenceException {
    KeptReaction kept = reactions.find(id).orElse(null);
    if (kept == null) {
      return;
    }
    KeptReaction marked = new SenderBlocks(resolver).marked(kept);
    if (!marked.equals(kept)) {
      reactions.write(marked);
    }
  }
}
