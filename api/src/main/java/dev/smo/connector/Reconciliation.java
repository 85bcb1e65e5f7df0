package dev.smo.connector;

import dev.smo.post.RemotePost;

/** Whether a post whose answer was lost is out. */
public sealed interface Reconciliation {
  /** It is out, and this is it. */
  record Found(RemotePost post) implements Reconciliation {}

  /** It is certainly not out; it may be sent again. */
  record NotThere() implements Reconciliation {}

  /** Nobody can say; a human decides. */
  record CannotTell(String reason) implements Reconciliation {}
}
