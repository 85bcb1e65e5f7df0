// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.ledger.DueTree;
import dev.smo.post.RemotePost;
import dev.smo.repository.Repository;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What pages show and is looked at, below the page's identity, so that it stays with a page that
 * moves: {@code /var/smo/watched/pages/<aa>/<page>/<id>}. A pointer in a due tree beside it, moved
 * in the same commit, says when to look next.
 */
@Component(service = Watches.class)
public class Watches {
  private static final String ROOT = Repository.ROOT + "/watched";
  private static final String PAGES = ROOT + "/pages";
  private static final String DUE = ROOT + "/due";
  private static final String PAGE = "page";

  private final Repository repository;

  @Activate
  public Watches(@Reference Repository repository) {
    this.repository = repository;
  }

  /** All that a page shows and is looked at; none for what is no identity of a page. */
  public List<Watch> of(String page) {
    return page.matches("[0-9a-f]{32}")
        ? repository.read(
            resolver ->
                Repository.children(resolver.getResource(path(page))).stream()
                    .flatMap(node -> read(node, page).stream())
                    .toList())
        : List.of();
  }

  /** All that are kept of all pages, for whoever erases. */
  Stream<Watch> all() {
    List<String> pages =
        repository.read(
            resolver ->
                Repository.children(resolver.getResource(PAGES)).stream()
                    .flatMap(part -> Repository.children(part).stream())
                    .map(Resource::getName)
                    .toList());
    return pages.stream().flatMap(page -> of(page).stream());
  }

  /** Those that are to be looked at by now, the longest due first. */
  public List<Watch> due(Instant now, int most) {
    return repository.commit(
        resolver -> {
          DueTree tree = new DueTree(resolver, DUE);
          List<Watch> due = new ArrayList<>();
          for (DueTree.Pointer pointer : tree.until(now, most)) {
            Optional<Watch> watch = behind(resolver, pointer);
            if (watch.isPresent()) {
              due.add(watch.get());
            } else {
              // What it pointed to is gone.
              Repository.delete(resolver, pointer.path());
            }
          }
          tree.sweep(now);
          return due;
        });
  }

  private static Optional<Watch> behind(ResourceResolver resolver, DueTree.Pointer pointer) {
    return Optional.ofNullable(resolver.getResource(pointer.path()))
        .map(node -> node.getValueMap().get(PAGE, ""))
        .filter(page -> page.matches("[0-9a-f]{32}"))
        .flatMap(
            page ->
                Optional.ofNullable(resolver.getResource(path(page) + "/" + pointer.id()))
                    .flatMap(node -> read(node, page))
                    .filter(watch -> isTime(watch, pointer)));
  }

  /** Whether a pointer is that of a watch; one whose time makes no sense goes by any. */
  private static boolean isTime(Watch watch, DueTree.Pointer pointer) {
    return pointer(watch).equals(pointer.path())
        || (watch.look().equals(Instant.EPOCH) && watch.id().equals(pointer.id()));
  }

  /** Keeps what a page shows that is not known yet. */
  public void add(Watch watch) {
    repository.commit(
        resolver -> {
          if (resolver.getResource(path(watch)) == null) {
            write(resolver, watch);
          }
          return true;
        });
  }

  /**
   * Puts a watch in place of the one that was read before.
   *
   * @return false where that was changed or removed meanwhile; nothing is done then
   */
  public boolean change(Watch before, Watch after) {
    return repository.commit(
        resolver -> {
          @Nullable Resource node = resolver.getResource(path(before));
          if (node == null || !read(node, before.page()).equals(Optional.of(before))) {
            return false;
          }
          Repository.delete(resolver, pointer(before));
          write(resolver, after);
          return true;
        });
  }

  /** Lets all of a page be looked at within a minute; gives how many there are. */
  public int refresh(String page) {
    List<Watch> all = of(page);
    all.forEach(watch -> change(watch, watch.lookingAt(Instant.EPOCH)));
    return all.size();
  }

  public void remove(Watch watch) {
    repository.commit(
        resolver -> {
          Optional<Watch> there =
              Optional.ofNullable(resolver.getResource(path(watch)))
                  .flatMap(node -> read(node, watch.page()));
          if (there.isPresent()) {
            Repository.delete(resolver, pointer(there.get()));
            Repository.delete(resolver, path(watch));
          }
          return true;
        });
  }

  private static void write(ResourceResolver resolver, Watch watch) throws PersistenceException {
    Map<String, Object> values = new HashMap<>();
    values.put("path", watch.path());
    values.put("network", watch.network());
    values.put("remote", watch.remote().id());
    values.put("permalink", watch.remote().permalink().toString());
    values.put("since", watch.since().toString());
    values.put("look", watch.look().toString());
    values.put("connection", watch.connection());
    @Nullable Instant seen = watch.seen();
    values.put("seen", seen == null ? "" : seen.toString());
    Repository.writable(Repository.node(resolver, path(watch))).putAll(values);
    Resource pointer = Repository.node(resolver, pointer(watch));
    Repository.writable(pointer)
        .putAll(Map.of(DueTree.AT, Repository.calendar(watch.look()), PAGE, watch.page()));
  }

  /** Empty for a node that is none. What makes no sense in it is as if it were of old. */
  private static Optional<Watch> read(Resource node, String page) {
    ValueMap values = node.getValueMap();
    String remote = values.get("remote", "");
    if (remote.isEmpty()) {
      return Optional.empty();
    }
    String seen = values.get("seen", "");
    return Optional.of(
        new Watch(
            page,
            values.get("path", ""),
            values.get("network", ""),
            new RemotePost(remote, address(values.get("permalink", ""))),
            time(values.get("since", "")),
            time(values.get("look", "")),
            values.get("connection", ""),
            seen.isEmpty() ? null : time(seen)));
  }

  private static URI address(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return URI.create("");
    }
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  private static String path(Watch watch) {
    return path(watch.page()) + "/" + watch.id();
  }

  private static String path(String page) {
    return Repository.spread(PAGES, page);
  }

  private static String pointer(Watch watch) {
    return DueTree.bucket(DUE, watch.look()) + "/" + watch.id();
  }
}
