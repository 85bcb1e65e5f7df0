// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/**
 * Changes of state that somebody elsewhere is to hear of, at {@code /var/smo/webhooks/<id>/outbox}:
 * one node for each who wants to hear, written in the commit of the change, and deleted once it was
 * heard. So none is lost, whoever dies, and nothing is written where nobody listens. Those of one
 * post are in their order: the record remembers the time of its last, and each is later.
 */
public final class Outbox {
  /** Below it are those who listen. */
  public static final String ROOT = Repository.ROOT + "/webhooks";

  /** Property of who listens: names of the states that are wanted; none: all. */
  public static final String STATES = "states";

  /** Property of who listens: the page at or below which posts are wanted; absent: all. */
  public static final String SITE = "site";

  private final Repository repository;

  public Outbox(Repository repository) {
    this.repository = repository;
  }

  /**
   * That a post came into a state.
   *
   * @param path where it is kept
   * @param before the state in which it was; empty: it is new
   * @param revision of the record then
   */
  public record Event(
      String path,
      String post,
      Instant at,
      Optional<State> before,
      State after,
      String connection,
      String network,
      String site,
      String page,
      String permalink,
      String revision,
      String reason) {

    /** The same for whoever hears of it, however often. */
    public String id() {
      return "evt_" + Keys.hash(post + " " + at.toEpochMilli()).substring(0, 32);
    }
  }

  /**
   * Notes a change for all who want to hear of it.
   *
   * @return the record to write: it remembers when its state last changed
   */
  static PostRecord noted(
      ResourceResolver resolver, @Nullable PostRecord before, PostRecord after, Instant now)
      throws PersistenceException {
    if (before != null && before.state() == after.state()) {
      return after;
    }
    List<Resource> listeners = Repository.children(resolver.getResource(ROOT));
    if (listeners.isEmpty()) {
      return after;
    }
    Instant last = (before == null ? after : before).time(Key.STEPPED).orElse(Instant.EPOCH);
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    PostRecord noted = after.with(Key.STEPPED, at.isAfter(last) ? at : last.plusMillis(1));
    for (Resource listener : listeners) {
      if (wants(listener.getValueMap(), noted)) {
        write(resolver, root(listener.getName()), before, noted);
      }
    }
    return noted;
  }

  private static boolean wants(ValueMap listener, PostRecord post) {
    List<String> states = Arrays.asList(listener.get(STATES, new String[0]));
    String site = listener.get(SITE, "");
    String page = post.text(Key.PATH);
    return (states.isEmpty() || states.contains(post.state().name()))
        && (site.isEmpty() || page.equals(site) || page.startsWith(site + "/"));
  }

  private static void write(
      ResourceResolver resolver, String root, @Nullable PostRecord before, PostRecord post)
      throws PersistenceException {
    Instant at = post.time(Key.STEPPED).orElseThrow();
    String name = String.format(Locale.ROOT, "%013d-%s", at.toEpochMilli(), post.id());
    ModifiableValueMap values =
        Repository.writable(Repository.node(resolver, DueTree.bucket(root, at) + "/" + name));
    values.put(DueTree.AT, Repository.calendar(at));
    values.put("before", before == null ? "" : before.state().name());
    values.put("after", post.state().name());
    values.put("connection", post.text(Key.CONNECTION));
    values.put("network", post.text(Key.NETWORK));
    values.put("site", post.text(Key.SITE));
    values.put("page", post.text(Key.PATH));
    values.put("permalink", post.text(Key.PERMALINK));
    values.put("revision", post.revision());
    values.put("reason", post.text(Key.REASON));
  }

  /**
   * The events that wait for who listens under an id: so many of them, the oldest first. Without
   * those of states that only a newer version knows.
   */
  public List<Event> first(String listener, int most) {
    return repository.read(
        resolver ->
            new DueTree(resolver, root(listener))
                .until(DueTree.LAST, most).stream()
                    .map(pointer -> resolver.getResource(pointer.path()))
                    .filter(Objects::nonNull)
                    .flatMap(node -> read(node).stream())
                    .toList());
  }

  private static Optional<Event> read(Resource node) {
    ValueMap values = node.getValueMap();
    Optional<State> before = state(values.get("before", ""));
    return state(values.get("after", ""))
        .map(
            after ->
                new Event(
                    node.getPath(),
                    node.getName().substring(node.getName().indexOf('-') + 1),
                    Repository.time(node, DueTree.AT).orElse(Instant.EPOCH),
                    before,
                    after,
                    values.get("connection", ""),
                    values.get("network", ""),
                    values.get("site", ""),
                    values.get("page", ""),
                    values.get("permalink", ""),
                    values.get("revision", ""),
                    values.get("reason", "")));
  }

  private static Optional<State> state(String name) {
    return Arrays.stream(State.values()).filter(one -> one.name().equals(name)).findFirst();
  }

  /** Whether an event still waits. */
  public boolean waits(Event event) {
    return repository.read(resolver -> resolver.getResource(event.path()) != null);
  }

  /** How many events wait; no more than so many are counted. */
  public int waiting(String listener, int most) {
    return repository.read(
        resolver -> new DueTree(resolver, root(listener)).count(DueTree.LAST, most));
  }

  /** Takes an event away that was heard, or will not be; within a commit. */
  public static void remove(ResourceResolver resolver, Event event) throws PersistenceException {
    Repository.delete(resolver, event.path());
  }

  /**
   * Takes away the events before a time, and folders in which there were some; within a commit.
   *
   * @return how many events went
   */
  public static int drop(ResourceResolver resolver, String listener, Instant before, int most)
      throws PersistenceException {
    DueTree tree = new DueTree(resolver, root(listener));
    List<DueTree.Pointer> old = tree.until(before, most);
    for (DueTree.Pointer pointer : old) {
      Repository.delete(resolver, pointer.path());
    }
    return old.size();
  }

  /** Takes away the folders before a time in which no event waits; within a commit. */
  public static void sweep(ResourceResolver resolver, String listener, Instant before)
      throws PersistenceException {
    new DueTree(resolver, root(listener)).sweep(before);
  }

  private static String root(String listener) {
    return ROOT + "/" + listener + "/outbox";
  }
}
