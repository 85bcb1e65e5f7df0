// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.ledger.Archive;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.PostWalk;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.ReactionPeople;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.Repository;
import dev.smo.socialimage.SocialImages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases what is kept of a page, a connection or a person. What is out on networks stays there, and
 * no page is posted again for this.
 */
@Component(service = Erasure.class)
public final class Erasure {
  private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
  private static final int SLICE = 500;

  private final Repository repository;
  private final Ledger ledger;
  private final ReactionStore reactions;
  private final FactsStore facts;
  private final ReactionPeople people;
  private final Archive archive;
  private final Watches watches;
  private final Counters counters;

  @Activate
  public Erasure(
      @Reference Repository repository,
      @Reference Ledger ledger,
      @Reference FactsStore facts,
      @Reference ReactionStore reactions,
      @Reference ReactionPeople people) {
    this.repository = repository;
    this.ledger = ledger;
    this.facts = facts;
    this.reactions = reactions;
    this.people = people;
    this.archive = new Archive(repository);
    this.watches = new Watches(repository);
    this.counters = new Counters(repository);
  }

  /**
   * What came of it.
   *
   * @param erased how many posts and reactions
   * @param left ids of posts that still go their way, which must be called off first, or that
   *     cannot be read
   */
  public record Result(int erased, List<String> left) {}

  /**
   * Erases all posts of a page, and all that people did with them and with what the page shows. As
   * long as it shows that, it is looked at again.
   */
  public Result page(String identity) {
    Result posts = all(ledger.ofPage(identity));
    watches.of(identity).forEach(this::erase);
    if (posts.left().isEmpty()) {
      SocialImages.forget(repository, identity);
    }
    int replies = remove(identity, reaction -> true);
    return new Result(posts.erased() + replies, posts.left());
  }

  private void erase(Watch watch) {
    counters.remove(watch.id());
    reactions.uncount(watch.page(), watch.id());
    remove(watch.page(), reaction -> ReplyOrigin.isOf(watch.id(), reaction.reaction().key()));
    watches.remove(watch);
  }

  /** Erases all posts of a connection, and what it told of other things. */
  public Result connection(String id) {
    List<PostRecord> posts = new ArrayList<>();
    List<String> unread =
        walk(
            post -> {
              if (post.text(Key.CONNECTION).equals(id)) {
                posts.add(post);
              }
            });
    Result result = all(posts);
    watches.all().filter(watch -> watch.connection().equals(id)).forEach(this::erase);
    List<String> left = new ArrayList<>(result.left());
    left.addAll(unread);
    return new Result(result.erased(), left);
  }

  /**
   * Takes a person's name out of all posts, and out of decisions about what others said; deletes
   * what the person said. A record that cannot be read is left, and named.
   */
  public Result person(String name) {
    List<String> left = new ArrayList<>();
    int[] changed = {0};
    List<String> unread =
        walk(
            post -> {
              try {
                changed[0] += archive.forget(post.id(), name) ? 1 : 0;
              } catch (RuntimeException e) {
                LOG.error("{} may still hold the name of a person", post, e);
                left.add(post.id());
              }
            });
    left.addAll(unread);
    facts.forget(name);
    changed[0] += people.erase(name, Archive.NOBODY);
    return new Result(changed[0], left);
  }

  private Result all(List<PostRecord> posts) {
    List<String> left = new ArrayList<>();
    for (PostRecord post : posts) {
      if (archive.erase(post.id())) {
        facts.remove(post);
        String place = Subject.of(post).page();
        reactions.uncount(place, post.id());
        remove(place, reaction -> ReplyOrigin.isOf(post.id(), reaction.reaction().key()));
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

  /** Works on all posts; gives the ids of those that cannot be read. */
  private List<String> walk(Consumer<PostRecord> work) {
    PostWalk walk = new PostWalk(repository);
    List<String> unread = new ArrayList<>();
    String after = "";
    do {
      PostWalk.Leg leg = walk.behind(after, SLICE);
      leg.posts().forEach(work);
      unread.addAll(leg.unread());
      after = leg.last();
    } while (!after.isEmpty());
    return unread;
  }
}
