// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.networks;

import dev.smo.connector.Authorizer;
import dev.smo.connector.Choices;
import dev.smo.connector.Conversations;
import dev.smo.connector.Editor;
import dev.smo.connector.Insights;
import dev.smo.connector.NetworkProvider;
import dev.smo.connector.Reconciler;
import dev.smo.connector.ReplyLiker;
import dev.smo.connector.ReplyModerator;
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.SignIn;
import dev.smo.connector.Verifier;
import dev.smo.connector.Watcher;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a connector can do beyond publishing: nothing but the interfaces that it implements. Shown
 * to people where they choose a network.
 */
public enum Capability {
  /** Finds out whether a post whose answer was lost is out. */
  RECONCILE(Reconciler.class),
  /** Tests a connection without posting. */
  VERIFY(Verifier.class),
  RETRACT(Retractor.class),
  EDIT(Editor.class),
  INSIGHTS(Insights.class),
  /** Reads what people answered. */
  REPLIES(Conversations.class),
  /** Answers what people answered. */
  ANSWER(Responder.class),
  /** Hides answers of others. */
  MODERATE(ReplyModerator.class),
  /** Likes answers of others. */
  LIKE(ReplyLiker.class),
  /** People sign in on the network's own page. */
  SIGN_IN(SignIn.class),
  /** Renews what an account is spoken for with. */
  RENEW(Authorizer.class),
  /** Offers values of the network to choose from. */
  CHOICES(Choices.class),
  /** Looks at what pages show and nobody posted from here. */
  WATCH(Watcher.class);

  private final Class<?> type;

  Capability(Class<?> type) {
    this.type = type;
  }

  /** The interface that makes it. */
  public Class<?> type() {
    return type;
  }

  public static Set<Capability> of(NetworkProvider connector) {
    EnumSet<Capability> all = EnumSet.noneOf(Capability.class);
    Arrays.stream(values()).filter(one -> one.type.isInstance(connector)).forEach(all::add);
    return all;
  }
}
