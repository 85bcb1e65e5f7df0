// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.identity.PageIdentity;
import dev.smo.reactions.store.Aside;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.PublicReactions;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionCounts;
import dev.smo.repository.Repository;
import dev.smo.web.WebAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * The reactions to one page, in one transaction: a node each below {@code
 * /var/smo/reactions/<aa>/<page>}, and pointers moved in the same commit: in {@code
 * /var/smo/pending} to each that waits for a person, and {@link ReactionIndex}.
 */
final class PageReactions {
  static final String ROOT = Repository.ROOT + "/reactions";
  static final String PENDING = Repository.ROOT + "/pending";
  static final String PAGE = "page";
  private static final String COUNTS = "counts";
  private static final String TYPE = "jcr:primaryType";
  private static final String UNORDERED = "oak:Unstructured";

  private final ResourceResolver resolver;
  private final String page;
  private @Nullable String home;

  PageReactions(ResourceResolver resolver, String page) {
    this.resolver = resolver;
    this.page = page;
  }

  static boolean isIdentity(String page) {
    return page.matches("[0-9a-f]{32}(-[0-9a-f]{32})?");
  }

  List<KeptReaction> all() {
    List<KeptReaction> all = new ArrayList<>();
    for (Resource node : children(path())) {
      if (ReactionNode.is(node)) {
        all.add(read(node));
      }
    }
    all.sort(
        Comparator.comparing((KeptReaction kept) -> kept.reaction().at())
            .thenComparing(KeptReaction::id));
    return all;
  }

  Optional<KeptReaction> find(String id) {
    return Optional.ofNullable(resolver.getResource(path() + "/" + id))
        .filter(ReactionNode::is)
        .map(this::read);
  }

  /**
   * A reaction with the page on which it shows, whose writers decide about it: the one that the
   * ledger knows by this identity, though it came in by another that claims to be the same.
   */
  private KeptReaction read(Resource node) {
    KeptReaction kept = ReactionNode.read(node, page);
    String place = home();
    return place.isEmpty() || resolver.getResource(place) == null ? kept : kept.at(place);
  }

  void write(KeptReaction kept) throws PersistenceException {
    ReactionNode.write(Repository.node(resolver, path() + "/" + kept.id()), kept);
    String pointer = PENDING + "/" + kept.id();
    ReactionIndex.point(resolver, kept);
    if (!kept.waits()) {
      Repository.delete(resolver, pointer);
    } else if (resolver.getResource(pointer) == null) {
      create(PENDING, kept.id(), Map.of(TYPE, UNORDERED, PAGE, page));
    }
  }

  void remove(String id) throws PersistenceException {
    Optional<KeptReaction> kept = find(id);
    if (kept.isPresent()) {
      ReactionIndex.unpoint(resolver, kept.get());
    }
    Repository.delete(resolver, path() + "/" + id);
    Repository.delete(resolver, PENDING + "/" + id);
  }

  void count(ReactionCounts tally) throws PersistenceException {
    uncount(tally.post());
    create(
        path() + "/" + COUNTS,
        tally.post(),
        Map.of(
            TYPE,
            UNORDERED,
            "network",
            tally.network(),
            "permalink",
            tally.permalink(),
            "likes",
            tally.likes(),
            "reposts",
            tally.reposts(),
            "replies",
            tally.replies()));
    for (KeptReaction twin : mentionsOf(tally.permalink(), all())) {
      remove(twin.id());
    }
  }

  void uncount(String post) throws PersistenceException {
    Repository.delete(resolver, path() + "/" + COUNTS + "/" + post);
  }

  Optional<ReactionCounts> tally(String post) {
    return Optional.ofNullable(resolver.getResource(path() + "/" + COUNTS + "/" + post))
        .map(PageReactions::tally);
  }

  PublicReactions shown() {
    if (Aside.is(page)) {
      return PublicReactions.NONE;
    }
    List<Reaction> approved =
        all().stream().filter(KeptReaction::isShown).map(KeptReaction::reaction).toList();
    return new PublicReactions(home(), approved, tallies());
  }

  /**
   * Whether a network tells of what is at an address: one of its answers, or a post of ours with
   * its counts. A bridge sends the same once more, as a webmention.
   *
   * @param others reactions to the page
   */
  boolean isTold(String url, List<KeptReaction> others) {
    Optional<String> place = place(url);
    return place.isPresent()
        && Stream.concat(
                others.stream()
                    .map(KeptReaction::reaction)
                    .filter(reaction -> !reaction.byWebmention())
                    .map(Reaction::url),
                tallies().stream().map(ReactionCounts::permalink))
            .anyMatch(address -> place(address).equals(place));
  }

  /** Those of some reactions that are webmentions of what is at an address. */
  static List<KeptReaction> mentionsOf(String url, List<KeptReaction> others) {
    Optional<String> place = place(url);
    return others.stream()
        .filter(kept -> kept.reaction().byWebmention() && place.isPresent())
        .filter(kept -> place(kept.reaction().url()).equals(place))
        .toList();
  }

  /** Where an address leads, be it over http or https; bridges name a like by a fragment of it. */
  private static Optional<String> place(String address) {
    return WebAddress.of(address)
        .map(web -> web.uri().getRawSchemeSpecificPart())
        .map(rest -> rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest);
  }

  /** The page, where it was or where it went; empty where it is at neither place. */
  Optional<Resource> page(String path) {
    return Stream.of(path, home())
        .flatMap(place -> Optional.ofNullable(resolver.getResource(place)).stream())
        .findFirst();
  }

  /** Where the page was last syndicated, or empty; looked up once, as it is for each reaction. */
  private String home() {
    String known = home;
    if (known == null) {
      Resource node = resolver.getResource(PageIdentity.pageNode(Aside.page(page)));
      known = node == null ? "" : node.getValueMap().get(PageIdentity.PATH, "");
      home = known;
    }
    return known;
  }

  private List<ReactionCounts> tallies() {
    List<ReactionCounts> tallies = new ArrayList<>();
    children(path() + "/" + COUNTS).forEach(node -> tallies.add(tally(node)));
    return tallies;
  }

  private static ReactionCounts tally(Resource node) {
    var values = node.getValueMap();
    return new ReactionCounts(
        values.get("network", ""),
        node.getName(),
        values.get("permalink", ""),
        values.get("likes", 0L),
        values.get("reposts", 0L),
        values.get("replies", 0L));
  }

  private String path() {
    return Repository.spread(ROOT, page);
  }

  private List<Resource> children(String path) {
    return Repository.children(resolver.getResource(path));
  }

  private Resource create(String folder, String name, Map<String, Object> values)
      throws PersistenceException {
    return resolver.create(Repository.folder(resolver, folder), name, values);
  }
}
