// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.request.impl;

import dev.smo.lanes.Lanes;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.request.PlannedPost;
import dev.smo.request.PostRequest;
import dev.smo.request.Standing;
import dev.smo.request.Syndication;
import dev.smo.schedule.When;
import dev.smo.syndication.Planner;
import dev.smo.syndication.SyndicationRequest;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Hands requests to the planner, and tells of the ledger's records what others may know. */
@Component(service = Syndication.class)
public final class LedgerSyndication implements Syndication {
  private final Planner planner;
  private final Ledger ledger;
  private final Lanes lanes;

  @Activate
  public LedgerSyndication(
      @Reference Planner planner, @Reference Ledger ledger, @Reference Lanes lanes) {
    this.planner = planner;
    this.ledger = ledger;
    this.lanes = lanes;
  }

  @Override
  public List<PlannedPost> request(PostRequest request) {
    SyndicationRequest wish =
        SyndicationRequest.of(
            request.path(),
            request.connections(),
            request.text(),
            request.at().<When>map(time -> new When.Zoned(time.atZone(ZoneOffset.UTC))),
            request.approval());
    return planner.ask(wish).stream().map(this::told).toList();
  }

  @Override
  public List<PlannedPost> posts(Collection<String> ids) {
    return ids.stream()
        .map(
            id ->
                ledger
                    .find(id)
                    .orElseThrow(() -> new IllegalArgumentException("There is no post " + id)))
        .map(this::told)
        .toList();
  }

  private PlannedPost told(PostRecord post) {
    return new PlannedPost(
        post.id(),
        post.text(Key.CONNECTION),
        post.text(Key.PATH),
        post.state().name(),
        standing(post.state()),
        reason(post),
        post.uri(Key.PERMALINK));
  }

  /** What the post says, or what holds up all posts of its connection. */
  private String reason(PostRecord post) {
    String own = post.text(Key.REASON);
    return own.isEmpty() && standing(post.state()) == Standing.OPEN
        ? lanes.obstacle(post.text(Key.CONNECTION)).orElse("")
        : own;
  }

  private static Standing standing(State state) {
    return switch (state) {
      case PLANNED, SCHEDULED, QUEUED, SENDING, UNKNOWN -> Standing.OPEN;
      case AWAITING_APPROVAL, HELD -> Standing.WAITING;
      case SENT -> Standing.OUT;
      case SKIPPED -> Standing.SKIPPED;
      case REJECTED, CANCELLED, RETRACTED -> Standing.CALLED_OFF;
      case FAILED, NEEDS_ATTENTION -> Standing.FAILED;
    };
  }
}
