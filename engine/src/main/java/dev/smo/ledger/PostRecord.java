// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.post.RemotePost;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import dev.smo.schedule.Schedule;
import dev.smo.schedule.When;
import dev.smo.words.TextLink;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jetbrains.annotations.Nullable;

/**
 * One post as the ledger keeps it. Immutable: {@link #with} gives a changed one, which only {@link
 * Ledger#update} can make true. The values are the properties of its node, so a new value needs a
 * {@link Key} and nothing else.
 */
public final class PostRecord {
  /** Names of the values; each is a property of the node in lower-camel case. */
  public enum Key {
    STATE,
    /** Identity of the page. */
    PAGE,
    /** Path of the page when the post was planned. */
    PATH,
    CONNECTION,
    NETWORK,
    EDITION,
    PLANNED,
    /** When people want it to go out. */
    SCHEDULED,
    /** The rule that this comes from: {@link dev.smo.schedule.When}. */
    WHEN,
    /** The zone whose clock on the wall counts for it. */
    ZONE,
    /** In which hours it does not go: {@link dev.smo.schedule.QuietHours}. */
    QUIET,
    /** Of which slots it takes one, if it takes one: {@link dev.smo.schedule.Slots}. */
    SLOTS,
    /** The slot that it has, and no other post. */
    SLOT,
    /** After that it does not go by itself, as its time is over; absent: however late. */
    LATEST,
    /** What a part costs by its network's price list that has an address or pictures. */
    PRICE,
    /** What a part costs that has neither; absent: the same. See {@link #cost}. */
    PRICE_PLAIN,
    /** When the engine looks at it next; absent: never by itself. */
    DUE,
    /** When the engine looks next at what people did with it; absent: never. */
    LOOK,
    /** When the first attempt began that may have put something out. */
    STARTED,
    /**
     * The account that the last attempt was for, as {@code AccountName} writes it; empty where its
     * network does not tell.
     */
    ACCOUNT,
    /**
     * When somebody had entered what chooses the account of its connection: whoever approves it
     * approves it for that one. Absent where nobody has to.
     */
    ENTERED,
    SENT,
    /** What its network read last of the card of its page, as a hash; absent: what it says here. */
    CARD,
    /** Since when the page's card is another one, and its network is to read it again. */
    CARD_CHANGED,
    TEXT,
    /** Words of the parts behind the first, where it is a thread. */
    THREAD,
    /** What a person should know of its words or pictures. */
    NOTE,
    /** When somebody last asked for this post by more than publishing its page; absent: nobody. */
    WISHED,
    /** Who asked. */
    WISHED_BY,
    /** Template of the words that somebody asked for. */
    WISHED_TEXT,
    /** When somebody asked for it to go out: {@link dev.smo.schedule.When}. */
    WISHED_AT,
    /** What somebody chose of the network's own options, as {@code name=value}. */
    WISHED_OPTIONS,
    /** Pictures that somebody chose in place of those of the page, as they were named. */
    WISHED_IMAGES,
    /** Their texts for people who cannot see them, in the same order. */
    WISHED_ALTS,
    LINK,
    /** Where the link leads if it is a short one; absent: to itself. */
    TARGET,
    /** Public address of the page, where the gate looks. */
    ADDRESS,
    CANONICAL,
    /** When the page was read of which it speaks. */
    READ,
    TITLE,
    DESCRIPTION,
    IMAGE,
    IMAGE_ALT,
    /** Addresses of further pictures to attach. */
    MORE_IMAGES,
    /** Their texts for people who cannot see them, in the same order. */
    MORE_ALTS,
    /** Whether the picture is attached in place of a link card. */
    IMAGE_INSTEAD,
    /** Whether its pictures were chosen in place of those of the page, which none of them is. */
    OWN_IMAGES,
    /** Whether it goes without its pictures, because its network refused it with them. */
    WITHOUT_PICTURES,
    /** Whether the address is that of a file, and no page is there to look at. */
    FILE,
    LANGUAGE,
    /** Template, tags, authors and campaign of the page, by which results are told apart. */
    TEMPLATE,
    TAGS,
    AUTHORS,
    CAMPAIGN,
    /** The time by which the campaign was chosen that marks its links. */
    MARKED_FOR,
    HASHTAGS,
    /** What was decided of the network's own options, as {@code name=value}. */
    OPTIONS,
    /** Who gave it other words before it went out; planning again keeps these. */
    CHANGED_BY,
    /** When its state last changed, where somebody elsewhere hears of that; see {@link Outbox}. */
    STEPPED,
    /** Why it is in its state, for people. */
    REASON,
    /** Where it is out, or of a thread that stopped the first part; see {@link #retractable}. */
    REMOTE_ID,
    PERMALINK,
    /** Sling ID of the instance that sends it. */
    INSTANCE,
    /** The run of that instance: another one after each start. */
    BOOT,
    /** Who of that run began the last attempt: another one for each. */
    CALLER,
    /** Path of the site, by which bursts are counted. */
    SITE,
    BURST_LIMIT,
    BURST_MINUTES,
    /** When it is due by itself; bursts are counted by this, whatever delays it then. */
    FIRST_DUE,
    /** With which others it is held, and decided about at once. */
    GROUP,
    /** Whether the policy wants one post in place of all that are held together. */
    BURST_DIGEST,
    /** The post that tells of it in its place, or is about to. */
    DIGEST,
    /** The first of the posts of which it tells, by their ids, and nobody was asked about. */
    TELLS_OF,
    /** How long the gate may stay closed, in minutes. */
    GATE_MINUTES,
    /** When the gate was first found closed. */
    GATE_SINCE,
    /** Whether a person let it go, so that no burst holds it. */
    RELEASED,
    /** Whether somebody asked that a person approves it, though the policy may not. */
    APPROVAL,
    /** Whether a person must approve what goes out, whoever asks for that. */
    MUST_APPROVE,
    /** What a person approved: {@link PostRecord#content}. */
    APPROVED,
    /** How many hours somebody has to approve it; absent: as long as it takes. */
    APPROVAL_HOURS,
    /** Who may not approve it, as it is theirs; absent: anybody may who decides about it. */
    OWNERS,
    /** Who wrote what its page has for posts, and words that an earlier edition had. */
    WORDS_BY,
    /** How often it came back from the network deferred or unknown, or could not be taken back. */
    RETURNS,
    /** How often a person said that nothing of it is out: steps of earlier rounds do not count. */
    ROUND,
    /** Since when its network puts it off, works on it, or does not answer. */
    WAITING_SINCE,
    /** Since when nobody knows whether it is out. */
    UNKNOWN_SINCE,
    /** How often its network could not tell, since then. */
    ASKED,
    /** Until when it may be sent again though it may be out: so long the network knows its id. */
    REPEAT_UNTIL,
    /** The network's id of what somebody said that it answers. */
    IN_REPLY_TO,
    /** Where people see what it answers. */
    IN_REPLY_TO_LINK,
    /** Whether it is to be taken back. */
    RETRACT,
    /** When its network was first called to take it back: parts of it may be gone since. */
    RETRACTING,
    /** What became of its page, if that is no longer public; see {@link PageAway}. */
    AWAY,
    /** Template of the words that it gets because of that, and has not yet. */
    LAST_WORDS,
    /** When its network was first called for them. */
    LAST_CALLED,
    /** Whether it has them. */
    LAST_SAID,
    /** How it is posted again, and how often: see {@link Again}. */
    AGAIN_DAYS,
    AGAIN_LEFT,
    AGAIN_TEXT,
    AGAIN_FRESH,
    AGAIN_BY,
    /** Before that no further edition is planned. */
    AGAIN_AFTER,
    /** Words of the post that is to stand in its place once it is certainly taken back. */
    NEXT_TEXT,
    /** Who wrote them; absent: nothing follows by itself. */
    NEXT_BY,
    /** The edition that this is to be; absent: the one behind it. */
    NEXT_EDITION,
    /** The post whose place it takes, which is to be taken back before it goes. */
    REPLACES,
    /** When that was asked for. */
    PLACE_ASKED,
    /** In the pack of which month the rest of it is, as {@code 2027/01}; see {@link Archive}. */
    PACKED,
    /** Whether it was erased, so that nothing brings back what it was. */
    ERASED,
    /** Whether a person should look although its state needs none. */
    ATTENTION,
    /** Who decided last. */
    DECIDED_BY,
    /** What was decided about it and by whom; see {@link PostRecord#history}. */
    HISTORY;

