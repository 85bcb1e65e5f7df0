// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.feed.catalog.ApprovedWords;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.prose.PlainText;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets feeds carry the words of posts that nobody has to approve any more. */
@Component(service = ApprovedWords.class)
public final class PostedWords implements ApprovedWords {
  /** Not of posts that a person holds or called off; what the network made of it does not count. */
  private static final Set<State> APPROVED =
      EnumSet.of(
          State.SCHEDULED,
          State.QUEUED,
          State.SENDING,
          State.SENT,
          State.UNKNOWN,
          State.FAILED,
          State.NEEDS_ATTENTION);

  private final Ledger ledger;

  @Activate
  public PostedWords(@Reference Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public List<Words> of(String page) {
    Map<String, PostRecord> latest = new LinkedHashMap<>();
    ledger.ofPage(page).stream()
        .filter(PostRecord::isAboutPage)
        .forEach(post -> latest.put(post.text(Key.CONNECTION), post));
    return latest.values().stream()
        .filter(post -> APPROVED.contains(post.state()) && !post.text(Key.TEXT).isBlank())
        .map(PostedWords::words)
        .sorted(Comparator.comparing(Words::network).thenComparing(Words::text))
        .distinct()
        .toList();
  }

  private static Words words(PostRecord post) {
    return new Words(
        post.text(Key.NETWORK),
        PlainText.lines(post.text(Key.TEXT)),
        PlainText.line(post.text(Key.LANGUAGE)));
  }
}
