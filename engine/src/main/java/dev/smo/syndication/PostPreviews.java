// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.Connectors;
import dev.smo.connector.Connector;
import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.host.PageSource;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.page.Page;
import dev.smo.repository.Keys;
import dev.smo.schedule.Schedule;
import dev.smo.syndication.PostPreview.Fate;
import dev.smo.syndication.PostPreview.Options;
import dev.smo.syndication.PostPreview.PictureLimits;
import dev.smo.wording.Escaping;
import dev.smo.wording.HashtagMap;
import dev.smo.wording.ThreadTemplate;
import dev.smo.wording.Wording;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sling.api.resource.Resource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Shows what the planner would do with a page if it became public now, and does nothing: same
 * policy, same words, same obstacles, but no entry in the ledger and no identity minted.
 */
@Component(service = PostPreviews.class)
public class PostPreviews {
  private final PageSource pages;
  private final Identities identities;
  private final PostDrafts drafts;
  private final Connections connections;
  private final Connectors networks;
  private final Ledger ledger;

  @Activate
  public PostPreviews(
      @Reference PageSource pages,
      @Reference Identities identities,
      @Reference PostDrafts drafts,
      @Reference Connections connections,
      @Reference Connectors networks,
      @Reference Ledger ledger) {
    this.pages = pages;
    this.identities = identities;
    this.drafts = drafts;
    this.connections = connections;
    this.networks = networks;
    this.ledger = ledger;
  }

  /** Whether a page is posted at all. */
  public enum Verdict {
    POSTED,
    /** The policy is off. */
    OFF,
    /** The policy does not mean this page: its site's home page, or another template. */
    NOT_MEANT,
    /** The policy names no connection for the page's language. */
    NO_CONNECTION
  }

  /**
   * What would become of a page.
   *
   * @param verdict whether it is posted
   * @param posts one a connection of the policy, also where the verdict is against them
   * @param asOf when it was asked
   * @param zone by whose clock the times that somebody asks for are read
   * @param times when each of them would go, by connection, where that can be said
   * @param lostTags titles of tags that no hashtag stands for, or that of another one
   * @param departure what would become of the posts that there are, if the page went away
   */
  public record Plan(
      Verdict verdict,
      ZoneId zone,
      List<PostPreview> posts,
      Map<String, Instant> times,
      Instant asOf,
      List<String> lostTags,
      Departure departure) {
    public Plan {
      posts = List.copyOf(posts);
      times = Map.copyOf(times);
      lostTags = List.copyOf(lostTags);
    }
  }

  /** What would become of a page, as it is given: its resource may show what is not saved yet. */
  public Plan of(Resource any, Page page) {
    SyndicationPolicy policy = SyndicationPolicies.of(any, SyndicationPolicy.class);
    Optional<Resource> content = pages.pageOf(any).flatMap(pages::contentOf);
    PostOptions choices = PostOptions.of(content.orElse(null));
    PlannedPage subject = PlannedPage.of(page, choices, policy, pages, any);
    SyndicationRequest wish = SyndicationRequest.published(page.path());
    String identity = identities.expected(page.path());
    Map<String, Instant> times = new HashMap<>();
    List<PostPreview> posts =
        SyndicationPolicies.connections(page.locale(), policy, wish).stream()
            .map(connection -> rehearse(connection, identity, subject, wish, times))
            .toList();
    return new Plan(
        verdict(page, policy, posts),
        zone(policy, subject),
        posts,
        times,
        drafts.now(),
        HashtagMap.lost(subject.page().tags(), page.locale()),
        Departure.of(policy, ledger.ofPage(identity)));
  }

  /** That of the policy, as {@link PostTime} reads it; where it names none, all posts say so. */
  private static ZoneId zone(SyndicationPolicy policy, PlannedPage subject) {
    try {
      return Schedule.zone(policy.zone());
    } catch (IllegalArgumentException e) {
      return subject.zone();
    }
  }

  private static Verdict verdict(Page page, SyndicationPolicy policy, List<PostPreview> posts) {
    if (!policy.enabled()) {
      return Verdict.OFF;
    }
    if (!SyndicationPolicies.wanted(page, policy)) {
      return Verdict.NOT_MEANT;
    }
    return posts.isEmpty() ? Verdict.NO_CONNECTION : Verdict.POSTED;
  }

