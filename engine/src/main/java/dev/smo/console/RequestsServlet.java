// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.delivery.Decisions;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.host.PageSource;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.When;
import dev.smo.syndication.Planner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.jcr.AccessDeniedException;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceUtil;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what a person wants posted of a page: {@code action=plan} plans it, as a job would, and
 * tells what became of each; {@code action=save} keeps the words with the page, for when it is
 * published. The same wish twice is one post.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/requests")
public class RequestsServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;
  private static final String NOT_YOURS = "You may not change the words of this page.";
  private static final Logger LOG = LoggerFactory.getLogger(RequestsServlet.class);

  private final transient Planner planner;
  private final transient PageSource pages;

  @Activate
  public RequestsServlet(
      @Reference Tokens tokens, @Reference Planner planner, @Reference PageSource pages) {
    super(tokens);
    this.planner = planner;
    this.pages = pages;
  }

  /**
   * What became of the wish on one connection.
   *
   * @param id of the post; empty where there is none
   * @param error why nothing was planned, or empty
   */
  record Result(
      String connection, String id, String state, String reason, String scheduled, String error) {
    static Result of(String connection, PostRecord post) {
      String at = post.time(Key.SCHEDULED).map(Object::toString).orElse("");
      return new Result(
          connection, post.id(), post.state().name(), post.text(Key.REASON), at, /* error= */ "");
    }

    static Result refused(String connection, String error) {
      return new Result(connection, "", "", "", "", error);
    }
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    throw Refusal.badRequest("What would be posted of a page is at /bin/smo/preview?page=...");
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    PageRequest wish = PageRequest.of(request);
    if (!visitor.sees(wish.page())) {
      throw Refusal.notFound("There is no such page.");
    }
    if (!visitor.decides(wish.page())) {
      throw Refusal.forbidden("You may not change this page, so nothing is posted of it.");
    }
    return switch (required(request, "action")) {
      case "plan" -> Map.of("results", plan(wish, visitor));
      case "save" -> Map.of("saved", save(wish, request.getResourceResolver()));
      default -> throw Refusal.badRequest("The action is plan or save.");
    };
  }

  private List<Result> plan(PageRequest wish, Visitor visitor) {
    if (planner.address(wish.page()).isEmpty()) {
      // Administrators are not stopped before: they see posts of pages that are gone.
      if (!visitor.finds(wish.page())) {
        throw Refusal.notFound("There is no such page.");
      }
      throw Refusal.conflict(
          "This page is not public yet. Save the words; they go out when it is published.");
    }
    return wish.connections().stream().map(to -> planned(wish, to, visitor)).toList();
  }

  private Result planned(PageRequest wish, String connection, Visitor visitor) {
    try {
      if (!visitor.administrator() && planner.isElsewhere(wish.page(), connection)) {
        return Result.refused(
            connection,
            "The policy of this page does not name the connection "
                + connection
                + ", so only administrators post there.");
      }
      mustHaveTime(wish, connection, visitor);
      return planner.ask(wish.on(connection, visitor.id())).stream()
          .findFirst()
          .map(post -> Result.of(connection, post))
          .orElseGet(() -> Result.refused(connection, "The policy wants no post here."));
    } catch (NotPossibleException | IllegalArgumentException e) {
      return Result.refused(connection, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // What was planned for the others must be told all the same.
      LOG.error("{} could not be planned for {}", wish.page(), connection, e);
      return Result.refused(connection, "This failed inside the server; its log says more.");
    }
  }

  /** A time that is past would be planned as if nobody had said one. */
  private void mustHaveTime(PageRequest wish, String connection, Visitor visitor) {
    Optional<When> when = wish.when();
    if (when.isEmpty()) {
      return;
    }
    PostRecord draft =
        planner
            .filed(wish.page(), connection, when, PostRecord.NOTE + "time", visitor.id())
            .orElseThrow(() -> new IllegalArgumentException("There is no such page."));
    if (draft.state() == State.FAILED) {
      throw new IllegalArgumentException(draft.text(Key.REASON));
    }
    Decisions.mustBeAhead(when.get(), draft);
  }

  /** Keeps the words with the rights of the person; an empty text takes them away. */
  private List<String> save(PageRequest wish, ResourceResolver resolver) {
    Resource content =
        Optional.ofNullable(resolver.getResource(wish.page()))
            .flatMap(pages::pageOf)
            .flatMap(pages::contentOf)
            .orElseThrow(() -> Refusal.notFound("There is no such page."));
    try {
      Resource texts =
          ResourceUtil.getOrCreateResource(
              resolver,
              content.getPath() + "/smo/texts",
              // By default; to name a type is a right that not every author has.
              Map.<String, Object>of(),
              /* intermediateResourceType= */ null,
              /* autoCommit= */ false);
      ModifiableValueMap values = texts.adaptTo(ModifiableValueMap.class);
      if (values == null) {
        throw Refusal.forbidden(NOT_YOURS);
      }
      wish.words().forEach((connection, text) -> keep(values, connection, text));
      resolver.commit();
    } catch (PersistenceException e) {
      resolver.revert();
      if (e.getCause() instanceof AccessDeniedException) {
        throw Refusal.forbidden(NOT_YOURS);
      }
      LOG.info("The words of {} could not be saved: {}", wish.page(), e.getMessage());
      throw Refusal.conflict("The words could not be saved: somebody else changes this page.");
    }
    return List.copyOf(wish.words().keySet());
  }

  private static void keep(ModifiableValueMap values, String connection, String text) {
    if (!connection.matches("[a-z0-9_-]{1,64}")) {
      throw Refusal.badRequest("There is no connection " + connection + ".");
    }
    if (text.isEmpty()) {
      values.remove(connection);
    } else {
      values.put(connection, text);
    }
  }
}
