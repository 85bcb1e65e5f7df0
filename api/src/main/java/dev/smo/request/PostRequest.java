// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants posted. Immutable; only the page is mandatory, and all else is as the policy
 * of the page says until it is named here.
 */
public final class PostRequest {
  private final String path;
  private final List<String> connections;
  private final String text;
  private final Optional<Instant> at;
  private final boolean approval;

  private PostRequest(
      String path, List<String> connections, String text, Optional<Instant> at, boolean approval) {
    this.path = path;
    this.connections = List.copyOf(connections);
    this.text = text;
    this.at = at;
    this.approval = approval;
  }

  /** Asks for the posts of a page, by its repository path. */
  public static PostRequest of(String path) {
    return new PostRequest(path, List.of(), "", Optional.empty(), /* approval= */ false);
  }

  /**
   * Ids of the only connections to post to. Whoever names them wants the post: neither the policy's
   * switch, nor the page's age, nor a burst keeps it back.
   */
  public PostRequest connections(List<String> ids) {
    return new PostRequest(path, ids, text, at, approval);
  }

  /** Template of the words; empty: the author's own, else the policy's. */
  public PostRequest text(String template) {
    return new PostRequest(path, connections, template, at, approval);
  }

  /** When to post; a time that is past means as soon as the policy lets it. */
  public PostRequest at(Instant time) {
    return new PostRequest(path, connections, text, Optional.of(time), approval);
  }

  /** Lets a person approve the posts, also where the policy does not ask for it. */
  public PostRequest approval(boolean needed) {
    return new PostRequest(path, connections, text, at, needed);
  }

  public String path() {
    return path;
  }

  public List<String> connections() {
    return connections;
  }

  public String text() {
    return text;
  }

  public Optional<Instant> at() {
    return at;
  }

  public boolean approval() {
    return approval;
  }

  @Override
  public String toString() {
    return "PostRequest[" + path + ", " + connections + "]";
  }
}
