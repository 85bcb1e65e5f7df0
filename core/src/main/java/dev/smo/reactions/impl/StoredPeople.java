// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.reactions.store.BlockedSenders.Block;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.ReactionPeople;
import dev.smo.repository.Repository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Erases people from reactions, blocks, and who looks at what. */
@Component(service = ReactionPeople.class)
public final class StoredPeople implements ReactionPeople {
  private final Repository repository;

  @Activate
  public StoredPeople(@Reference Repository repository) {
    this.repository = repository;
  }

  @Override
  public int erase(String name, String nobody) {
    int changed = 0;
    Set<String> accounts = new HashSet<>();
    for (String page : grandchildren(PageReactions.ROOT)) {
      changed +=
          repository.commit(
              resolver -> erase(new PageReactions(resolver, page), name, nobody, accounts));
    }
    changed +=
        repository.commit(resolver -> blocks(new SenderBlocks(resolver), name, nobody, accounts));
    repository.commit(resolver -> StoredDeletions.forget(resolver, name, nobody));
    for (String reaction : grandchildren(StoredLookers.ROOT)) {
      repository.commit(resolver -> lookers(resolver, reaction, name));
    }
    return changed;
  }

  private List<String> grandchildren(String root) {
    return repository.read(
        resolver -> {
          List<String> names = new ArrayList<>();
          for (Resource part : Repository.children(resolver.getResource(root))) {
            part.getChildren().forEach(node -> names.add(node.getName()));
          }
          return names;
        });
  }

  /** A block may be about an account that had another name by then; its hash tells. */
  private static int erase(
      PageReactions reactions, String name, String nobody, Set<String> accounts)
      throws PersistenceException {
    int changed = 0;
    for (KeptReaction kept : reactions.all()) {
      KeptReaction without = kept.without(name, nobody);
      if (kept.reaction().author().equals(name)) {
        if (!kept.reaction().byWebmention()) {
          accounts.add(Sender.id(kept.reaction()));
        }
        reactions.remove(kept.id());
        changed++;
      } else if (!without.equals(kept)) {
        reactions.write(without);
        changed++;
      }
    }
    return changed;
  }

  /** A block stays, by the hash of whom it is about. */
  private static int blocks(SenderBlocks blocks, String name, String nobody, Set<String> accounts)
      throws PersistenceException {
    int changed = 0;
    for (Block block : blocks.all()) {
      boolean sender =
          block.author().equals(name)
              || (accounts.contains(block.id()) && !block.address().isEmpty());
      boolean blocker = block.by().equals(name);
      if (sender || blocker) {
        blocks.add(
            new Block(
                block.id(),
                block.scope(),
                block.source(),
                sender ? "" : block.address(),
                sender ? nobody : block.author(),
                blocker ? nobody : block.by(),
                block.at()));
        changed++;
      }
    }
    return changed;
  }

  private static boolean lookers(ResourceResolver resolver, String reaction, String name)
      throws PersistenceException {
    Resource node = resolver.getResource(Repository.spread(StoredLookers.ROOT, reaction));
    for (Resource one : Repository.children(node)) {
      if (one.getValueMap().get(StoredLookers.USER, "").equals(name)) {
        resolver.delete(one);
      }
    }
    return true;
  }
}
