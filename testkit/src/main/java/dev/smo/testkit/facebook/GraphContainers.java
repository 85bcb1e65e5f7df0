// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.facebook;

import dev.smo.testkit.FakeResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jetbrains.annotations.Nullable;

/**
 * Containers of a fake network of Meta: they take their time, fail, end after a day, and are
 * published once. A subclass has the rules under which one network takes them.
 */
public abstract class GraphContainers {
  private static final Duration KEPT = Duration.ofDays(1);

  private final GraphNetwork network;
  private final Map<String, Container> containers = new HashMap<>();
  private int takes;
  private String error = "";

  /** One container, with the number of times that it will still say that it is worked on. */
  public static final class Container {
    public final GraphCall call;
    private final Instant made;
    public final List<String> alts;
    private final boolean broken;
    private int working;
    private boolean published;

    private Container(
        GraphCall call, Instant made, List<String> alts, int working, boolean broken) {
      this.call = call;
      this.made = made;
      this.alts = alts;
      this.working = working;
      this.broken = broken;
    }

    /** Whether it was made while containers were broken. */
    public boolean madeBroken() {
      return broken;
    }

    private boolean isItem() {
      return call.get("is_carousel_item").equals("true");
    }
  }

  protected GraphContainers(GraphNetwork network) {
    this.network = network;
  }

  /** Whether a container that is known says that it failed. */
  protected abstract boolean isBroken(Container container);

  /** Texts of the pictures that a call for a container names. */
  protected abstract List<String> alts(GraphCall call);

  /** How often a container says that it is worked on. */
  public final synchronized void take(int questions) {
    takes = questions;
  }

  /** Breaks containers with this message; empty: none. */
  public final synchronized void fail(String message) {
    error = message;
  }

  /** The message with which containers are broken now; empty where they are not. */
  protected final String error() {
    return error;
  }

  /** Makes one that the network takes. */
  protected final FakeResponse made(GraphCall call) {
    String id = network.number();
    boolean broken = !error.isEmpty();
    containers.put(id, new Container(call, network.now(), alts(call), takes, broken));
    return FakeResponse.json(200, FakeResponse.object().put("id", id));
  }

  public final synchronized boolean has(String id) {
    return containers.containsKey(id);
  }

  /** One that is there. */
  protected final Container container(String id) {
    return Objects.requireNonNull(containers.get(id));
  }

  /** Whether all are there, and made to be items of a carousel. */
  protected final boolean areItems(List<String> ids) {
    return ids.stream().allMatch(id -> containers.containsKey(id) && container(id).isItem());
  }

  /** Texts of the pictures of containers. */
  protected final List<String> altsOf(List<String> ids) {
    return ids.stream().map(id -> container(id).call.get("alt_text")).toList();
  }

  /** The status of a container, one question later. */
  protected final String status(Container container) {
    if (container.published) {
      return "PUBLISHED";
    }
    if (hasEnded(container)) {
      return "EXPIRED";
    }
    if (isBroken(container)) {
      return "ERROR";
    }
    return container.working-- > 0 ? "IN_PROGRESS" : "FINISHED";
  }

  private boolean hasEnded(Container container) {
    return container.made.plus(KEPT).isBefore(network.now());
  }

  /** Takes a container for publishing; null where it is not ready. */
  public final synchronized @Nullable Container publish(String id) {
    Container container = containers.get(id);
    boolean ready =
        container != null
            && !container.published
            && !isBroken(container)
            && container.working <= 0
            && !container.isItem()
            && !hasEnded(container);
    if (container == null || !ready) {
      return null;
    }
    container.published = true;
    return container;
  }
}