    private final String property;

    Key() {
      StringBuilder name = new StringBuilder();
      for (String word : name().split("_")) {
        String lower = word.toLowerCase(Locale.ROOT);
        name.append(
            name.length() == 0
                ? lower
                : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
      }
      property = name.toString();
    }

    public String property() {
      return property;
    }
  }

  /** When it goes, and what that comes from: only another wish makes it anew. */
  public static final Set<Key> TIME =
      Collections.unmodifiableSet(
          EnumSet.of(Key.SCHEDULED, Key.WHEN, Key.ZONE, Key.QUIET, Key.SLOTS, Key.LATEST));

  /** The decision that it may go out. */
  public static final String APPROVE = "approve";

  /** What a person did who may have written words of a post. */
  private static final Set<String> WROTE = Set.of("ask", "propose", "edit", "correct");

  /** What waits so long that a place which was freed for it is not just now empty any more. */
  private static final Set<State> WAITS_FOR_PEOPLE =
      EnumSet.of(State.FAILED, State.HELD, State.AWAITING_APPROVAL);

  /** What a person did who had a say in the words of a post. */
  private static final Set<String> SAID =
      Set.of("ask", "propose", "edit", "again", "correct", "digest");

  /** What an answer has of the post under which it stands. */
  private static final Set<Key> ANSWERS_SHARE =
      EnumSet.of(
          Key.PAGE,
          Key.PATH,
          Key.SITE,
          Key.CONNECTION,
          Key.NETWORK,
          Key.ACCOUNT,
          Key.TITLE,
          Key.LANGUAGE,
          Key.GATE_MINUTES);

