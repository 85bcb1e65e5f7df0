// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.RemotePost;
import dev.smo.repository.Keys;
import java.time.Instant;
import org.jetbrains.annotations.Nullable;

/**
 * Something that a page shows and nobody posted from here, such as a video, and how far looking at
 * it has come. Immutable.
 *
 * @param page identity of the page
 * @param path where the page was seen with it
 * @param network whose it is
 * @param remote what its network knows it by
 * @param since when the page was first seen with it
 * @param look when to look at it next
 * @param connection whose account it belongs to; empty: none that was asked, or not asked yet
 * @param seen when its network last told of it, so that something is kept of it; null: nothing is
 */
public record Watch(
    String page,
    String path,
    String network,
    RemotePost remote,
    Instant since,
    Instant look,
    String connection,
    @Nullable Instant seen) {

  /** Of something that was just seen on a page: it is looked at next. */
  public static Watch of(String page, String path, String network, RemotePost remote, Instant now) {
    return new Watch(page, path, network, remote, now, now, "", null);
  }

  /** Another for each page that shows it, and none that a post has. */
  public String id() {
    return Keys.hash("watch\n" + page + "\n" + network + "\n" + remote.id());
  }

  /**
   * Stands for it where a post of ours would be, to which somebody replied: so that who may decide
   * about its page answers in the name of the account.
   */
  public PostRecord standIn() {
    return PostRecord.draft(id(), State.SENT)
        .with(Key.PAGE, page)
        .with(Key.PATH, path)
        .with(Key.CONNECTION, connection)
        .with(Key.NETWORK, network)
        .with(Key.TITLE, remote.permalink().toString())
        .with(Key.REMOTE_ID, remote.id())
        .with(Key.PERMALINK, remote.permalink().toString());
  }

  public Subject subject() {
    return new Subject(id(), network, page, path, remote.permalink().toString());
  }

  /** A copy to be looked at at another time. */
  public Watch lookingAt(Instant other) {
    return new Watch(page, path, network, remote, since, other, connection, seen);
  }

  /** A copy on a page that is at another path. */
  public Watch at(String other) {
    return new Watch(page, other, network, remote, since, look, connection, seen);
  }

  /** A copy of which an account's network told at a time. */
  public Watch told(String account, Instant now) {
    return new Watch(page, path, network, remote, since, look, account, now);
  }

  /** A copy of which nothing is kept any more. */
  public Watch untold() {
    return new Watch(page, path, network, remote, since, look, "", null);
  }
}
