// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.feed.catalog.Feeds;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sling.api.resource.observation.ExternalResourceChangeListener;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells feeds of posts that change, on this instance or on another: their words may have. */
@Component(
    service = ResourceChangeListener.class,
    property = {
      ResourceChangeListener.PATHS + "=" + Repository.ROOT + "/posts",
      ResourceChangeListener.CHANGES + "=ADDED",
      ResourceChangeListener.CHANGES + "=CHANGED"
    })
public final class WordsListener implements ResourceChangeListener, ExternalResourceChangeListener {
  private static final Pattern POST =
      Pattern.compile(Repository.ROOT + "/posts/[^/]+/[^/]+/([0-9a-f]{64})");

  private final Ledger ledger;
  private final Feeds feeds;

  @Activate
  public WordsListener(@Reference Ledger ledger, @Reference Feeds feeds) {
    this.ledger = ledger;
    this.feeds = feeds;
  }

  @Override
  public void onChange(List<ResourceChange> changes) {
    changes.stream()
        .map(change -> POST.matcher(change.getPath()))
        .filter(Matcher::matches)
        .map(post -> post.group(1))
        .distinct()
        .map(ledger::find)
        .flatMap(Optional::stream)
        .map(WordsListener::page)
        .distinct()
        .forEach(feeds::changed);
  }

  private static String page(PostRecord post) {
    return post.text(Key.PAGE);
  }
}