  private final String id;
  private final Map<String, Object> values;
  private final List<Attempt> attempts;

  PostRecord(String id, Map<String, Object> values, List<Attempt> attempts) {
    this.id = id;
    this.values = values;
    this.attempts = List.copyOf(attempts);
  }

  /** A record that is in no ledger yet. */
  public static PostRecord draft(String id, State state) {
    return new PostRecord(id, Map.of(), List.of()).with(Key.STATE, state.name());
  }

  /** A changed copy; null takes the value away. */
  public PostRecord with(Key key, @Nullable Object value) {
    Map<String, Object> changed = new TreeMap<>(values);
    if (value == null) {
      changed.remove(key.property());
    } else {
      changed.put(
          key.property(), value instanceof Instant instant ? Repository.calendar(instant) : value);
    }
    return new PostRecord(id, changed, attempts);
  }

  /** When it went out, or else is to, or else was planned: the time at which calendars have it. */
  public Optional<Instant> calendarTime() {
    return time(Key.SENT).or(() -> time(Key.SCHEDULED)).or(() -> time(Key.PLANNED));
  }

  public PostRecord to(State state, String reason) {
    PostRecord there = with(Key.STATE, state.name()).with(Key.REASON, reason);
    return WAITS_FOR_PEOPLE.contains(state) ? there.with(Key.PLACE_ASKED, null) : there;
  }

