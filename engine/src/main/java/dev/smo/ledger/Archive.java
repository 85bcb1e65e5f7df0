// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * Records at rest: packed by month ({@code /var/smo/packed/<yyyy>/<MM>/<aa>}, one text a record),
 * and erased. What is left in the ledger still says that there was a post, so that its page is not
 * posted again, and where it is out, so that it can be taken back.
 */
public final class Archive {
  /** What stands in the place of a name that was erased. */
  public static final String NOBODY = PersonName.ERASED;

  private static final String ROOT = Repository.ROOT + "/packed";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("yyyy/MM", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Set<State> AT_REST =
      EnumSet.of(State.SENT, State.RETRACTED, State.CANCELLED, State.REJECTED);

  /** States from which nothing goes on by itself. */
  private static final Set<State> ERASABLE =
      EnumSet.of(
          State.SENT,
          State.RETRACTED,
          State.CANCELLED,
          State.REJECTED,
          State.SKIPPED,
          State.FAILED,
          State.HELD);

  /** What planning needs to know that there was a post. */
  private static final Set<Key> ERASED =
      EnumSet.of(
          Key.STATE, Key.PAGE, Key.CONNECTION, Key.NETWORK, Key.EDITION, Key.PLANNED, Key.SENT);

  /** What it takes besides to see it, to take it back, and to post its page again as was asked. */
  private static final Set<Key> KEPT =
      EnumSet.of(
          Key.STATE,
          Key.PAGE,
          Key.PATH,
          Key.SITE,
          Key.CONNECTION,
          Key.NETWORK,
          Key.ACCOUNT,
          Key.EDITION,
          Key.PLANNED,
          Key.SENT,
          Key.REMOTE_ID,
          Key.PERMALINK,
          // A short link leads to its page for as long as people see it.
          Key.TARGET,
          Key.TITLE,
          Key.LANGUAGE,
          Key.IN_REPLY_TO,
          Key.IN_REPLY_TO_LINK,
          Key.AWAY,
          Key.LAST_SAID,
          Key.ROUND,
          Key.APPROVAL,
          Key.WISHED_TEXT,
          Key.WISHED_OPTIONS,
          Key.WISHED_IMAGES,
          Key.WISHED_ALTS);

  private final Repository repository;

  public Archive(Repository repository) {
    this.repository = repository;
  }

  /**
   * Packs a record that has been at rest since a time.
   *
   * @return whether it is packed by this
   */
  public boolean pack(String id, Instant before) {
    return repository.commit(
        resolver -> {
          Resource node = resolver.getResource(Ledger.path(id));
          PostRecord record = node == null ? null : PostNode.readable(node);
          if (node == null || record == null || !isAtRest(record, before)) {
            return false;
          }
          // Where searches look for it: by the day at which calendars had it.
          String month = MONTH.format(record.calendarTime().orElseGet(() -> last(record)));
          Repository.writable(Repository.node(resolver, pack(month, id))).put(id, text(record));
          PostRecord kept =
              PostRecord.draft(id, record.state())
                  .with(KEPT, record)
                  .with(Key.PACKED, month)
                  // One without words would be planned anew where it is to be taken back.
                  .with(Key.TEXT, "");
          int more = record.texts(Key.THREAD).size();
          if (more > 0) {
            String[] empty = new String[more];
            Arrays.fill(empty, "");
            kept = kept.with(Key.THREAD, empty);
          }
          // Where the parts of a thread are out is among the steps.
          replace(resolver, node, record, kept, /* steps= */ more == 0);
          return true;
        });
  }

  /** Ids of the posts that are packed under a month, in no order. */
  public List<String> month(YearMonth month) {
    return repository.read(
        resolver -> {
          List<String> ids = new ArrayList<>();
          Resource packs =
              resolver.getResource(
                  ROOT + "/" + MONTH.format(month.atDay(1).atStartOfDay(ZoneOffset.UTC)));
          for (Resource pack : packs == null ? List.<Resource>of() : packs.getChildren()) {
            pack.getValueMap().keySet().stream().filter(Archive::isId).forEach(ids::add);
          }
          return ids;
        });
  }

  /** The last month up to another one under which something is packed. */
  public Optional<YearMonth> monthUpTo(YearMonth last) {
    return repository.read(
        resolver ->
            Stream.ofNullable(resolver.getResource(ROOT))
                .flatMap(Archive::children)
                .flatMap(Archive::children)
                .map(month -> month.getPath().substring(ROOT.length() + 1))
                .map(month -> YearMonth.parse(month.replace('/', '-')))
                .filter(month -> !month.isAfter(last))
                .max(Comparator.naturalOrder()));
  }

  private static Stream<Resource> children(Resource folder) {
    return StreamSupport.stream(folder.getChildren().spliterator(), /* parallel= */ false);
  }

  private static boolean isId(String name) {
    return name.matches("[0-9a-f]{64}");
  }

  /**
   * A packed record with all that was packed of it, to read; it must not be written back, and its
   * revision is another than that of the record. Any other record is given as it is.
   */
  public PostRecord whole(PostRecord post) {
    return packed(post).map(text -> PackedRecord.over(post, text)).orElse(post);
  }

  /** What was packed of a record, as JSON; empty where nothing was. */
  public Optional<String> packed(PostRecord post) {
    String month = post.text(Key.PACKED);
    return month.isEmpty()
        ? Optional.empty()
        : repository.read(
            resolver ->
                Optional.ofNullable(resolver.getResource(pack(month, post.id())))
                    .map(pack -> pack.getValueMap().get(post.id(), String.class)));
  }

  /**
   * Erases a record but for what keeps its page from being posted again.
   *
   * @return false where it may still go on by itself, so that nothing was erased
   */
  public boolean erase(String id) {
    return repository.commit(
        resolver -> {
          Resource node = resolver.getResource(Ledger.path(id));
          if (node == null) {
            return true;
          }
          PostRecord record = PostNode.readable(node);
          if (!ERASABLE.contains(record.state())
              || record.flag(Key.RETRACT)
              || record.awaitsReplacement()) {
            return false;
          }
          unpack(resolver, record);
          // One that was never sent must not come back with its page either.
          State state = record.state() == State.SENT ? State.SENT : State.CANCELLED;
          PostRecord left =
              PostRecord.draft(id, state)
                  .with(ERASED, record)
                  .with(Key.STATE, state.name())
                  .with(Key.ERASED, true);
          replace(resolver, node, record, left, /* steps= */ true);
          return true;
        });
  }

  /**
   * Takes the name of a person out of a record, and out of what was packed of it.
   *
   * @return whether it was there
   */
  public boolean forget(String id, String person) {
    return repository.commit(
        resolver -> {
          Resource node = resolver.getResource(Ledger.path(id));
          if (node == null) {
            return false;
          }
          PostRecord record = PostNode.readable(node);
          PostRecord changed = record;
          for (Key key : PersonName.HOLDERS) {
            Object value = record.values().get(key.property());
            changed =
                value == null ? changed : changed.with(key, PersonName.erased(key, value, person));
          }
          boolean packed = forgetPacked(resolver, record, person);
          boolean same = changed.values().equals(record.values()) || sameTexts(record, changed);
          if (!same) {
            PostNode.write(resolver, node, changed);
          }
          return packed || !same;
        });
  }

  private static boolean sameTexts(PostRecord one, PostRecord other) {
    return PersonName.HOLDERS.stream()
        .allMatch(
            key ->
                one.text(key).equals(other.text(key)) && one.texts(key).equals(other.texts(key)));
  }

  private static boolean forgetPacked(ResourceResolver resolver, PostRecord record, String person)
      throws PersistenceException {
    String month = record.text(Key.PACKED);
    Resource pack = month.isEmpty() ? null : resolver.getResource(pack(month, record.id()));
    String text = pack == null ? null : pack.getValueMap().get(record.id(), String.class);
    if (pack == null || text == null) {
      return false;
    }
    try {
      Map<String, Object> values = JSON.readValue(text, new TypeReference<>() {});
      for (Key key : PersonName.HOLDERS) {
        values.computeIfPresent(
            key.property(), (property, value) -> PersonName.erased(key, value, person));
      }
      String changed = JSON.writeValueAsString(values);
      if (changed.equals(text)) {
        return false;
      }
      Repository.writable(pack).put(record.id(), changed);
      return true;
    } catch (JsonProcessingException e) {
      throw new PersistenceException("The pack of " + record + " cannot be read", e);
    }
  }

  private static void unpack(ResourceResolver resolver, PostRecord record)
      throws PersistenceException {
    String month = record.text(Key.PACKED);
    Resource pack = month.isEmpty() ? null : resolver.getResource(pack(month, record.id()));
    if (pack != null) {
      Repository.writable(pack).remove(record.id());
    }
  }

  private static void replace(
      ResourceResolver resolver, Resource node, PostRecord before, PostRecord after, boolean steps)
      throws PersistenceException {
    delete(resolver, node.getChild(PostNode.ATTEMPTS));
    if (steps) {
      delete(resolver, node.getChild(DoneSteps.PROGRESS));
    }
    PostNode.write(resolver, node, after);
    Ledger.movePointers(resolver, before, after);
  }

  private static void delete(ResourceResolver resolver, @Nullable Resource child)
      throws PersistenceException {
    if (child != null) {
      resolver.delete(child);
    }
  }

  private static boolean isAtRest(PostRecord post, Instant before) {
    boolean waits =
        post.flag(Key.RETRACT)
            || post.flag(Key.ATTENTION)
            || post.time(Key.DUE).isPresent()
            || post.time(Key.LOOK).isPresent()
            || Again.at(post).isPresent();
    // What may be out though it was called off is told by its attempts.
    boolean mayBeOut = post.state() == State.CANCELLED && post.attempt() > 0;
    return AT_REST.contains(post.state())
        && !waits
        && !mayBeOut
        && post.text(Key.PACKED).isEmpty()
        && last(post).isBefore(before);
  }

  /** When something was last done with a post. */
  private static Instant last(PostRecord post) {
    return Stream.of(
            post.time(Key.PLANNED).stream(),
            post.time(Key.SENT).stream(),
            post.attempts().stream().map(Attempt::at),
            post.history().stream().map(Decision::at))
        .flatMap(times -> times)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private static String text(PostRecord post) throws PersistenceException {
    Map<String, Object> values = new TreeMap<>();
    post.values()
        .forEach(
            (name, value) ->
                values.put(name, value instanceof Calendar at ? at.toInstant().toString() : value));
    values.put(
        PostNode.ATTEMPTS,
        post.attempts().stream()
            .map(
                a ->
                    List.of(
                        String.valueOf(a.number()),
                        a.at().toString(),
                        a.instance(),
                        a.outcome(),
                        a.reason()))
            .toList());
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new PersistenceException(post + " cannot be packed", e);
    }
  }

  private static String pack(String month, String id) {
    return ROOT + "/" + month + "/" + id.substring(0, 2);
  }
}
