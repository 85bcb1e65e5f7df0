package dev.smo.syndication;

import dev.smo.ledger.Keys;
import dev.smo.ledger.Repository;
import dev.smo.page.PageSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * By what a page is known: an id in {@code jcr:content/smo}, and the path it was last seen at in
 * the ledger. The same id at another path is a move if the old place is empty, and a copy, which
 * gets an id of its own, if it is not.
 */
@Component(service = Identities.class)
public class Identities {
  private static final String ID = "id";
  private static final String PATH = "path";
  private static final String PAGE = "page";

  private final Repository repository;
  private final PageSource pages;

  @Activate
  public Identities(@Reference Repository repository, @Reference PageSource pages) {
    this.repository = repository;
    this.pages = pages;
  }

  /** The page's identity, minted in a commit that only one node can win. */
  public String of(String path) {
    return repository.commit(
        resolver -> {
          Resource page = resolver.getResource(path);
          Resource content = page == null ? null : pages.contentOf(page).orElse(null);
          if (content == null) {
            throw new IllegalArgumentException("There is no page at " + path);
          }
          Optional<String> known = idIn(content).filter(id -> !isCopy(resolver, id, path));
          String id = known.orElseGet(() -> UUID.randomUUID().toString().replace("-", ""));
          if (known.isEmpty()) {
            put(content(resolver, content), ID, id);
          }
          note(resolver, pageNode(id), PATH, path);
          note(resolver, pathNode(path), PAGE, id);
          return id;
        });
  }

  /** The identity of the page that is, or last was, at a path; empty where none was minted. */
  public Optional<String> find(String path) {
    return repository.read(
        resolver -> {
          Resource page = resolver.getResource(path);
          Optional<String> id =
              Optional.ofNullable(page).flatMap(pages::contentOf).flatMap(Identities::idIn);
          if (id.isPresent()) {
            return id.filter(known -> !isCopy(resolver, known, path));
          }
          Resource pointer = resolver.getResource(pathNode(path));
          return Optional.ofNullable(pointer).map(p -> p.getValueMap().get(PAGE, String.class));
        });
  }

  private boolean isCopy(ResourceResolver resolver, String id, String path) {
    Resource node = resolver.getResource(pageNode(id));
    String home = node == null ? null : node.getValueMap().get(PATH, String.class);
    if (home == null || home.equals(path)) {
      return false;
    }
    return Optional.ofNullable(resolver.getResource(home))
        .flatMap(pages::contentOf)
        .flatMap(Identities::idIn)
        .filter(id::equals)
        .isPresent();
  }

  private static Optional<String> idIn(Resource content) {
    return Optional.ofNullable(content.getChild(Choices.NODE))
        .map(smo -> smo.getValueMap().get(ID, String.class))
        .filter(id -> id.matches("[0-9a-f]{32}"));
  }

  private static Resource content(ResourceResolver resolver, Resource content)
      throws PersistenceException {
    Resource smo = content.getChild(Choices.NODE);
    // Without a type of our choice: the service user may add this node to a page, but name no
    // types.
    return smo == null ? resolver.create(content, Choices.NODE, Map.of()) : smo;
  }

  private static void note(ResourceResolver resolver, String node, String name, String value)
      throws PersistenceException {
    Resource there = resolver.getResource(node);
    if (there == null) {
      there = Repository.folder(resolver, node);
    }
    if (!value.equals(there.getValueMap().get(name, String.class))) {
      put(there, name, value);
    }
  }

  private static void put(Resource node, String name, String value) throws PersistenceException {
    @Nullable ModifiableValueMap values = node.adaptTo(ModifiableValueMap.class);
    if (values == null) {
      throw new PersistenceException("the service user may not write " + node.getPath());
    }
    values.put(name, value);
  }

  private static String pageNode(String id) {
    return Repository.ROOT + "/pages/" + id.substring(0, 2) + "/" + id;
  }

  private static String pathNode(String path) {
    String hash = Keys.hash(path);
    return Repository.ROOT + "/paths/" + hash.substring(0, 2) + "/" + hash;
  }
}
