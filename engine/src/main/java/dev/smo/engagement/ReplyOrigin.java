// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.post.RemotePost;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Reaction;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where a reply came from.
 *
 * @param post ours, to which somebody replied
 * @param reply what its network knows the reply by
 */
public record ReplyOrigin(PostRecord post, RemotePost reply) {
  private static final int PREFIX = 16;

  /**
   * The origin of a reaction.
   *
   * @param posts all of the reaction's page
   * @return empty where it is no reply to one of these
   */
  public static Optional<ReplyOrigin> of(KeptReaction kept, List<PostRecord> posts) {
    Reaction reaction = kept.reaction();
    if (reaction.kind() != Reaction.Kind.REPLY) {
      return Optional.empty();
    }
    return posts.stream()
        .filter(post -> reaction.source().equals(post.text(Key.NETWORK)))
        .filter(post -> isOf(post.id(), reaction.key()))
        .findFirst()
        .map(post -> new ReplyOrigin(post, remote(post, reaction)));
  }

  private static RemotePost remote(PostRecord post, Reaction reaction) {
    return new RemotePost(reply(post.id(), reaction.key()), URI.create(reaction.url()));
  }

  /** The key of a reaction that is a reply to a {@link Subject} of an id. */
  static String key(String subject, String reply) {
    return prefix(subject) + reply;
  }

  /** What its network knows the reply by to a subject that has a key. */
  static String reply(String subject, String key) {
    return key.substring(prefix(subject).length());
  }

  /** Whether a key is that of a reply to a subject. */
  static boolean isOf(String subject, String key) {
    return key.startsWith(prefix(subject));
  }

  /** So that an answer to one post of a page is not missed among those to another. */
  private static String prefix(String subject) {
    return subject.substring(0, PREFIX) + " ";
  }

  /** Answers of ours to this reply. */
  public List<PostRecord> answers(List<PostRecord> posts) {
    return posts.stream()
        .filter(answer -> answer.text(Key.CONNECTION).equals(post.text(Key.CONNECTION)))
        .filter(answer -> answer.inReplyTo().map(RemotePost::id).equals(Optional.of(reply.id())))
        .toList();
  }
}