  /** A copy with one more attempt, or with the last one ended. */
  public PostRecord with(Attempt attempt) {
    List<Attempt> changed = new ArrayList<>(attempts);
    changed.removeIf(a -> a.number() == attempt.number());
    changed.add(attempt);
    return new PostRecord(id, values, changed);
  }

  public String id() {
    return id;
  }

  public State state() {
    return State.valueOf(text(Key.STATE));
  }

  public String text(Key key) {
    return values.get(key.property()) instanceof String s ? s : "";
  }

  public Optional<Instant> time(Key key) {
    return values.get(key.property()) instanceof Calendar c
        ? Optional.of(c.toInstant())
        : Optional.empty();
  }

  public boolean flag(Key key) {
    return Boolean.TRUE.equals(values.get(key.property()));
  }

  public int number(Key key) {
    return values.get(key.property()) instanceof Number n ? n.intValue() : 0;
  }

  public List<String> texts(Key key) {
    return values.get(key.property()) instanceof String[] all ? Arrays.asList(all) : List.of();
  }

  public Optional<URI> uri(Key key) {
    String text = text(key);
    return text.isEmpty() ? Optional.empty() : Optional.of(URI.create(text));
  }

  public Optional<RemotePost> remote() {
    return text(Key.REMOTE_ID).isEmpty()
        ? Optional.empty()
        : uri(Key.PERMALINK).map(permalink -> new RemotePost(text(Key.REMOTE_ID), permalink));
  }

  /** Whether something of it is out that a network may be asked to take back. */
  public boolean retractable() {
    return remote().isPresent() && state() != State.RETRACTED && state().mayBecome(State.RETRACTED);
  }

  /** A copy that is to be taken back, however often it came back before. */
  public PostRecord toBeRetracted(Instant now) {
    return with(Key.RETRACT, true)
        .with(Key.RETRACTING, null)
        .with(Key.RETURNS, null)
        .with(Key.WAITING_SINCE, null)
        .with(Key.DUE, now);
  }

  /** Whether it was planned to stand in the place of one that was taken back for it. */
  public boolean replaces() {
    return history().stream().findFirst().filter(one -> one.what().equals("correct")).isPresent();
  }

  /** Whether it was taken back for one in other words, which is not planned yet. */
  public boolean awaitsReplacement() {
    return state() == State.RETRACTED && !text(Key.NEXT_BY).isEmpty();
  }

  /** Whether it takes a slot of its connection. */
  public boolean takesSlot() {
    return text(Key.WHEN).equals(When.SLOT);
  }

  /** What its time comes from. */
  Schedule schedule() {
    return Schedule.of(text(Key.WHEN), text(Key.ZONE), text(Key.QUIET), text(Key.SLOTS));
  }

  /** A copy, of one that takes a slot, that takes one from a time on. */
  public PostRecord inSlotFrom(Instant at) {
    return with(Key.SCHEDULED, schedule().first(at)).with(Key.SLOT, null);
  }

  /** What somebody said that this answers; empty for a post about a page. */
  public Optional<RemotePost> inReplyTo() {
    String id = text(Key.IN_REPLY_TO);
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(new RemotePost(id, URI.create(text(Key.IN_REPLY_TO_LINK))));
  }

  /** How the editions of notes begin, with a token behind it. */
  public static final String NOTE = "note ";

  /** Whether a person wrote it and filed it under a page, of which it does not speak. */
  public boolean isNote() {
    return text(Key.EDITION).startsWith(NOTE);
  }

  /** Whether it speaks of its page: it is no answer to somebody, and no note. */
  public boolean isAboutPage() {
    return inReplyTo().isEmpty() && !isNote();
  }