  private PostPreview rehearse(
      String id,
      String identity,
      PlannedPage subject,
      SyndicationRequest wish,
      Map<String, Instant> times) {
    Optional<Account> account = connections.find(id);
    Optional<Connector> connector = account.flatMap(known -> networks.poster(known.network()));
    PostRecord draft = drafts.draft(Keys.post(id, identity, Editions.FIRST), id, subject, wish);
    if (account.isEmpty() || connector.isEmpty() || draft.state() == State.FAILED) {
      return PostPreview.broken(
          id,
          account.map(Account::label).orElse(id),
          draft.text(Key.NETWORK),
          connector.map(one -> options(one, account.get(), draft, subject)).orElse(Options.NONE),
          draft.text(Key.REASON));
    }
    draft.time(Key.SCHEDULED).ifPresent(at -> times.put(id, at));
    Limits limits = connector.get().limits(connections.open(id).orElseThrow(), draft.options());
    List<Wording> whole =
        whole(limits, account.get(), subject, wish, URI.create(draft.text(Key.LINK)));
    Set<String> kept =
        draft.parts().stream()
            .flatMap(part -> Wording.written(part, draft.text(Key.LINK)).hashtags().stream())
            .collect(Collectors.toSet());
    return new PostPreview(
        id,
        account.get().label(),
        account.get().network(),
        PostRecord.joined(draft.parts()),
        draft.parts().stream()
            .mapToInt(part -> limits.length(Escaping.escape(part, limits.format())))
            .max()
            .orElse(0),
        limits.maxLength(PostDrafts.shape(draft, limits)),
        draft.text(Key.LINK),
        PostRecord.joined(whole.stream().map(Wording::text).toList()),
        whole.stream()
            .flatMap(part -> part.hashtags().stream())
            .filter(tag -> !kept.contains(tag))
            .distinct()
            .toList(),
        options(connector.get(), account.get(), draft, subject),
        pictures(draft, limits),
        PictureLimits.of(limits),
        draft.text(Key.NOTE),
        fate(draft, account.get(), subject, wish));
  }

  private static Options options(
      Connector connector, Account account, PostRecord draft, PlannedPage subject) {
    try {
      NetworkOptions options = new NetworkOptions(connector.network(), account, subject);
      return new Options(draft.options(), options.inherited());
    } catch (IllegalArgumentException e) {
      // The draft says what is wrong with the policy.
      return Options.NONE;
    }
  }

  private static int pictures(PostRecord draft, Limits limits) {
    if (PostDrafts.shape(draft, limits) != Shape.IMAGES) {
      return 0;
    }
    int own = draft.text(Key.IMAGE).isEmpty() ? 0 : 1;
    return Math.min(own + draft.texts(Key.MORE_IMAGES).size(), limits.maxImages());
  }

  /** The words as they would be if the network took texts of any length. */
  private static List<Wording> whole(
      Limits limits, Account account, PlannedPage subject, SyndicationRequest wish, URI link) {
    Limits.Builder endless = Limits.builder(Integer.MAX_VALUE, limits::length);
    if (limits.linkBeside()) {
      endless.linkBeside();
    }
    return ThreadTemplate.parse(PostDrafts.template(account, subject, wish))
        .in(subject.zone())
        .mentioning(subject.mentions(account))
        .compose(subject.page(), link, endless.build(), Shape.TEXT);
  }

  private Fate fate(
      PostRecord draft, Account account, PlannedPage subject, SyndicationRequest wish) {
    Optional<PostRecord> done = ledger.find(draft.id()).filter(post -> !plannedAgain(post));
    if (done.isPresent()) {
      return Fate.of(done.get().state(), done.get().text(Key.PERMALINK));
    }
    Optional<Obstacle> obstacle = drafts.obstacle(account, subject, wish);
    if (obstacle.isPresent()) {
      String since =
          obstacle.get() == Obstacle.OLD ? drafts.since(account, subject.policy()).toString() : "";
      return Fate.of(obstacle.get(), since);
    }
    return new Fate(PostDrafts.mustApprove(subject.policy()) ? Fate.APPROVAL : Fate.GOES_OUT, "");
  }

  /** What somebody said for one post alone stays with it, and is not what the page says. */
  private static boolean plannedAgain(PostRecord post) {
    boolean own =
        !post.text(Key.WISHED_TEXT).isEmpty()
            || !post.text(Key.CHANGED_BY).isEmpty()
            || !post.wishedOptions().isEmpty()
            || !post.texts(Key.WISHED_IMAGES).isEmpty();
    return post.state() == State.SKIPPED || (post.state().open() && !own);
  }
}
