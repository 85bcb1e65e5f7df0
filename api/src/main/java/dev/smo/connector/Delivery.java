// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.Post;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One post on its way to one account. Immutable but for its progress. */
public final class Delivery {
  private final String id;
  private final Connection connection;
  private final Post post;
  private final int attempt;
  private final Instant started;
  private final Instant deadline;
  private final Progress progress;

  private Delivery(Builder builder) {
    id = builder.id;
    connection = builder.connection;
    post = builder.post;
    attempt = builder.attempt;
    started = builder.started;
    deadline = builder.deadline;
    progress = builder.progress;
  }

  public static Builder builder(String id, Connection connection, Post post) {
    return new Builder(id, connection, post);
  }

  /** Stable over all attempts: the idempotency key. */
  public String id() {
    return id;
  }

  /** The account, its secrets opened. */
  public Connection connection() {
    return connection;
  }

  /** What to send. */
  public Post post() {
    return post;
  }

  /** 1 for the first. */
  public int attempt() {
    return attempt;
  }

  /**
   * When the first attempt began that may have put something out; stable over all attempts since,
   * so keys and dates may be derived from it. Whole milliseconds.
   */
  public Instant started() {
    return started;
  }

  /**
   * When the engine stops waiting. {@code Outbound} begins no request after it, and says so with a
   * {@code NotSentException}; a connector that waits must not wait longer.
   */
  public Instant deadline() {
    return deadline;
  }

  /** What earlier attempts, and this one, have done. */
  public Progress progress() {
    return progress;
  }

  /** Names the post and the attempt; neither words nor secrets. */
  @Override
  public String toString() {
    return "Delivery[" + id + ", attempt " + attempt + "]";
  }

  /** Collects a delivery. */
  public static final class Builder {
    private final String id;
    private final Connection connection;
    private final Post post;
    private int attempt = 1;
    private Instant started = Instant.EPOCH;
    private Instant deadline = Instant.MAX;
    private Progress progress = new Forgetful();

    private Builder(String id, Connection connection, Post post) {
      this.id = id;
      this.connection = connection;
      this.post = post;
    }

    public Builder attempt(int number) {
      attempt = number;
      return this;
    }

    public Builder started(Instant time) {
      started = time;
      return this;
    }

    public Builder deadline(Instant time) {
      deadline = time;
      return this;
    }

    public Builder progress(Progress kept) {
      progress = kept;
      return this;
    }

    public Delivery build() {
      return new Delivery(this);
    }
  }

  /** Kept as long as the delivery, for whoever looks for a post and sends none. */
  private static final class Forgetful implements Progress {
    private final Map<String, String> steps = new ConcurrentHashMap<>();

    @Override
    public Optional<String> of(String step) {
      return Optional.ofNullable(steps.get(step));
    }

    @Override
    public void done(String step, String value) throws IOException {
      steps.put(step, value);
    }
  }
}