  /**
   * A draft of an answer to what somebody replied to this post. It belongs to the same page, but
   * says nothing about it: no burst holds it.
   *
   * @param token the same for one wish, however often it arrives
   */
  public PostRecord answer(RemotePost reply, String token) {
    String edition = "answer " + reply.id() + " " + token;
    return draft(Keys.post(text(Key.CONNECTION), text(Key.PAGE), edition), State.SCHEDULED)
        .with(ANSWERS_SHARE, this)
        .with(Key.EDITION, edition)
        .with(Key.IN_REPLY_TO, reply.id())
        .with(Key.IN_REPLY_TO_LINK, reply.permalink().toString());
  }

  /** What was decided of the network's own options, by name. */
  public Map<String, String> options() {
    return options(Key.OPTIONS);
  }

  /** What somebody chose of them for this post alone, by name; empty: the field's default. */
  public Map<String, String> wishedOptions() {
    return options(Key.WISHED_OPTIONS);
  }

  private Map<String, String> options(Key key) {
    Map<String, String> options = new TreeMap<>();
    for (String option : texts(key)) {
      int equals = option.indexOf('=');
      options.put(option.substring(0, equals), option.substring(equals + 1));
    }
    return options;
  }

  /** A copy with these options in place of those it has. */
  public PostRecord withOptions(Map<String, String> options) {
    return withAll(Key.OPTIONS, options);
  }

  /** A copy with these options in place of those that somebody chose before. */
  public PostRecord withWishedOptions(Map<String, String> options) {
    return withAll(Key.WISHED_OPTIONS, options);
  }

  private PostRecord withAll(Key key, Map<String, String> options) {
    String[] all =
        new TreeMap<>(options)
            .entrySet().stream().map(o -> o.getKey() + "=" + o.getValue()).toArray(String[]::new);
    return with(key, all.length == 0 ? null : all);
  }

  /** Names what would go out now, whatever its time: two records with the same say the same. */
  public String content() {
    return Revision.content(this);
  }

  /**
   * Names what a person reads before deciding: content, time, and which attempts were made. It
   * moves with each of them.
   */
  public String revision() {
    return Revision.of(this);
  }

  /** A copy that waits for a person to approve it, for no longer than it may. */
  public PostRecord toBeApproved(String reason, Instant now) {
    int hours = number(Key.APPROVAL_HOURS);
    return to(State.AWAITING_APPROVAL, reason)
        .with(Key.DUE, hours > 0 ? now.plus(Duration.ofHours(hours)) : null);
  }

  /** Whether somebody must see it who did not write it. */
  public boolean needsFourEyes() {
    return values.containsKey(Key.OWNERS.property());
  }

  /**
   * Whether a person may not approve it, because it is theirs: they wrote its words or asked for
   * it, or changed or published its page, where four eyes must see it.
   */
  public boolean isOwn(String user) {
    return needsFourEyes()
        && (texts(Key.OWNERS).contains(user)
            || texts(Key.WORDS_BY).contains(user)
            || text(Key.CHANGED_BY).equals(user)
            || history().stream()
                .anyMatch(one -> one.who().equals(user) && SAID.contains(one.what())));
  }

  /** Who approved it last; empty: nobody. */
  public Optional<String> approver() {
    return history().stream()
        .filter(one -> one.what().equals(APPROVE))
        .reduce((first, second) -> second)
        .map(Decision::who);
  }

  /** Who had a hand in its words, with its page or beside it. */
  public Set<String> writers() {
    Set<String> all = new TreeSet<>(texts(Key.WORDS_BY));
    all.add(text(Key.CHANGED_BY));
    history().stream().filter(one -> WROTE.contains(one.what())).forEach(one -> all.add(one.who()));
    all.remove("");
    return all;
  }

  /** Whether a person must approve what would go out now, and did not. */
  public boolean lacksApproval() {
    return flag(Key.MUST_APPROVE) && !text(Key.APPROVED).equals(content());
  }

  /**
   * Whether the network certainly has nothing of its present round, so that its words may still be
   * others. Of a thread a part may be out all the same: see {@link DoneSteps#hasPartOut}.
   */
  public boolean certainlyNotSent() {
    State state = state();
    boolean before =
        state.open() || state == State.SKIPPED || state == State.QUEUED || state == State.FAILED;
    return before && !values.containsKey(Key.REPEAT_UNTIL.property());
  }

