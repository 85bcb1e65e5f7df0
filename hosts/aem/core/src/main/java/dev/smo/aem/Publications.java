package dev.smo.aem;

import dev.smo.page.PageEvent;
import dev.smo.page.PageEvent.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.event.jobs.JobManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what happened to pages to the syndication, as Sling jobs, which outlive a crash. Several
 * listeners may tell of one publication: planning twice is harmless.
 */
record Publications(JobManager jobs, ResourceResolverFactory resolvers) {
  private static final Logger LOG = LoggerFactory.getLogger(Publications.class);
  private static final Map<String, Object> SERVICE =
      Map.of(ResourceResolverFactory.SUBSERVICE, "smo");

  /** Tells of a path if it may be a page's; in doubt it is: a needless job does no harm. */
  void tell(Kind kind, String path) {
    if (CqPage.mayLieAt(path)
        && look(path, resource -> resource == null || isMeant(resource, kind), true)) {
      queue(kind, path);
    }
  }

  /** Tells of what went away, by whether author still has it. */
  void tellGone(String path) {
    if (CqPage.mayLieAt(path)) {
      tell(look(path, resource -> resource != null, false) ? Kind.UNPUBLISHED : Kind.REMOVED, path);
    }
  }

  /** Tells of a page and of all below it that are live. */
  void tellTree(String path) {
    tell(Kind.PUBLISHED, path);
    if (!CqPage.mayLieAt(path)) {
      return;
    }
    Instant now = Instant.now();
    try (ResourceResolver resolver = resolvers.getServiceResourceResolver(SERVICE)) {
      Resource top = resolver.getResource(path);
      (top == null ? Stream.<Resource>empty() : below(top))
          .filter(page -> CqPage.isPage(page) && CqPage.of(page).live(now))
          .forEach(page -> queue(Kind.PUBLISHED, page.getPath()));
    } catch (LoginException e) {
      LOG.error("The pages below {} are not told of; activate them again", path, e);
    }
  }

  private static Stream<Resource> below(Resource node) {
    return StreamSupport.stream(node.getChildren().spliterator(), /* parallel= */ false)
        .filter(child -> !child.getName().equals(CqPage.CONTENT))
        .flatMap(child -> Stream.concat(Stream.of(child), below(child)));
  }

  private static boolean isMeant(Resource resource, Kind kind) {
    return CqPage.isPage(resource)
        && (kind != Kind.PUBLISHED || !CqPage.of(resource).onlyPreviewed());
  }

  private boolean look(String path, Predicate<Resource> question, boolean inDoubt) {
    try (ResourceResolver resolver = resolvers.getServiceResourceResolver(SERVICE)) {
      return question.test(resolver.getResource(path));
    } catch (LoginException e) {
      LOG.warn("Cannot look what {} is; taken for a page", path, e);
      return inDoubt;
    }
  }

  private void queue(Kind kind, String path) {
    if (jobs.addJob(PageEvent.TOPIC, new PageEvent(kind, path).toJob()) != null) {
      LOG.info("Page {} {}", path, kind);
    } else {
      LOG.error("{} {} cannot be queued as a job and is lost; activate the page again", path, kind);
    }
  }
}
