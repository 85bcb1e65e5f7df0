// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Connections;
import dev.smo.connections.Connectors;
import dev.smo.connector.Field;
import dev.smo.connector.Network;
import dev.smo.delivery.Decisions;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.networks.FieldProblem;
import dev.smo.schedule.When;
import dev.smo.syndication.Planner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what a person wants posted of a page: {@code action=plan} plans it, as a job would, and
 * tells what became of each; {@code action=save} keeps words and options with the page, for when it
 * is published. The same wish twice is one post. A proposal changes nothing that is there and not a
 * proposal, too.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/requests")
public class RequestsServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RequestsServlet.class);

  private final transient Planner planner;
  private final transient PageWords words;
  private final transient Connections connections;
  private final transient Connectors networks;

  @Activate
  public RequestsServlet(
      @Reference Tokens tokens,
      @Reference Planner planner,
      @Reference PageWords words,
      @Reference Connections connections,
      @Reference Connectors networks) {
    super(tokens);
    this.planner = planner;
    this.words = words;
    this.connections = connections;
    this.networks = networks;
  }

  /**
   * What became of the wish on one connection.
   *
   * @param id of the post; empty where there is none
   * @param error why nothing was planned, or empty; with an id it speaks of the post that is there
   */
  record Result(
      String connection, String id, String state, String reason, String scheduled, String error) {
    static Result of(String connection, PostRecord post) {
      String at = post.time(Key.SCHEDULED).map(Object::toString).orElse("");
      return new Result(
          connection,
          post.id(),
          post.state().name(),
          post.text(Key.REASON),
          at,
          unplanned(post.state()));
    }

    /** A post that ended is no reason for silence; empty where it is out, or on its way. */
    private static String unplanned(State state) {
      return switch (state) {
        case CANCELLED, REJECTED ->
            "The post of this page there was called off, so nothing was planned. Open it and choose"
                + " to post again.";
        case RETRACTED ->
            "The post of this page there was taken back, so nothing was planned. Open it and choose"
                + " to post again.";
        default -> "";
      };
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
    wish.images().values().forEach(images -> PictureChoice.mustSee(images, visitor));
    return switch (required(request, "action")) {
      case "plan" -> Map.of("results", plan(wish, visitor));
      case "save" -> Map.of("saved", save(wish, request.getResourceResolver()));
      case "exclude" -> Map.of("saved", exclude(wish, request.getResourceResolver(), true));
      case "include" -> Map.of("saved", exclude(wish, request.getResourceResolver(), false));
      default -> throw Refusal.badRequest("The action is plan, save, exclude or include.");
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
      mustKnow(wish.options().getOrDefault(connection, Map.of()), connection);
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

  /** What cannot be chosen is said at once, and not when the post goes out. */
  private void mustKnow(Map<String, String> chosen, String connection) {
    Optional<Network> network =
        connections.find(connection).flatMap(account -> networks.network(account.network()));
    if (network.isEmpty()) {
      return;
    }
    Map<String, Field> fields =
        network.get().postFields().stream()
            .collect(Collectors.toMap(Field::name, Function.identity()));
    chosen.forEach(
        (name, value) -> {
          Field field = fields.get(name);
          if (field == null) {
            throw new IllegalArgumentException(
                network.get().label() + " has no option " + name + ".");
          }
          FieldProblem.of(field, value)
              .ifPresent(
                  problem -> {
                    throw new IllegalArgumentException(problem);
                  });
        });
  }

  /** A time that is past would be planned as if nobody had said one. */
  private void mustHaveTime(PageRequest wish, String connection, Visitor visitor) {
    Optional<When> when = wish.when();
    if (when.isEmpty()) {
      return;
    }
    PostRecord draft =
        planner
            .filed(wish.on(connection, visitor.id()), PostRecord.NOTE + "time")
            .orElseThrow(() -> new IllegalArgumentException("There is no such page."));
    if (draft.state() == State.FAILED) {
      throw new IllegalArgumentException(draft.text(Key.REASON));
    }
    Decisions.mustBeAhead(when.get(), draft);
  }

  /** Posts that have not gone out follow at once; those that a person wants again, when asked. */
  private List<String> exclude(PageRequest wish, ResourceResolver resolver, boolean never) {
    words.exclude(wish.page(), wish.connections(), never, resolver);
    if (never) {
      planner.exclude(wish.page(), wish.connections());
    }
    return wish.connections();
  }

  private List<String> save(PageRequest wish, ResourceResolver resolver) {
    if (wish.proposal() && planner.address(wish.page()).isPresent()) {
      // They would go out with its next edition, or when it is published again, unread.
      throw Refusal.conflict(
          "This page is public already, so words are not proposed with it. Plan a post that a"
              + " person approves.");
    }
    try {
      wish.options().forEach((connection, chosen) -> mustKnow(chosen, connection));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
    return words.save(wish, resolver);
  }
}
