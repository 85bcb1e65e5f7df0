// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webhooks;

import dev.smo.ledger.Outbox;
import dev.smo.ledger.State;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;

/** How a webhook stands in the repository. */
final class WebhookNode {
  static final String ADDRESS = "address";
  static final String KEY = "key";
  static final String HOST = "host";
  static final String WORDS = "words";
  static final String BY = "by";
  static final String SINCE = "since";
  static final String LOST = "lost";

  private static final String FAILURES = "failures";
  private static final String FAILING = "failingSince";
  private static final String NEXT = "next";
  private static final String PROBLEM = "problem";
  private static final String STOPPED = "stopped";
  private static final String CALLS = "calls";
  private static final String INSTANCE = "claimedBy";
  private static final String CLAIM = "claim";
  private static final String UNTIL = "claimedUntil";

  /** So many calls are remembered. */
  private static final int REMEMBERED = 20;

  private WebhookNode() {}

  /** What a newer version wrote and this one does not know is passed over. */
  static Webhook read(Resource node) {
    ValueMap values = node.getValueMap();
    List<String> wanted = Arrays.asList(values.get(Outbox.STATES, new String[0]));
    Set<State> states = EnumSet.noneOf(State.class);
    Arrays.stream(State.values()).filter(one -> wanted.contains(one.name())).forEach(states::add);
    // No state would be all of them.
    boolean none = !wanted.isEmpty() && states.isEmpty();
    String unknown =
        "It is told of states that this version of SMO does not know: "
            + String.join(", ", wanted)
            + ". Press Change and choose others.";
    return new Webhook(
        node.getName(),
        values.get(HOST, ""),
        states,
        values.get(Outbox.SITE, ""),
        values.get(WORDS, false),
        values.get(BY, ""),
        Repository.time(node, SINCE).orElse(Instant.EPOCH),
        values.get(FAILURES, 0),
        Repository.time(node, FAILING),
        Repository.time(node, NEXT),
        none ? unknown : values.get(PROBLEM, ""),
        none || values.get(STOPPED, false),
        values.get(LOST, 0L),
        Arrays.stream(values.get(CALLS, new String[0]))
            .flatMap(line -> Webhook.Call.parse(line).stream())
            .toList());
  }

  /** All is well again, as far as anybody knows. */
  static void clear(ModifiableValueMap values) {
    for (String property : new String[] {FAILURES, FAILING, NEXT, PROBLEM, STOPPED}) {
      values.remove(property);
    }
  }

  static void fail(ModifiableValueMap values, Webhook.Call call, Instant next, boolean stop) {
    values.put(FAILURES, values.get(FAILURES, 0) + 1);
    if (!values.containsKey(FAILING)) {
      values.put(FAILING, Repository.calendar(call.at()));
    }
    values.put(NEXT, Repository.calendar(next));
    values.put(PROBLEM, call.outcome());
    values.put(STOPPED, stop);
  }

  static void log(ModifiableValueMap values, Webhook.Call call) {
    List<String> calls = new ArrayList<>();
    calls.add(call.line());
    calls.addAll(Arrays.asList(values.get(CALLS, new String[0])));
    values.put(CALLS, calls.stream().limit(REMEMBERED).toArray(String[]::new));
  }

  /** Takes it where nobody has it, or keeps it. */
  static boolean claim(Resource node, String instance, String claim, Instant now, Instant until)
      throws PersistenceException {
    ModifiableValueMap values = Repository.writable(node);
    boolean own = claim.equals(values.get(CLAIM, ""));
    boolean taken = Repository.time(node, UNTIL).filter(now::isBefore).isPresent();
    if (taken && !own) {
      return false;
    }
    values.put(INSTANCE, instance);
    values.put(CLAIM, claim);
    values.put(UNTIL, Repository.calendar(until));
    return true;
  }

  static void release(Resource node, String claim) throws PersistenceException {
    ModifiableValueMap values = Repository.writable(node);
    if (claim.equals(values.get(CLAIM, ""))) {
      values.remove(CLAIM);
      values.remove(UNTIL);
    }
  }
}
