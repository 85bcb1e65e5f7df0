// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.host.PageEvent;
import dev.smo.host.PageSource;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.page.Page;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import dev.smo.wording.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which posts a page deserves and enters them into the ledger. Planning twice is harmless:
 * a post that is there keeps its place, and only takes over changed words while it has not gone
 * out.
 */
@Component(service = Planner.class)
public class Planner {
  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
  static final String FIRST_EDITION = "1";

  /** What a page says, and what may be said anew as long as the post has not gone out. */
  private static final Set<Key> WORDS =
      EnumSet.of(
          Key.PATH,
          Key.NETWORK,
          Key.TEXT,
          Key.THREAD,
          Key.NOTE,
          Key.WISHED_TEXT,
          Key.LINK,
          Key.ADDRESS,
          Key.CANONICAL,
          Key.TITLE,
          Key.DESCRIPTION,
          Key.IMAGE,
          Key.IMAGE_ALT,
          Key.MORE_IMAGES,
          Key.MORE_ALTS,
          Key.IMAGE_INSTEAD,
          Key.FILE,
          Key.LANGUAGE,
          Key.HASHTAGS,
          Key.OPTIONS,
          Key.SITE,
          Key.BURST_LIMIT,
          Key.BURST_MINUTES,
          Key.GATE_MINUTES);

  /** What a person may say for one post beside its words. */
  private static final Set<Key> CHANGED = EnumSet.of(Key.NOTE, Key.OPTIONS);

  private static final Set<Key> TIMES = EnumSet.of(Key.DUE, Key.SCHEDULED);
  private static final Set<Key> PLACE =
      EnumSet.of(
          Key.STATE, Key.REASON, Key.DUE, Key.SCHEDULED, Key.PLANNED, Key.RELEASED, Key.APPROVAL);

  private final Repository repository;
  private final PageSource pages;
  private final Identities identities;
  private final PostDrafts drafts;
  private final Ledger ledger;

  @Activate
  public Planner(
      @Reference Repository repository,
      @Reference PageSource pages,
      @Reference Identities identities,
      @Reference PostDrafts drafts,
      @Reference Ledger ledger) {
    this.repository = repository;
    this.pages = pages;
    this.identities = identities;
    this.drafts = drafts;
    this.ledger = ledger;
  }

  /** Plans all posts that a job asks for; none where its page is gone by now. */
  void plan(SyndicationRequest wish) {
    if (attempt(wish).isEmpty()) {
      LOG.warn("Nothing is posted for {}: there is no page of a site", wish.path());
    }
  }

  /**
   * Plans all posts that somebody asks for who waits for the answer.
   *
   * @return the posts as they stand in the ledger now; none where the policy wants none
   * @throws IllegalArgumentException there is no such page or connection
   */
  public List<PostRecord> ask(SyndicationRequest wish) {
    wish.connections().forEach(drafts::mustExist);
    return attempt(wish)
        .orElseThrow(
            () -> new IllegalArgumentException("There is no page of a site at " + wish.path()));
  }

  /** The posts; empty where there is no page. */
  private Optional<List<PostRecord>> attempt(SyndicationRequest wish) {
    return repository.read(
        resolver -> {
          Resource resource = resolver.getResource(wish.path());
          Optional<Page> page = resource == null ? Optional.empty() : pages.read(resource);
          return resource == null ? Optional.empty() : page.map(p -> plan(resource, p, wish));
        });
  }

  /** Tries again to find the words of a post that could not have them when it was planned. */
  public void complete(PostRecord post) {
    boolean asked = post.flag(Key.RELEASED);
    plan(
        new SyndicationRequest(
            PageEvent.Kind.PUBLISHED,
            post.text(Key.PATH),
            asked ? List.of(post.text(Key.CONNECTION)) : List.of(),
            post.text(Key.WISHED_TEXT),
            asked ? post.time(Key.SCHEDULED) : Optional.empty(),
            post.flag(Key.APPROVAL)));
    Instant again = drafts.lookAgain();
    ledger.update(
        post.id(),
        record ->
            record.state() != State.PLANNED && (record.worded() || record.state() == State.FAILED)
                ? null
                : record.with(Key.DUE, again));
  }

