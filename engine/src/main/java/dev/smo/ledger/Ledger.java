// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import static dev.smo.repository.Repository.ROOT;

import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The post ledger: {@code /var/smo/posts/<aa>/<bb>/<id>}. A record and all pointers to it change in
 * one commit, so they never disagree; every look-up is a path, never a query.
 */
@Component(service = Ledger.class)
public class Ledger {
  static final String POSTS = ROOT + "/posts";

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  /** So many posts are more than a person reads. */
  private static final int MOST_WAITING = 1_000;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT);

  private final Repository repository;
  private final Clock clock;
  private final Journal journal;
  private final List<PostListener> listeners = new CopyOnWriteArrayList<>();

  /** By the clock of the system. */
  public Ledger(Repository repository) {
    this(repository, Clock.systemUTC());
  }

  /** On a repository that forgets nothing. */
  public Ledger(Repository repository, Clock clock) {
    this(repository, clock, Journal.none());
  }

  @Activate
  public Ledger(
      @Reference Repository repository,
      @Reference(target = SystemClock.ONLY) Clock clock,
      @Reference Journal journal) {
    this.repository = repository;
    this.clock = clock;
    this.journal = journal;
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addListener(PostListener listener) {
    listeners.add(listener);
  }

  public void removeListener(PostListener listener) {
    listeners.remove(listener);
  }

  /** One line in the log for each step, and whoever else wants to hear of it. */
  private void tell(@Nullable State before, PostRecord post) {
    if (before == post.state()) {
      return;
    }
    String reason = post.text(Key.REASON);
    LOG.info(
        "{}: {}{}{}",
        post,
        before == null ? "" : before + " -> ",
        post.state(),
        reason.isEmpty() ? "" : ": " + reason);
    for (PostListener listener : listeners) {
      try {
        listener.stepped(before, post);
      } catch (RuntimeException | Error e) {
        LOG.error("{} cannot hear of {}", listener, post, e);
      }
    }
  }

  /**
   * Adds a record under its id unless one is there.
   *
   * @return the record that is in the ledger now: the given one, with its slot if it takes one, or
   *     the one that was there first
   */
  public PostRecord add(PostRecord draft) {
    return enter(draft).or(() -> find(draft.id())).orElse(draft);
  }

  /**
   * Adds a record under its id unless one is there.
   *
   * @return the record, with its slot if it takes one; empty where one is there
   */
  public Optional<PostRecord> enter(PostRecord draft) {
    Optional<PostRecord> entered = made(draft);
    entered.ifPresent(
        post -> {
          noteDecision(0, post);
          tell(null, post);
        });
    return entered;
  }

  /**
   * What this instance noted on its disk and a kill made the repository forget is put back as it
   * was then: records, and steps of their delivery. Each change of a record does the same for that
   * one before; this is for those that nobody changes.
   */
  public void recall() {
    for (String id : journal.notCompared()) {
      try {
        if (recall(id)) {
          journal.compared(id);
        } else {
          journal.gone(id);
        }
      } catch (IOException | RuntimeException e) {
        LOG.error("What the disk knows of post {} cannot be put back, will try again", id, e);
      }
    }
  }

  /** Gives whether there is such a post. */
  private boolean recall(String id) throws IOException {
    Optional<PostRecord> kept = find(id);
    if (kept.isPresent()) {
      update(id, post -> null);
    } else {
      journal.lost(id).ifPresent(this::enter);
    }
    Optional<PostRecord> there = find(id);
    Map<String, String> steps = journal.steps(id);
    if (steps.isEmpty() || there.filter(Ledger::isWhole).isEmpty()) {
      return there.isPresent();
    }
    boolean own = DoneSteps.areOfOneInstance(there.get());
    Map<String, String> known = steps().of(id);
    steps.forEach(
        (step, value) -> {
          if (own ? !value.equals(known.get(step)) : !known.containsKey(step)) {
            steps().done(id, step, value);
          }
        });
    return true;
  }

  private static boolean isWhole(PostRecord post) {
    return post.text(Key.PACKED).isEmpty() && !post.flag(Key.ERASED);
  }

  /** Where that cannot be noted, the decision stands; only a kill within seconds forgets it. */
  private void noteDecision(int known, PostRecord post) {
    List<String> history = post.texts(Key.HISTORY);
    boolean decided =
        history.stream().skip(known).anyMatch(line -> !Decision.parse(line).who().isEmpty());
    if (decided) {
      try {
        journal.decided(post);
      } catch (IOException | RuntimeException e) {
        LOG.error("A decision about {} cannot be noted on the disk", post, e);
      }
    }
  }

  private Optional<PostRecord> made(PostRecord draft) {
    return repository.commit(
        resolver -> {
          String path = path(draft.id());
          if (resolver.getResource(path) != null) {
            return Optional.empty();
          }
          PostRecord settled = new ClaimedSlots(resolver).settled(null, journal.made(draft));
          PostRecord record = Outbox.noted(resolver, null, settled, Instant.now(clock));
          Resource parent = Repository.folder(resolver, path.substring(0, path.lastIndexOf('/')));
          Resource node =
              resolver.create(parent, record.id(), Map.of("jcr:primaryType", "oak:Unstructured"));
          PostNode.write(resolver, node, record);
          for (String pointer : Pointers.of(record)) {
            Pointers.point(resolver, pointer, record);
          }
          SentTally.moved(resolver, null, record);
          Bursts.mark(resolver, record);
          DecisionLog.note(resolver, null, record);
          return Optional.of(record);
        });
  }

  public Optional<PostRecord> find(String id) {
    if (!id.matches("[0-9a-f]{64}")) {
      return Optional.empty();
    }
    return repository.read(
        resolver -> Optional.ofNullable(resolver.getResource(path(id))).map(PostNode::read));
  }

  /**
   * Changes a record if it still is as the change expects it.
   *
   * @param change gets the record as it stands now, maybe more than once; gives the changed one, or
   *     null to leave it alone
   * @return the changed record; empty where the change, or the absence of the record, left it alone
   * @throws IllegalStateException the change asks for a step that {@link State} does not allow
   * @throws java.io.UncheckedIOException the disk cannot be read, so nobody knows whether the
   *     repository has forgotten something of the record
   */
  public Optional<PostRecord> update(String id, Function<PostRecord, @Nullable PostRecord> change) {
    Optional<Step> step = step(id, change);
    step.ifPresent(
        taken -> {
          noteDecision(taken.before().texts(Key.HISTORY).size(), taken.after());
          tell(taken.before().state(), taken.after());
        });
    return step.filter(Step::wanted).map(Step::after);
  }

  /**
   * What became of a record.
   *
   * @param before as it was in the repository
   * @param wanted whether it was changed; else it was only put back as it was before a kill
   */
  private record Step(PostRecord before, PostRecord after, boolean wanted) {}

  private Optional<Step> step(String id, Function<PostRecord, @Nullable PostRecord> change) {
    return repository.commit(
        resolver -> {
          Resource node = resolver.getResource(path(id));
          if (node == null) {
            return Optional.empty();
          }
          PostRecord before = PostNode.read(node);
          // Nobody decides about a record of which a kill made the repository forget something.
          PostRecord whole = journal.recalled(before);
          PostRecord changed = change.apply(whole);
          if (changed == null && whole == before) {
            return Optional.empty();
          }
          PostRecord wanted = changed == null ? whole : changed;
          PostRecord settled = new ClaimedSlots(resolver).settled(before, wanted);
          if (!whole.state().mayBecome(settled.state())) {
            throw new IllegalStateException(
                before + " cannot go from " + whole.state() + " to " + settled.state());
          }
          PostRecord after = Outbox.noted(resolver, before, settled, Instant.now(clock));
          PostNode.write(resolver, node, after);
          movePointers(resolver, before, after);
          if (!before.time(Key.FIRST_DUE).equals(after.time(Key.FIRST_DUE))) {
            Bursts.mark(resolver, after);
          }
          DecisionLog.note(resolver, before, after);
          return Optional.of(new Step(before, after, changed != null));
        });
  }

  /** As {@link #update}, for a record that must be in one state. */
  public Optional<PostRecord> update(
      String id, State expected, Function<PostRecord, PostRecord> change) {
    return update(id, record -> record.state() == expected ? change.apply(record) : null);
  }

  /**
   * As {@link #update}, for a record that is still in the state, and at the attempt, in which it
   * was seen: who was held up does not speak for a later attempt of somebody else.
   */
  public Optional<PostRecord> update(PostRecord seen, Function<PostRecord, PostRecord> change) {
    return update(
        seen.id(),
        record ->
            record.state() == seen.state() && record.attempt() == seen.attempt()
                ? change.apply(record)
                : null);
  }

  /** Changes those of some posts that a change gives otherwise than they are. */
  public void updateAll(List<PostRecord> posts, UnaryOperator<PostRecord> change) {
    for (PostRecord post : posts) {
      update(
          post.id(),
          record -> {
            PostRecord changed = change.apply(record);
            return changed == record ? null : changed;
          });
    }
  }

  /** What is to be done, and when. */
  public Agenda agenda() {
    return new Agenda(repository);
  }

  /** What was done of the delivery of posts. */
  public DoneSteps steps() {
    return new DoneSteps(repository);
  }

  /** What went out, or may have, by day. */
  public SentPosts sent() {
    return new SentPosts(repository, clock);
  }

  /** What is due by itself in the same minute. */
  public Bursts bursts() {
    return new Bursts(repository);
  }

  /** Decisions about all posts, in the order in which they were made. */
  public DecisionLog decisions() {
    return new DecisionLog(repository);
  }

  /** Posts that went out, or are to go out, on one day (UTC), the earliest first. */
  public List<PostRecord> day(LocalDate day) {
    return records(Pointers.day(day));
  }

  /** Those of some slots of a connection that no post has; each costs a look at one path. */
  public List<Instant> freeSlots(String connection, List<Instant> slots) {
    return repository.read(
        resolver -> {
          ClaimedSlots claimed = new ClaimedSlots(resolver);
          return slots.stream().filter(slot -> claimed.isFree(connection, slot)).toList();
        });
  }

  /** The last day up to another one that has posts, as {@link #day} has them. */
  public Optional<LocalDate> dayUpTo(LocalDate last) {
    String most = last.format(DAY);
    return repository.read(
        resolver ->
            Stream.ofNullable(resolver.getResource(Pointers.DAYS))
                .flatMap(root -> upTo(root, most))
                .flatMap(year -> upTo(year, most))
                .flatMap(month -> upTo(month, most))
                .filter(Resource::hasChildren)
                .findFirst()
                .map(day -> LocalDate.parse(dayOf(day), DAY)));
  }

  /** The folders that are no later than a day, the last first. */
  private static Stream<Resource> upTo(Resource folder, String most) {
    return StreamSupport.stream(folder.getChildren().spliterator(), /* parallel= */ false)
        .filter(child -> dayOf(child).compareTo(most.substring(0, dayOf(child).length())) <= 0)
        .sorted(Comparator.comparing(Resource::getName).reversed());
  }

  private static String dayOf(Resource folder) {
    return folder.getPath().substring(Pointers.DAYS.length() + 1);
  }

  /** What was packed away of records at rest. */
  public Archive archive() {
    return new Archive(repository);
  }

  /** All posts of a page. */
  public List<PostRecord> ofPage(String page) {
    return records(Pointers.page(page));
  }

  /** Posts that wait for a person, the oldest first; a thousand at most. */
  public List<PostRecord> attention() {
    return new Attention(repository).first(MOST_WAITING);
  }

  /** How many posts wait for a person, by their state; reads no record. */
  public Map<State, Integer> waiting() {
    return new Attention(repository).counts();
  }

  /** Names of what is held together. */
  public List<String> groups() {
    return repository.read(
        resolver ->
            Repository.children(resolver.getResource(Pointers.GROUPS)).stream()
                .map(Resource::getName)
                .toList());
  }

  /** Posts that are held together, the oldest first. */
  public List<PostRecord> group(String group) {
    return group.matches("[0-9a-f]{16}") ? records(Pointers.group(group)) : List.of();
  }

  private List<PostRecord> records(String folder) {
    return repository.read(
        resolver -> {
          List<PostRecord> records = new ArrayList<>();
          Resource pointers = resolver.getResource(folder);
          for (Resource p : pointers == null ? List.<Resource>of() : pointers.getChildren()) {
            Resource node = resolver.getResource(path(p.getName()));
            if (node != null) {
              read(node).ifPresent(records::add);
            }
          }
          records.sort(Comparator.comparing(r -> r.time(Key.PLANNED).orElse(Instant.EPOCH)));
          return records;
        });
  }

  static void movePointers(ResourceResolver resolver, PostRecord before, PostRecord after)
      throws PersistenceException {
    Set<String> old = Pointers.of(before);
    Set<String> now = Pointers.of(after);
    for (String pointer : old) {
      if (!now.contains(pointer)) {
        Repository.delete(resolver, pointer);
      }
    }
    for (String pointer : now) {
      Pointers.point(resolver, pointer, after);
    }
    SentTally.moved(resolver, before, after);
  }

  /** One that makes no sense keeps no other from being seen. */
  private static Optional<PostRecord> read(Resource node) {
    try {
      return Optional.of(PostNode.readable(node));
    } catch (RuntimeException e) {
      LOG.error("Post {} cannot be read", node.getPath(), e);
      return Optional.empty();
    }
  }

  static String path(String id) {
    return POSTS + "/" + id.substring(0, 2) + "/" + id.substring(2, 4) + "/" + id;
  }
}