  /** All decisions, the first first. */
  public List<Decision> history() {
    return texts(Key.HISTORY).stream().map(Decision::parse).toList();
  }

  /** A copy whose history ends with a decision about this revision, of which nobody says why. */
  public PostRecord decided(Instant at, String who, String what) {
    return decided(at, who, what, "");
  }

  /**
   * A copy whose history ends with a decision about this revision.
   *
   * @param reason in one line, or empty
   */
  public PostRecord decided(Instant at, String who, String what, String reason) {
    List<String> all = new ArrayList<>(texts(Key.HISTORY));
    all.add(new Decision(at, who, what, revision(), reason).line());
    return with(Key.HISTORY, all.toArray(String[]::new));
  }

  /** Whether its words are made; they may be empty where the network takes none. */
  public boolean worded() {
    return values.containsKey(Key.TEXT.property());
  }

  /** The words of all its parts: one, or those of a thread. */
  public List<String> parts() {
    List<String> parts = new ArrayList<>(List.of(text(Key.TEXT)));
    parts.addAll(texts(Key.THREAD));
    return List.copyOf(parts);
  }

  /**
   * What all its parts cost by its network's price list, each by what is in it, as a {@link
   * dev.smo.schedule.Budget} is written; empty where nobody knows.
   */
  public String cost() {
    String[] price = text(Key.PRICE).split(" ");
    String[] less = text(Key.PRICE_PLAIN).split(" ");
    if (price.length < 2) {
      return "";
    }
    List<String> parts = parts();
    long plain = IntStream.range(0, parts.size()).filter(part -> isPlain(part, parts)).count();
    BigDecimal each = new BigDecimal(less.length < 2 ? price[0] : less[0]);
    return new BigDecimal(price[0])
            .multiply(BigDecimal.valueOf(parts.size() - plain))
            .add(each.multiply(BigDecimal.valueOf(plain)))
            .toPlainString()
        + " "
        + price[1];
  }

  /** Whether a part has no address and no picture. The first has those that are beside words. */
  private boolean isPlain(int part, List<String> parts) {
    String link = text(Key.LINK);
    boolean pictures = !text(Key.IMAGE).isEmpty() || !texts(Key.MORE_IMAGES).isEmpty();
    boolean beside = !link.isEmpty() && parts.stream().noneMatch(words -> words.contains(link));
    boolean more = part == 0 && (beside || (flag(Key.IMAGE_INSTEAD) && pictures));
    boolean linked = !link.isEmpty() && parts.get(part).contains(link);
    return !more && !linked && !TextLink.mayBeIn(parts.get(part));
  }

  /** Parts of a thread as people read and write them: lines of {@code ---} divide them. */
  public static String joined(List<String> parts) {
    return String.join("\n\n---\n\n", parts);
  }

  /**
   * How the names of all steps begin that count for it. Names of steps have no full stop, so none
   * of another round begins like one of this.
   */
  public String stepPrefix() {
    int round = number(Key.ROUND);
    return round == 0 ? "" : "round-" + round + ".";
  }

  /** All attempts, the first first. */
  public List<Attempt> attempts() {
    return attempts;
  }

  /** Number of the last attempt; 0 before the first. */
  public int attempt() {
    return attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
  }

  Map<String, Object> values() {
    return values;
  }

  @Override
  public String toString() {
    return "post " + id.substring(0, 8) + " (" + text(Key.CONNECTION) + ", " + text(Key.PATH) + ")";
  }

  /** A copy that takes some values from another record. */
  public PostRecord with(Set<Key> keys, PostRecord other) {
    PostRecord changed = this;
    for (Key key : keys) {
      changed = changed.with(key, other.values.get(key.property()));
    }
    return changed;
  }
}
