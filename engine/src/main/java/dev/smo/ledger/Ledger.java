// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import static dev.smo.repository.Repository.ROOT;

import dev.smo.lanes.Lane;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.post.RemotePost;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
  /** How the steps of a withdrawal are named: which parts of a thread were taken back. */
  public static final String GONE = "gone-";

  /** Child of a record that holds the steps of its delivery. */
  static final String PROGRESS = "progress";

  static final String POSTS = ROOT + "/posts";

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  /** So many pointers are put right in one commit. */
  private static final int MOST_MENDED = 200;

  /** So many posts are more than a person reads. */
  private static final int MOST_WAITING = 1_000;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT);

  private final Repository repository;
  private final DuePages pages;
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
    this.pages = new DuePages(repository);
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
    boolean own = isOfOneInstance(there.get());
    Map<String, String> known = progress(id);
    steps.forEach(
        (step, value) -> {
          if (own ? !value.equals(known.get(step)) : !known.containsKey(step)) {
            progress(id, step, value);
          }
        });
    return true;
  }

  /**
   * Whether no second instance called the network for a post, so that the disk of the one has the
   * last word about its steps; else what another did since may stand only in the repository.
   */
  public static boolean isOfOneInstance(PostRecord post) {
    return post.attempts().stream().map(Attempt::instance).distinct().count() <= 1;
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
          markBurst(resolver, record);
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
            markBurst(resolver, after);
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

  /**
   * Ids of posts that the engine must look at up to a time whatever is the matter with their
   * connections, the longest due first: those that are being sent, or that nobody approved in time.
   */
  public List<String> due(Instant until, int most) {
    return pages.page(DueTree.ROOT, until, most);
  }

  /** Names of the lanes in which something is due at a time. */
  public List<String> lanes(Instant until) {
    return repository.read(
        resolver ->
            names(resolver)
                .filter(
                    lane ->
                        new DueTree(resolver, Pointers.retractions(lane)).hasAny(until)
                            || new DueTree(resolver, Pointers.lane(lane)).hasAny(until))
                .toList());
  }

  /** Ids of posts that are due in a lane: by due time, then by the time they were planned. */
  public List<String> lane(String lane, Instant until, int most) {
    return pages.page(Pointers.lane(lane), until, most);
  }

  /**
   * What waits in a lane.
   *
   * @param waiting how many posts, whenever they are due
   * @param due how many of them are due, or to be taken back now
   * @param oldest when the first of these was due
   * @param more whether there may be more than were counted
   */
  public record Queue(int waiting, int due, Optional<Instant> oldest, boolean more) {}

  /**
   * Counts what waits in a lane; reads pointers only.
   *
   * @param most no more are counted of each kind
   */
  public Queue waitingIn(String lane, Instant now, int most) {
    return repository.read(
        resolver -> {
          DueTree posts = new DueTree(resolver, Pointers.lane(lane));
          DueTree back = new DueTree(resolver, Pointers.retractions(lane));
          int waiting = posts.count(DueTree.LAST, most) + back.count(DueTree.LAST, most);
          int due = posts.count(now, most) + back.count(now, most);
          Optional<Instant> oldest =
              Stream.of(posts, back)
                  .flatMap(tree -> tree.until(now, 1).stream())
                  .map(DueTree.Pointer::at)
                  .min(Comparator.naturalOrder());
          return new Queue(waiting, due, oldest, waiting >= most);
        });
  }

  /** Names of all lanes in which something was ever to do. */
  public List<String> allLanes() {
    return repository.read(resolver -> names(resolver).sorted().toList());
  }

  /** Decisions about all posts, in the order in which they were made. */
  public DecisionLog decisions() {
    return new DecisionLog(repository);
  }

  /** Ids of posts that are to be taken back now over the connection of a lane. */
  public List<String> retractions(String lane, Instant until, int most) {
    return pages.page(Pointers.retractions(lane), until, most);
  }

  /** Names of the lanes in which the time has come to see what people did with a post. */
  public List<String> lanesToLookAt(Instant until) {
    // What an older version pointed to in one tree stands in no lane, and is put there.
    pages.page(DueTree.LOOKS_OF_ALL, DueTree.LAST, MOST_MENDED);
    return repository.read(
        resolver ->
            names(resolver)
                .filter(lane -> new DueTree(resolver, Pointers.looks(lane)).hasAny(until))
                .toList());
  }

  /** Ids of posts of a lane whose time has come to be looked at, the longest due first. */
  public List<String> looks(String lane, Instant until, int most) {
    return pages.page(Pointers.looks(lane), until, most);
  }

  /** Ids of posts whose next edition is to be planned at a time, the longest due first. */
  public List<String> again(Instant until, int most) {
    return pages.page(DueTree.AGAIN, until, most);
  }

  /** Takes away folders of the due trees that ended before a time and are empty, and old slots. */
  public void sweepDue(Instant before) {
    repository.commit(
        resolver -> {
          for (String lane : names(resolver).toList()) {
            new DueTree(resolver, Pointers.lane(lane)).sweep(before);
            new DueTree(resolver, Pointers.retractions(lane)).sweep(before);
            new DueTree(resolver, Pointers.looks(lane)).sweep(before);
            new DueTree(resolver, ClaimedSlots.root(lane)).sweep(before);
          }
          new DueTree(resolver, DueTree.ROOT).sweep(before);
          new DueTree(resolver, DueTree.LOOKS_OF_ALL).sweep(before);
          new DueTree(resolver, DueTree.AGAIN).sweep(before);
          return true;
        });
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

  /** How many posts of a connection were sent on a day, or may have been. */
  public int sent(String connection, LocalDate day) {
    return prices(connection, List.of(day)).values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * How many posts of a connection were sent on some days, or may have been, by what each cost by
   * the price list of its network, as written; empty where unknown. A day costs a look at one node.
   */
  public Map<String, Integer> prices(String connection, List<LocalDate> days) {
    Map<String, Integer> posts = new HashMap<>();
    for (LocalDate day : days) {
      String path = Pointers.sent(Lane.of(connection), day);
      repository
          .read(
              resolver -> {
                Resource sent = resolver.getResource(path);
                return sent == null ? Optional.of(Map.<String, Integer>of()) : SentTally.of(sent);
              })
          .orElseGet(() -> repository.commit(resolver -> SentTally.count(resolver, path)))
          .forEach((price, number) -> posts.merge(price, number, Integer::sum));
    }
    return posts;
  }

  /**
   * Whether what a network found for a post is another one that went out over the same connection
   * since the day before it began, such as a note in the same words.
   */
  public boolean isAnother(PostRecord post, RemotePost found) {
    String lane = Lane.of(post.text(Key.CONNECTION));
    Instant now = Instant.now(clock);
    LocalDate first = date(post.time(Key.STARTED).orElse(now)).minusDays(1);
    return repository.read(
        resolver ->
            first
                .datesUntil(date(now).plusDays(2))
                .map(day -> resolver.getResource(Pointers.sent(lane, day)))
                .filter(Objects::nonNull)
                .flatMap(sent -> StreamSupport.stream(sent.getChildren().spliterator(), false))
                .map(Resource::getName)
                .filter(id -> !id.equals(post.id()))
                .map(id -> resolver.getResource(path(id)))
                .filter(Objects::nonNull)
                .anyMatch(
                    other ->
                        found.id().equals(other.getValueMap().get(Key.REMOTE_ID.property(), ""))));
  }

  private static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
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

  /** Takes away burst counts of minutes before a time. */
  public void sweepBursts(Instant before) {
    repository.commit(
        resolver -> {
          Resource sites = resolver.getResource(Pointers.BURSTS);
          for (Resource site : sites == null ? List.<Resource>of() : sites.getChildren()) {
            for (Resource minute : site.getChildren()) {
              if (minute.getName().compareTo(Pointers.minute(before)) < 0) {
                resolver.delete(minute);
              }
            }
          }
          return true;
        });
  }

  /**
   * Pages of a site whose posts are due by themselves, minute by minute.
   *
   * @param most after so many of a minute no more are read: to know that they are too many costs no
   *     more
   */
  public List<Set<String>> bursts(String site, List<Instant> minutes, int most) {
    return repository.read(
        resolver ->
            minutes.stream()
                .map(minute -> names(resolver.getResource(Pointers.burst(site, minute)), most))
                .toList());
  }

  private static Set<String> names(@Nullable Resource folder, int most) {
    return folder == null
        ? Set.of()
        : StreamSupport.stream(folder.getChildren().spliterator(), /* parallel= */ false)
            .limit(most)
            .map(Resource::getName)
            .collect(Collectors.toSet());
  }

  /** Names of what is held together. */
  public List<String> groups() {
    return repository.read(
        resolver -> List.copyOf(names(resolver.getResource(Pointers.GROUPS), Integer.MAX_VALUE)));
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

  private static void markBurst(ResourceResolver resolver, PostRecord record)
      throws PersistenceException {
    Optional<String> burst = Pointers.burst(record);
    if (burst.isPresent()) {
      Pointers.point(resolver, burst.get(), record);
    }
  }

  private static Stream<String> names(ResourceResolver resolver) {
    Resource lanes = resolver.getResource(Lane.ROOT);
    return lanes == null
        ? Stream.empty()
        : StreamSupport.stream(lanes.getChildren().spliterator(), false).map(Resource::getName);
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

  /** What is kept of the steps of a post's delivery, by name. */
  public Map<String, String> progress(String id) {
    return repository.read(
        resolver -> Repository.strings(resolver.getResource(path(id) + "/" + PROGRESS)));
  }

  /** Under which ids the network knows the parts of a thread that are out. */
  public Set<String> partIds(PostRecord post) {
    return steps(post, "part-").map(kept -> kept.split(" ", 2)[0]).collect(Collectors.toSet());
  }

  /** Whether a part of a thread is out, so that its words cannot be others any more. */
  public boolean hasPartOut(PostRecord post) {
    return !partIds(post).isEmpty();
  }

  /** Whether a part of a thread was taken back, so that none may be sent behind it any more. */
  public boolean hasPartGone(PostRecord post) {
    return steps(post, GONE).findAny().isPresent();
  }

  /**
   * A changed record, for which steps no longer count that its connector took with other content,
   * such as a draft on the network that holds the old words.
   */
  public PostRecord withFreshSteps(PostRecord before, PostRecord after) {
    // When the connection was entered is for who approves; nothing else is sent for it.
    PostRecord compared = after.with(EnumSet.of(Key.ENTERED), before);
    boolean stale =
        !compared.content().equals(before.content()) && steps(before, "").findAny().isPresent();
    return stale ? after.with(Key.ROUND, before.number(Key.ROUND) + 1) : after;
  }

  /** Whether more of a post was done than to upload its pictures, which nobody sees. */
  public boolean hasStepBeyondUploads(PostRecord post) {
    return progress(post.id()).entrySet().stream()
        // A step that its connector took back is kept, empty.
        .filter(step -> step.getKey().startsWith(post.stepPrefix()) && !step.getValue().isEmpty())
        .map(step -> step.getKey().substring(post.stepPrefix().length()))
        .anyMatch(step -> !step.isEmpty() && !step.startsWith("upload-"));
  }

  /** What was kept with the steps that count for a post and whose names begin like this. */
  private Stream<String> steps(PostRecord post, String name) {
    String begin = post.stepPrefix() + name;
    // Of a packed one the steps are kept, and the attempts are not.
    return post.attempt() == 0 && post.text(Key.PACKED).isEmpty()
        ? Stream.empty()
        : progress(post.id()).entrySet().stream()
            .filter(step -> step.getKey().startsWith(begin))
            .map(Map.Entry::getValue);
  }

  /** Keeps that a step of a post's delivery is done; committed when this returns. */
  public void progress(String id, String step, String value) {
    repository.commit(
        resolver -> {
          Repository.writable(Repository.node(resolver, path(id) + "/" + PROGRESS))
              .put(step, value);
          return true;
        });
  }

  static String path(String id) {
    return POSTS + "/" + id.substring(0, 2) + "/" + id.substring(2, 4) + "/" + id;
  }
}