  private List<PostRecord> plan(Resource resource, Page page, SyndicationRequest wish) {
    SyndicationPolicy policy = SyndicationPolicies.of(resource, SyndicationPolicy.class);
    if (!wish.explicit() && (!policy.enabled() || !wanted(page, policy))) {
      LOG.debug("The policy does not syndicate {}", page);
      return List.of();
    }
    PostOptions choices =
        PostOptions.of(pages.pageOf(resource).flatMap(pages::contentOf).orElse(null));
    PlannedPage subject = PlannedPage.of(page, choices, policy, pages, resource);
    String identity = identities.of(page.path());
    List<PostRecord> posts = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String connection : connections(page.locale(), policy, wish)) {
      String id = Keys.post(connection, identity, FIRST_EDITION);
      try {
        PostRecord draft =
            drafts
                .draft(id, connection, subject, wish)
                .with(Key.PAGE, identity)
                .with(Key.EDITION, FIRST_EDITION);
        posts.add(enter(draft, wish));
      } catch (RuntimeException | Error e) {
        LOG.error("The post of {} for {} cannot be entered", page.path(), connection, e);
        missing.add(connection);
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "The posts of " + page.path() + " for " + missing + " could not be entered.");
    }
    return posts;
  }

  private PostRecord enter(PostRecord draft, SyndicationRequest wish) {
    Optional<PostRecord> there = ledger.find(draft.id());
    if (there.isEmpty()) {
      PostRecord added = ledger.add(draft);
      LOG.info("{} is {} {}", added, added.state(), added.text(Key.REASON));
      return added;
    }
    // What is taken back goes on its way, which needs the time that it is due.
    Optional<PostRecord> changed =
        ledger.update(
            draft.id(), record -> record.flag(Key.RETRACT) ? null : again(record, draft, wish));
    changed.ifPresent(r -> LOG.info("{} is planned again: {}", r, r.state()));
    return changed.or(() -> ledger.find(draft.id())).orElse(there.get());
  }

  /** What a post that is in the ledger becomes when its page is published again; null: the same. */
  private @Nullable PostRecord again(PostRecord there, PostRecord draft, SyndicationRequest wish) {
    State state = there.state();
    if (state == State.SENT) {
      // The page is back, or was moved: nobody needs to look any more.
      return there.flag(Key.ATTENTION)
          ? there.with(Key.ATTENTION, null).with(Key.REASON, null)
          : null;
    }
    // The record must say what is out, and half a thread is.
    PostRecord changed = ledger.hasPartOut(there) ? there : reworded(there, draft, wish);
    if (state == State.SKIPPED || state == State.PLANNED) {
      return begun(there, changed, draft);
    }
    if (state == State.SCHEDULED
        && draft.state() == State.FAILED
        && there.text(Key.TEXT).isEmpty()) {
      // A person sent it again, and its words still cannot be made.
      return there.with(WORDS, draft).with(PLACE, draft);
    }
    if (!state.open() || draft.state() == State.FAILED || draft.state() == State.PLANNED) {
      return null;
    }
    boolean sameWords = same(changed, there);
    boolean undecided = wish.approval() && there.text(Key.DECIDED_BY).isEmpty();
    if (draft.state() == State.SKIPPED
        || (draft.state() == State.AWAITING_APPROVAL
            && (!sameWords || undecided)
            && state != draft.state())) {
      return changed.with(PLACE, draft);
    }
    return wish.at().isPresent() && state == State.SCHEDULED ? changed.with(TIMES, draft) : changed;
  }

  /** One that did not go out, or was not complete, may go its way now. */
  private @Nullable PostRecord begun(PostRecord there, PostRecord changed, PostRecord draft) {
    boolean same = draft.state() == there.state() && same(changed, there);
    // Behind what was taken back nothing is sent before a person says what is there.
    return same || ledger.hasPartGone(there) ? null : changed.with(PLACE, draft);
  }

  private static boolean same(PostRecord one, PostRecord other) {
    return one.parts().equals(other.parts()) && one.options().equals(other.options());
  }

  /** What the page says now; what a person wrote for this post stays, but for the link in it. */
  private static PostRecord reworded(PostRecord there, PostRecord draft, SyndicationRequest wish) {
    PostRecord changed = there.with(WORDS, draft);
    if (there.text(Key.CHANGED_BY).isEmpty()) {
      return changed;
    }
    if (!wish.text().isEmpty()) {
      return changed.with(Key.CHANGED_BY, null);
    }
    if (!draft.worded()) {
      // It has no link either, and theirs must not be lost.
      return there;
    }
    String before = there.text(Key.LINK);
    String link = draft.text(Key.LINK);
    List<Wording> parts =
        there.parts().stream()
            .map(part -> before.isEmpty() ? part : part.replace(before, link))
            .map(part -> Wording.written(part, link))
            .toList();
    return PostDrafts.said(changed, parts).with(CHANGED, there);
  }

  /** Whether the policy means pages like this one. */
  static boolean wanted(Page page, SyndicationPolicy policy) {
    if (page.home()) {
      return false;
    }
    String[] templates = policy.templates();
    if (templates.length == 0) {
      return true;
    }
    for (String template : templates) {
      try {
        if (page.template().matches(template)) {
          return true;
        }
      } catch (PatternSyntaxException e) {
        LOG.error(
            "The policy for {} names no regular expression as a template: {}",
            page.path(),
            e.getMessage());
      }
    }
    return false;
  }

  /** The connections for a page's language: {@code de=x} takes German, {@code x} all. */
  static List<String> connections(
      Locale locale, SyndicationPolicy policy, SyndicationRequest wish) {
    if (wish.explicit()) {
      return wish.connections();
    }
    return List.of(policy.connections()).stream()
        .filter(
            route -> {
              int equals = route.indexOf('=');
              String language = equals < 0 ? "" : route.substring(0, equals).strip();
              return equals < 0
                  || language.equalsIgnoreCase(locale.getLanguage())
                  || language.equalsIgnoreCase(locale.toLanguageTag());
            })
        .map(route -> route.substring(route.indexOf('=') + 1).strip())
        .distinct()
        .toList();
  }
}
