// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.delivery.Decisions;
import dev.smo.delivery.NewEditions;
import dev.smo.delivery.PostEditor;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;

/** What a person may be offered to do with a post. {@link Decisions} has the last word. */
enum Action {
  APPROVE {
    @Override
    boolean fits(PostRecord post) {
      return post.state() == State.AWAITING_APPROVAL;
    }

    @Override
    PostRecord take(Decisions decisions, String id, Words words) {
      return decisions.approve(id, words.by());
    }
  },
  REJECT {
    @Override
    boolean fits(PostRecord post) {
      return post.state() == State.AWAITING_APPROVAL;
    }

    @Override
    PostRecord take(Decisions decisions, String id, Words words) {
      return decisions.reject(id, words.by());
    }
  },
  RETRY {
    @Override
    boolean fits(PostRecord post) {
      return post.state() == State.HELD
          || post.state() == State.FAILED
          || post.state() == State.NEEDS_ATTENTION
          || post.state() == State.SKIPPED;
    }

    @Override
    PostRecord take(Decisions decisions, String id, Words words) {
      return decisions.retry(id, words.seen(), words.by());
    }
  },
  AGAIN {
    @Override
    boolean fits(PostRecord post) {
      return Decisions.mayBeFollowed(post);
    }

    @Override
    PostRecord take(Decisions decisions, String id, Words words) {
      return decisions.again(id, words.seen(), words.by());
    }
  },
  POSTED {
    @Override
    boolean fits(PostRecord post) {
      return post.state().mayBeMarkedPosted();
    }

    @Override
    PostRecord take(Decisions decisions, String id, Words words) {
      return decisions.markPosted(id, words.permalink(), words.by());
    }
  },
  CANCEL {
    @Override
    boolean fits(PostRecord post) {
      return post.state() != State.CANCELLED && post.state().mayBecome(State.CANCELLED);
    }

    @Override
    PostRecord take(Decisions decisions, String id, Words words) {
      return decisions.cancel(id, words.by());
    }
  },
  RETRACT {
    @Override
    boolean fits(PostRecord post) {
      return post.retractable();
    }

    @Override
    PostRecord take(Decisions decisions, String id, Words words) {
      return decisions.retract(id, words.by());
    }
  },
  /** Is done while the person waits, so it is no decision: see {@link PostEditor}. */
  EDIT {
    @Override
    boolean fits(PostRecord post) {
      return PostEditor.isPossible(post) || PostEditor.isWaiting(post);
    }
  },
  /** Takes it back for one in other words, which a person must say: see {@link NewEditions}. */
  CORRECT {
    @Override
    boolean fits(PostRecord post) {
      return NewEditions.mayCorrect(post);
    }
  },
  /** Needs to know a time, so that it is not taken as others are: see {@link PostActions}. */
  MOVE {
    @Override
    boolean fits(PostRecord post) {
      return Decisions.mayMove(post);
    }
  },
  /** Needs to know how often: see {@link PostActions}. */
  REPEAT {
    @Override
    boolean fits(PostRecord post) {
      return Decisions.mayRepeat(post);
    }
  },
  DISMISS {
    @Override
    boolean fits(PostRecord post) {
      return post.flag(Key.ATTENTION);
    }

    @Override
    PostRecord take(Decisions decisions, String id, Words words) {
      return decisions.dismiss(id, words.by());
    }
  };

  /** What a person says along with an action. */
  record Words(Decisions.Reader by, Decisions.Seen seen, @Nullable URI permalink) {}

  /** Whether the post is in a state in which the action makes sense. */
  abstract boolean fits(PostRecord post);

  /** Does it; those that need more than {@link Words} are done by {@link PostActions}. */
  PostRecord take(Decisions decisions, String id, Words words) {
    throw new UnsupportedOperationException(this + " needs more than a decision");
  }

  /** The name in JSON and in requests. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Action> of(String word) {
    return Arrays.stream(values()).filter(action -> action.word().equals(word)).findFirst();
  }

  /** What fits a post; nothing while it is being taken back. */
  static List<Action> fitting(PostRecord post) {
    return post.flag(Key.RETRACT)
        ? List.of()
        : Arrays.stream(values()).filter(action -> action.fits(post)).toList();
  }
}
