// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.reactions.store.Aside;
import dev.smo.reactions.store.Handling;
import dev.smo.reactions.store.Handling.Task;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Portion;
import dev.smo.reactions.store.PublicReactions;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionCounts;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.observation.ExternalResourceChangeListener;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Keeps reactions in the repository, and what is public of them in memory too. */
@Component(
    service = {ReactionStore.class, ResourceChangeListener.class},
    property = {
      ResourceChangeListener.PATHS + "=" + PageReactions.ROOT,
      ResourceChangeListener.PATHS + "=" + PublicCopy.ROOT
    })
@Designate(ocd = StoredReactions.Settings.class)
public final class StoredReactions
    implements ReactionStore, ResourceChangeListener, ExternalResourceChangeListener {
  /** Where reactions come from. */
  @ObjectClassDefinition(name = "SMO: Reactions")
  public @interface Settings {
    @AttributeDefinition(
        description =
            "Whether to show what another instance, which asks the networks, has copied to this"
                + " one, besides what this one has of its own")
    boolean copies() default false;
  }

  /** How long reactions stay to a page that is nowhere: it may be on its way elsewhere. */
  private static final Duration WITHOUT_PAGE = Duration.ofDays(30);

  private final Repository repository;
  private final boolean copies;
  private final Clock clock;
  private final ReactionCache recent = new ReactionCache();

  @Activate
  public StoredReactions(
      @Reference Repository repository,
      Settings settings,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this(repository, settings.copies(), clock);
  }

  public StoredReactions(Repository repository, boolean copies, Clock clock) {
    this.repository = repository;
    this.copies = copies;
    this.clock = clock;
  }

  @Override
  public boolean put(String page, String path, Reaction reaction) {
    if (!PageReactions.isIdentity(page)) {
      throw new IllegalArgumentException(page + " is no identity of a page");
    }
    Reaction clean = ForeignText.clean(reaction);
    Instant now = Instant.now(clock);
    return change(
        page,
        resolver -> {
          PageReactions reactions = new PageReactions(resolver, page);
          Optional<Resource> place = reactions.page(path);
          Optional<ReactionRules> rules = place.flatMap(ReactionRules::of);
          if (rules.filter(r -> r.wants(clean, now)).isEmpty()) {
            return false;
          }
          String id = ReactionNode.id(page, clean.source(), clean.key());
          @Nullable KeptReaction before = reactions.find(id).orElse(null);
          List<KeptReaction> others =
              isNew(before, clean)
                  ? reactions.all().stream().filter(kept -> !kept.id().equals(id)).toList()
                  : List.of();
          if (before == null && clean.byWebmention() && reactions.isTold(clean.url(), others)) {
            return false;
          }
          String at = place.get().getPath();
          SenderBlocks blocks = new SenderBlocks(resolver);
          Handling handling = Handling.NONE.blocked(blocks.cover(clean, at));
          Room room = new Room(others, rules.get()::isBridge);
          if (isNew(before, clean) && !roomFor(clean, handling.blocked(), room, reactions)) {
            reactions.remove(id);
            return false;
          }
          KeptReaction after =
              before == null
                  ? first(
                      new KeptReaction(
                          id, page, at, clean, rules.get().first(clean), now, "", false, handling),
                      others,
                      reactions)
                  : blocks.marked(changed(before, at, blocks.known(before, clean), rules.get()));
          KeptReaction kept = Aside.is(page) ? after.aside() : after;
          if (!kept.equals(before)) {
            reactions.write(kept);
          }
          return true;
        });
  }

  /**
   * What came by a bridge before its network told of it is one with it, and so is what a person
   * decided about the same words.
   */
  private static KeptReaction first(
      KeptReaction told, List<KeptReaction> others, PageReactions reactions)
      throws PersistenceException {
    KeptReaction kept = told;
    List<KeptReaction> twins =
        told.reaction().byWebmention()
            ? List.of()
            : PageReactions.mentionsOf(told.reaction().url(), others);
    for (KeptReaction twin : twins) {
      boolean handled = !twin.decidedBy().isEmpty() || twin.handling().task() != Task.NONE;
      if (handled && twin.reaction().text().equals(told.reaction().text())) {
        kept = told.decidedAs(twin).with(twin.handling().blocked(told.handling().blocked()));
      }
      reactions.remove(twin.id());
    }
    return kept;
  }

  /** A like that became a reply asks for the room of a reply; what a person hid stays there. */
  private static boolean isNew(@Nullable KeptReaction before, Reaction reaction) {
    return before == null
        || (before.reaction().kind() != reaction.kind()
            && before.moderation() != Moderation.HIDDEN);
  }

  private static boolean roomFor(
      Reaction reaction, boolean blocked, Room room, PageReactions reactions)
      throws PersistenceException {
    Room.Place place = room.placeFor(reaction, blocked);
    if (place.given().isPresent()) {
      reactions.remove(place.given().get().id());
    }
    return place.free();
  }

  /** What was decided was about the words that a person read; hidden stays hidden. */
  private static KeptReaction changed(
      KeptReaction before, String path, Reaction reaction, ReactionRules rules) {
    boolean same =
        before.reaction().text().equals(reaction.text())
            && before.reaction().author().equals(reaction.author())
            && before.reaction().kind() == reaction.kind();
    boolean stays = same || before.moderation() == Moderation.HIDDEN;
    return new KeptReaction(
        before.id(),
        before.page(),
        path,
        reaction,
        stays ? before.moderation() : rules.first(reaction),
        before.seen(),
        stays ? before.decidedBy() : "",
        before.hiddenThere(),
        stays ? before.handling() : reopened(before.handling()));
  }

  /** Who had to do with the old words has to with the new ones. */
  private static Handling reopened(Handling before) {
    return before.with(before.assignee().isEmpty() ? Task.NONE : Task.TODO);
  }

  @Override
  public void remove(String page, String source, String key) {
    change(
        page,
        resolver -> {
          new PageReactions(resolver, page).remove(ReactionNode.id(page, source, key));
          return true;
        });
  }

  @Override
  public List<KeptReaction> of(String page) {
    return PageReactions.isIdentity(page)
        ? repository.read(resolver -> new PageReactions(resolver, page).all())
        : List.of();
  }

  @Override
  public List<KeptReaction> pending(Predicate<KeptReaction> wanted, int most) {
    return repository.read(
        resolver -> {
          Resource pointers = resolver.getResource(PageReactions.PENDING);
          List<KeptReaction> pending = new ArrayList<>();
          for (Resource p : pointers == null ? List.<Resource>of() : pointers.getChildren()) {
            String page = p.getValueMap().get(PageReactions.PAGE, "");
            new PageReactions(resolver, page)
                .find(p.getName())
                .filter(wanted)
                .ifPresent(pending::add);
            if (pending.size() >= most) {
              break;
            }
          }
          pending.sort(Comparator.comparing(KeptReaction::seen).thenComparing(KeptReaction::id));
          return pending;
        });
  }

  @Override
  public Portion recent(String before, Predicate<KeptReaction> wanted, int most) {
    return repository.read(resolver -> ReactionIndex.behind(resolver, before, wanted, most));
  }

  @Override
  public Optional<KeptReaction> change(String page, String id, UnaryOperator<KeptReaction> change) {
    if (!PageReactions.isIdentity(page)) {
      return Optional.empty();
    }
    return change(
        page,
        resolver -> {
          PageReactions reactions = new PageReactions(resolver, page);
          Optional<KeptReaction> changed = reactions.find(id).map(change);
          if (changed.isPresent()) {
            reactions.write(changed.get());
          }
          return changed;
        });
  }

  @Override
  public void count(String page, ReactionCounts tally) {
    change(
        page,
        resolver -> {
          PageReactions reactions = new PageReactions(resolver, page);
          if (!reactions.tally(tally.post()).equals(Optional.of(tally))) {
            reactions.count(tally);
          }
          return true;
        });
  }

  @Override
  public void uncount(String page, String post) {
    change(
        page,
        resolver -> {
          new PageReactions(resolver, page).uncount(post);
          return true;
        });
  }

  @Override
  public PublicReactions shown(String page) {
    return PageReactions.isIdentity(page)
        ? recent.of(
            page,
            Instant.now(clock),
            wanted -> repository.read(resolver -> shown(resolver, wanted)))
        : PublicReactions.NONE;
  }

  private PublicReactions shown(ResourceResolver resolver, String page) {
    PublicReactions own = new PageReactions(resolver, page).shown();
    return copies ? PublicCopy.read(resolver, page).and(own) : own;
  }

  @Override
  public Optional<String> copy(String page) {
    return PageReactions.isIdentity(page)
        ? repository.commit(
            resolver -> PublicCopy.write(resolver, page, new PageReactions(resolver, page).shown()))
        : Optional.empty();
  }

  @Override
  public void purge() {
    List<String> pages =
        repository.read(
            resolver -> {
              List<String> names = new ArrayList<>();
              Resource root = resolver.getResource(PageReactions.ROOT);
              for (Resource part : root == null ? List.<Resource>of() : root.getChildren()) {
                part.getChildren().forEach(page -> names.add(page.getName()));
              }
              return names;
            });
    for (String page : pages) {
      change(page, resolver -> purge(resolver, page));
    }
  }

  private boolean purge(ResourceResolver resolver, String page) throws PersistenceException {
    PageReactions reactions = new PageReactions(resolver, page);
    SenderBlocks blocks = new SenderBlocks(resolver);
    for (KeptReaction kept : reactions.all()) {
      Instant now = Instant.now(clock);
      boolean wanted =
          reactions
              .page(kept.path())
              .flatMap(ReactionRules::of)
              .map(rules -> rules.wants(kept.reaction(), now))
              .orElseGet(() -> kept.reaction().at().isAfter(now.minus(WITHOUT_PAGE)));
      KeptReaction marked = blocks.marked(kept);
      if (!wanted) {
        reactions.remove(kept.id());
      } else if (!marked.equals(kept)) {
        // A like, which no pointer names, or one that a crash left out when somebody was blocked.
        reactions.write(marked);
      } else {
        ReactionIndex.point(resolver, kept);
      }
    }
    return true;
  }

  @Override
  public void onChange(List<ResourceChange> changes) {
    for (ResourceChange change : changes) {
      // A change may be told of a folder above.
      pageOf(change.getPath()).ifPresentOrElse(recent::forget, recent::forgetAll);
    }
  }

  /** The page that a path below one of the roots belongs to. */
  private static Optional<String> pageOf(String path) {
    return Stream.of(PageReactions.ROOT, PublicCopy.ROOT)
        .filter(root -> path.startsWith(root + "/"))
        .map(root -> path.substring(root.length() + 1).split("/", -1))
        .filter(names -> names.length > 1)
        .map(names -> names[1])
        .findFirst();
  }

  private <T> T change(String page, Repository.Work<T> work) {
    try {
      return repository.commit(work);
    } finally {
      recent.forget(page);
    }
  }
}
