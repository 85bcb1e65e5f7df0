// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.endpoint.Refusal;
import dev.smo.host.PageSource;
import dev.smo.identity.PageIdentity;
import dev.smo.syndication.ChosenImages;
import dev.smo.syndication.SaidBefore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.jcr.AccessDeniedException;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceUtil;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps with a page what its posts shall say and show, for when it is published: {@code
 * jcr:content/smo/texts}, {@code options}, {@code pictures} and {@code pictureAlts}; and where it
 * is never posted: {@code without}.
 */
@Component(service = PageWords.class)
public class PageWords {
  private static final Logger LOG = LoggerFactory.getLogger(PageWords.class);
  private static final String NOT_YOURS = "You may not change the words of this page.";
  private static final String NAME = "[a-z0-9_-]{1,64}(\\.[A-Za-z0-9]{1,64})?";

  private final PageSource pages;
  private final Connections connections;

  @Activate
  public PageWords(@Reference PageSource pages, @Reference Connections connections) {
    this.pages = pages;
    this.connections = connections;
  }

  /**
   * Keeps words, options and pictures with the rights of the person; what is empty is taken away.
   *
   * @return ids of the connections for which something was kept
   */
  List<String> save(PageRequest wish, ResourceResolver resolver) {
    commit(wish.page(), resolver, content -> keep(content, wish));
    return Stream.of(wish.words(), wish.options(), wish.images())
        .flatMap(said -> said.keySet().stream())
        .distinct()
        .toList();
  }

  /** Keeps whether a page is never posted to some connections, with the rights of the person. */
  void exclude(String page, List<String> connections, boolean never, ResourceResolver resolver) {
    commit(
        page,
        resolver,
        content -> {
          for (String id : connections) {
            keep(content, "without", Map.of(id, never ? "true" : ""));
          }
        });
  }

  /** What is kept with a page. */
  private interface Change {
    void in(Resource content) throws PersistenceException;
  }

  private void commit(String page, ResourceResolver resolver, Change change) {
    Resource content =
        Optional.ofNullable(resolver.getResource(page))
            .flatMap(pages::pageOf)
            .flatMap(pages::contentOf)
            .orElseThrow(() -> Refusal.notFound("There is no such page."));
    try {
      change.in(content);
      resolver.commit();
    } catch (PersistenceException e) {
      resolver.revert();
      if (e.getCause() instanceof AccessDeniedException) {
        throw Refusal.forbidden(NOT_YOURS);
      }
      LOG.info("The words of {} could not be saved: {}", page, e.getMessage());
      throw Refusal.conflict("The words could not be saved: somebody else changes this page.");
    }
  }

  private void keep(Resource content, PageRequest wish) throws PersistenceException {
    if (wish.proposal()) {
      mustBeFree(content, wish);
    }
    SaidBefore before = SaidBefore.of(content);
    if (!wish.words().isEmpty()) {
      keep(content, "texts", wish.words());
    }
    for (Map.Entry<String, ChosenImages> one : wish.images().entrySet()) {
      keep(content, "pictures", Map.of(one.getKey(), one.getValue().placesText()));
      keep(content, "pictureAlts", Map.of(one.getKey(), one.getValue().altsText()));
    }
    for (Map.Entry<String, Map<String, String>> one : wish.options().entrySet()) {
      keep(content, "options", named(one.getKey(), one.getValue()));
    }
    before.note(content, content.getResourceResolver().getUserID());
  }

  private static Map<String, String> named(String connection, Map<String, String> chosen) {
    Map<String, String> named = new TreeMap<>();
    chosen.forEach((name, value) -> named.put(connection + "." + name, value));
    return named;
  }

  private static void keep(Resource content, String node, Map<String, String> said)
      throws PersistenceException {
    Resource own =
        ResourceUtil.getOrCreateResource(
            content.getResourceResolver(),
            content.getPath() + "/smo/" + node,
            // By default; to name a type is a right that not every author has.
            Map.<String, Object>of(),
            /* intermediateResourceType= */ null,
            /* autoCommit= */ false);
    ModifiableValueMap values = own.adaptTo(ModifiableValueMap.class);
    if (values == null) {
      throw Refusal.forbidden(NOT_YOURS);
    }
    said.forEach((name, value) -> keep(values, name, value));
  }

  /** What is proposed goes before what is said for the network or for all, so neither may be. */
  private void mustBeFree(Resource content, PageRequest wish) {
    Resource smo = content.getChild(PageIdentity.NODE);
    if (smo == null) {
      return;
    }
    ValueMap texts = values(smo.getChild("texts"));
    ValueMap options = values(smo.getChild("options"));
    String forAll = smo.getValueMap().get("text", "");
    wish.words()
        .forEach(
            (id, text) ->
                mustBeFree(
                    id, text, List.of(texts.get(id, ""), texts.get(network(id), ""), forAll)));
    ValueMap pictures = values(smo.getChild("pictures"));
    wish.images()
        .forEach(
            (id, images) ->
                mustBeFree(
                    id,
                    images.placesText(),
                    List.of(pictures.get(id, ""), pictures.get(network(id), ""))));
    wish.options()
        .forEach(
            (id, chosen) ->
                chosen.forEach(
                    (name, value) ->
                        mustBeFree(
                            id + "." + name,
                            value,
                            List.of(
                                options.get(id + "." + name, ""),
                                options.get(network(id) + "." + name, "")))));
  }

  private static void mustBeFree(String name, String value, List<String> there) {
    // The same proposal twice is one.
    if (there.stream().anyMatch(one -> !one.isBlank() && !one.equals(value))) {
      throw Refusal.conflict(
          "The page has words for " + name + " already. A person can change them.");
    }
  }

  private String network(String connection) {
    return connections.find(connection).map(Account::network).orElse(connection);
  }

  private static ValueMap values(@Nullable Resource node) {
    return node == null ? ValueMap.EMPTY : node.getValueMap();
  }

  private static void keep(ModifiableValueMap values, String name, String value) {
    if (!name.matches(NAME)) {
      throw Refusal.badRequest("There is no connection or option " + name + ".");
    }
    if (value.isEmpty()) {
      values.remove(name);
    } else {
      values.put(name, value);
    }
  }
}
