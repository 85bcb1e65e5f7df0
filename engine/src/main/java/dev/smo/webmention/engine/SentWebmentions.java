// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.repository.Repository;
import dev.smo.web.WebAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Whom each page told, in a tree that is built like the pages'. By path and not by identity,
 * because to others a page is its address: where one moves, the old address is gone.
 */
@Component(service = SentWebmentions.class)
public final class SentWebmentions {
  static final String ROOT = Repository.ROOT + "/webmention";

  private static final String SOURCE = "source";
  private static final String TOLD = "told";

  private final Repository repository;

  @Activate
  public SentWebmentions(@Reference Repository repository) {
    this.repository = repository;
  }

  /**
   * What one page told.
   *
   * @param source public address that it was told under
   * @param told by target
   */
  record Entry(WebAddress source, Map<String, SentWebmention> told) {}

  Optional<Entry> of(String page) {
    return repository.read(
        resolver -> Optional.ofNullable(resolver.getResource(ROOT + page)).flatMap(this::entry));
  }

  private Optional<Entry> entry(Resource node) {
    Map<String, SentWebmention> told = new LinkedHashMap<>();
    Stream.of(node.getValueMap().get(TOLD, new String[0]))
        .flatMap(line -> SentWebmention.read(line).stream())
        .forEach(one -> told.put(one.target(), one));
    return WebAddress.of(node.getValueMap().get(SOURCE, "")).map(source -> new Entry(source, told));
  }

  /** Paths of the page at a path, and of all below it, that told somebody. */
  List<String> below(String path) {
    return repository.read(
        resolver -> {
          List<String> pages = new ArrayList<>();
          Deque<Resource> open = new ArrayDeque<>();
          Optional.ofNullable(resolver.getResource(ROOT + path)).ifPresent(open::push);
          while (!open.isEmpty()) {
            Resource node = open.pop();
            if (node.getValueMap().containsKey(SOURCE)) {
              pages.add(node.getPath().substring(ROOT.length()));
            }
            node.getChildren().forEach(open::push);
          }
          return pages;
        });
  }

  /** Keeps an entry; one that told nobody is forgotten. */
  void keep(String page, Entry entry) {
    repository.commit(
        resolver -> {
          @Nullable Resource node = resolver.getResource(ROOT + page);
          if (entry.told().isEmpty()) {
            forget(node);
          } else {
            write(node == null ? Repository.folder(resolver, ROOT + page) : node, entry);
          }
          return page;
        });
  }

  private static void write(Resource node, Entry entry) throws PersistenceException {
    ModifiableValueMap values = Repository.writable(node);
    values.put(SOURCE, entry.source().toString());
    values.put(
        TOLD, entry.told().values().stream().map(SentWebmention::write).toArray(String[]::new));
  }

  /** Takes the node away, and folders above it that held nothing else. */
  private static void forget(@Nullable Resource node) throws PersistenceException {
    if (node == null) {
      return;
    }
    ModifiableValueMap values = Repository.writable(node);
    values.remove(SOURCE);
    values.remove(TOLD);
    Resource idle = node;
    while (idle != null && idle.getPath().startsWith(ROOT + "/") && isIdle(idle)) {
      Resource above = idle.getParent();
      node.getResourceResolver().delete(idle);
      idle = above;
    }
  }

  private static boolean isIdle(Resource node) {
    return !node.hasChildren() && !node.getValueMap().containsKey(SOURCE);
  }
}
