// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.watching;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkClient;
import dev.smo.connector.Watcher;
import dev.smo.content.ContentAddresses;
import dev.smo.engagement.Watch;
import dev.smo.engagement.Watches;
import dev.smo.host.PageSource;
import dev.smo.identity.LedgerPages;
import dev.smo.identity.PageIdentity;
import dev.smo.page.Page;
import dev.smo.post.RemotePost;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import dev.smo.syndication.Identities;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds in pages what networks look at. A page whose networks nobody connected is not read. */
@Component(service = WatchedPages.class)
public class WatchedPages {
  /** Most that is looked at of one page and network. */
  private static final int MOST = 10;

  private final Repository repository;
  private final PageSource pages;
  private final Identities identities;
  private final Connections connections;
  private final Connectors networks;
  private final Watches watches;
  private final Clock clock;

  @Activate
  public WatchedPages(
      @Reference Repository repository,
      @Reference PageSource pages,
      @Reference Identities identities,
      @Reference Connections connections,
      @Reference NetworkClient client,
      @Reference Watches watches,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.pages = pages;
    this.identities = identities;
    this.connections = connections;
    this.networks = client.connectors();
    this.watches = watches;
    this.clock = clock;
  }

  /** What a page is to whoever looks at something that it showed. */
  enum Standing {
    /** It is public and shows it. */
    SHOWS,
    /** It is public and does not show it any more. */
    SHOWS_OTHERS,
    /** It is not public, or not where it was. */
    AWAY
  }

  /**
   * A page that is public.
   *
   * @param identity as far as it is more than a claim
   */
  private record Shown(String identity, Set<URI> addresses) {
    /** What a network knows of what the page shows. */
    private List<RemotePost> of(Watcher watcher) {
      return addresses.stream()
          .flatMap(address -> watcher.find(address).stream())
          .collect(Collectors.toMap(RemotePost::id, one -> one, (one, same) -> one, TreeMap::new))
          .values()
          .stream()
          .limit(MOST)
          .toList();
    }
  }

  /** The accounts that are in use on networks that look at things, by network. */
  Map<String, List<Account>> accounts() {
    return connections.all().stream()
        .filter(Account::enabled)
        .filter(account -> networks.find(Watcher.class, account.network()).isPresent())
        .collect(Collectors.groupingBy(Account::network));
  }

  /** Notes what is new of what a page shows; does nothing where the page is not public. */
  public void note(String path) {
    note(path, accounts().keySet());
  }

  void note(String path, Collection<String> accountNetworks) {
    Optional<Shown> shown = accountNetworks.isEmpty() ? Optional.empty() : shown(path);
    Instant now = Instant.now(clock);
    for (String network : shown.isEmpty() ? List.<String>of() : accountNetworks) {
      Watcher watcher = networks.find(Watcher.class, network).orElseThrow();
      for (RemotePost remote : shown.get().of(watcher)) {
        Watch watch = Watch.of(shown.get().identity(), path, network, remote, now);
        watches.add(watch);
        moved(watch);
      }
    }
  }

  /** Notes where a page is that moved with what it shows. */
  private void moved(Watch seen) {
    watches.of(seen.page()).stream()
        .filter(known -> known.id().equals(seen.id()) && !known.path().equals(seen.path()))
        .forEach(known -> watches.change(known, known.at(seen.path())));
  }

  Standing standing(Watch watch) {
    Optional<Shown> shown = shown(watch.path());
    if (shown.filter(page -> page.identity().equals(watch.page())).isEmpty()) {
      return Standing.AWAY;
    }
    boolean shows =
        networks.find(Watcher.class, watch.network()).stream()
            .flatMap(watcher -> shown.get().of(watcher).stream())
            .anyMatch(remote -> remote.id().equals(watch.remote().id()));
    return shows ? Standing.SHOWS : Standing.SHOWS_OTHERS;
  }

  /**
   * Gives the page an identity that goes with it wherever it moves, as those have that are posted.
   * Whoever has to do with another page that was at its path comes first.
   */
  void settle(Watch watch) {
    if (identities.find(watch.path()).isEmpty() && identities.missing(watch.path()).isEmpty()) {
      identities.of(watch.path());
    }
  }

  private Optional<Shown> shown(String path) {
    return repository.read(
        resolver ->
            Optional.ofNullable(resolver.getResource(path))
                .filter(pages::isPage)
                .filter(page -> pages.read(page).filter(WatchedPages::isPublic).isPresent())
                .map(page -> shown(page, resolver)));
  }

  private static boolean isPublic(Page page) {
    return page.live() && !page.closed();
  }

  private Shown shown(Resource page, ResourceResolver resolver) {
    return new Shown(
        PageIdentity.verified(page, pages, new LedgerPages(resolver, pages)),
        pages.contentOf(page).map(ContentAddresses::of).orElseGet(LinkedHashSet::new));
  }
}
