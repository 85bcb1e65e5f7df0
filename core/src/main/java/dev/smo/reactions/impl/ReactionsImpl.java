// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.smo.connector.Network;
import dev.smo.host.PageSource;
import dev.smo.identity.PageIdentity;
import dev.smo.identity.SeenPages;
import dev.smo.memory.ViewedPages;
import dev.smo.networks.Networks;
import dev.smo.page.Page;
import dev.smo.reactions.Reactions;
import dev.smo.reactions.store.PublicReactions;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.Reaction.Kind;
import dev.smo.reactions.store.ReactionCounts;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.settings.SiteZone;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.apache.sling.models.annotations.Exporter;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.InjectionStrategy;
import org.apache.sling.models.annotations.injectorspecific.OSGiService;
import org.apache.sling.models.annotations.injectorspecific.SlingObject;
import org.jetbrains.annotations.Nullable;

@Model(
    adaptables = {SlingHttpServletRequest.class, Resource.class},
    adapters = Reactions.class,
    resourceType = Reactions.RESOURCE_TYPE)
@Exporter(name = "jackson", extensions = "json")
public final class ReactionsImpl implements Reactions {
  private static final int USUAL = 20;
  private static final int MOST = 100;
  private static final Map<Kind, String> LABELS =
      new EnumMap<>(
          Map.of(
              Kind.LIKE, "Likes",
              Kind.REPOST, "Reposts",
              Kind.REPLY, "Replies",
              Kind.MENTION, "Mentions",
              Kind.BOOKMARK, "Bookmarks"));

  private final ValueMap properties;
  private final Locale locale;
  private final ZoneId zone;
  private final PublicReactions shown;
  private final Map<String, String> labels;

  // Made once, because HTL asks for each several times.
  private final List<Count> counts;
  private final List<Comment> comments;
  private final List<OwnPost> posts;

  @Inject
  public ReactionsImpl(
      @SlingObject Resource component,
      @OSGiService ReactionStore store,
      @OSGiService Networks networks,
      @OSGiService(injectionStrategy = InjectionStrategy.OPTIONAL) @Nullable PageSource pages,
      @OSGiService(injectionStrategy = InjectionStrategy.OPTIONAL) @Nullable ViewedPages viewed) {
    properties = component.getValueMap();
    Optional<Resource> page =
        Optional.ofNullable(pages).flatMap(source -> source.pageOf(component));
    shown =
        page.map(found -> shown(found, store, Objects.requireNonNull(pages)))
            .orElse(PublicReactions.NONE);
    locale =
        Optional.ofNullable(viewed)
            .flatMap(known -> page.flatMap(known::of))
            .map(Page::locale)
            .orElse(Locale.ROOT);
    zone = SiteZone.of(component);
    labels = networks.all().collect(Collectors.toMap(Network::name, Network::label, (a, b) -> a));
    counts = counts();
    comments = comments();
    posts = posts();
  }

  private static PublicReactions shown(Resource page, ReactionStore store, PageSource pages) {
    if (pages.contentOf(page).isEmpty()) {
      return PublicReactions.NONE;
    }
    return store.shown(PageIdentity.verified(page, pages, new ShownPages(store)));
  }

  /** What a page view knows of where pages were seen: only what is public, on any instance. */
  private record ShownPages(ReactionStore store) implements SeenPages {
    @Override
    public Optional<String> at(Resource page) {
      return Optional.of(PageIdentity.first(page.getPath()))
          .filter(id -> home(id).filter(page.getPath()::equals).isPresent());
    }

    @Override
    public Optional<String> home(String id) {
      return Optional.of(store.shown(id).home()).filter(home -> !home.isEmpty());
    }
  }

  @Override
  public String getHeading() {
    return properties.get("heading", "");
  }

  @Override
  public String getLanguage() {
    return locale.toLanguageTag();
  }

  @Override
  public List<Count> getCounts() {
    return counts;
  }

  private List<Count> counts() {
    List<Count> found = new ArrayList<>();
    LABELS.forEach(
        (kind, label) -> {
          long number = number(kind);
          if (number > 0) {
            found.add(new Count(kind.name().toLowerCase(Locale.ROOT), label, number));
          }
        });
    return found;
  }

  /** What the networks count, and what came one by one from where nobody counts. */
  private long number(Kind kind) {
    ToLongFunction<ReactionCounts> counter =
        switch (kind) {
          case LIKE -> ReactionCounts::likes;
          case REPOST -> ReactionCounts::reposts;
          case REPLY -> ReactionCounts::replies;
          case MENTION, BOOKMARK -> tally -> 0;
        };
    Set<String> counted =
        shown.tallies().stream().map(ReactionCounts::network).collect(Collectors.toSet());
    return shown.tallies().stream().mapToLong(counter).sum()
        + shown.approved().stream()
            .filter(r -> r.kind() == kind && !counted.contains(r.source()))
            .count();
  }

  @Override
  public List<Comment> getComments() {
    return comments;
  }

  private List<Comment> comments() {
    int limit = Math.max(0, Math.min(MOST, properties.get("limit", USUAL)));
    return shown.approved().stream()
        .filter(reaction -> reaction.kind().hasWords() && !reaction.text().isEmpty())
        .limit(limit)
        .map(this::comment)
        .toList();
  }

  private Comment comment(Reaction reaction) {
    String source = source(reaction);
    return new Comment(
        reaction.author().isEmpty() ? source : reaction.author(),
        reaction.authorUrl(),
        reaction.text(),
        reaction.url(),
        source,
        reaction.at().toString(),
        date(reaction.at()));
  }

  /** A network by its name, a site by its host. */
  private String source(Reaction reaction) {
    String label = labels.get(reaction.source());
    if (label == null && !reaction.url().isEmpty()) {
      label = URI.create(reaction.url()).getHost();
    }
    return label == null ? reaction.source() : label;
  }

  private String date(Instant at) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(locale)
        .format(at.atZone(zone));
  }

  @Override
  public List<OwnPost> getPosts() {
    return posts;
  }

  private List<OwnPost> posts() {
    return shown.tallies().stream()
        .filter(tally -> !ForeignText.address(tally.permalink()).isEmpty())
        .map(
            tally ->
                new OwnPost(
                    labels.getOrDefault(tally.network(), tally.network()), tally.permalink()))
        .toList();
  }

  @Override
  @JsonIgnore
  public boolean isEmpty() {
    return counts.isEmpty() && comments.isEmpty() && posts.isEmpty();
  }
}
