// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.ledger.Archive;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.PostWalk;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.Repository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Erases what is kept of a page, a connection or a person. What is out on networks stays there, and
 * no page is posted again for this.
 */
@Component(service = Erasure.class)
public final class Erasure {
  private static final int SLICE = 500;

  private final Repository repository;
  private final Ledger ledger;
  private final ReactionStore reactions;
  private final Archive archive;

  @Activate
  public Erasure(
      @Reference Repository repository,
      @Reference Ledger ledger,
      @Reference ReactionStore reactions) {
    this.repository = repository;
    this.ledger = ledger;
    this.reactions = reactions;
    this.archive = new Archive(repository);
  }

  /**
   * What came of it.
   *
   * @param erased how many posts and reactions
   * @param left ids of posts that still go their way: call them off first
   */
  public record Result(int erased, List<String> left) {}

  /** Erases all posts of a page, and all that people did with them. */
  public Result page(String identity) {
    Result posts = all(ledger.ofPage(identity));
    int replies = remove(identity, reaction -> true);
    return new Result(posts.erased() + replies, posts.left());
  }

  /** Erases all posts of a connection. */
  public Result connection(String id) {
    List<PostRecord> posts = new ArrayList<>();
    walk(
        post -> {
          if (post.text(Key.CONNECTION).equals(id)) {
            posts.add(post);
          }
        });
    return all(posts);
  }

  /** Takes a person's name out of all posts, and deletes what they said below posts of pages. */
  public Result person(String name) {
    Set<String> pages = new HashSet<>();
    List<String> changed = new ArrayList<>();
    walk(
        post -> {
          pages.add(post.text(Key.PAGE));
          if (archive.forget(post.id(), name)) {
            changed.add(post.id());
          }
        });
    int said =
        pages.stream()
            .mapToInt(page -> remove(page, reaction -> reaction.reaction().author().equals(name)))
            .sum();
    return new Result(changed.size() + said, List.of());
  }

  private Result all(List<PostRecord> posts) {
    List<String> left = new ArrayList<>();
    for (PostRecord post : posts) {
      if (archive.erase(post.id())) {
        reactions.uncount(post.text(Key.PAGE), post.id());
        remove(post.text(Key.PAGE), reaction -> ReplyOrigin.isOf(post, reaction.reaction().key()));
      } else {
        left.add(post.id());
      }
    }
    return new Result(posts.size() - left.size(), left);
  }

  private int remove(String page, Predicate<KeptReaction> wanted) {
    List<KeptReaction> all = reactions.of(page).stream().filter(wanted).toList();
    all.forEach(kept -> reactions.remove(page, kept.reaction().source(), kept.reaction().key()));
    return all.size();
  }

  private void walk(Consumer<PostRecord> work) {
    PostWalk walk = new PostWalk(repository);
    String after = "";
    do {
      PostWalk.Leg leg = walk.behind(after, SLICE);
      leg.posts().forEach(work);
      after = leg.last();
    } while (!after.isEmpty());
  }
}
