// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webhooks;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.ledger.Outbox;
import dev.smo.ledger.State;
import dev.smo.post.Secret;
import dev.smo.repository.Repository;
import dev.smo.web.WebAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The webhooks of this installation, for administrators; docs/http-api.md describes the fields. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/administration/webhooks")
public class WebhooksServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  /** So many are looked at for one that this version can read. */
  private static final int BATCH = 50;

  /** More events than that are not counted. */
  private static final int MOST = 1000;

  private final transient Webhooks webhooks;
  private final transient WebhookCalls calls;
  private final transient Outbox outbox;

  @Activate
  public WebhooksServlet(
      @Reference Tokens tokens,
      @Reference Webhooks webhooks,
      @Reference WebhookCalls calls,
      @Reference Repository repository) {
    super(tokens);
    this.webhooks = webhooks;
    this.calls = calls;
    this.outbox = new Outbox(repository);
  }

  /** What a GET shows. */
  private record All(List<View> webhooks, List<String> states) {}

  /**
   * A webhook, how many events wait for it (1,000 at most are counted), and the id of the one that
   * it does not take; empty: it takes them.
   */
  private record View(
      String id,
      String host,
      List<String> states,
      String site,
      boolean words,
      String by,
      String since,
      String standing,
      String problem,
      @Nullable String failingSince,
      @Nullable String next,
      int waiting,
      String stuck,
      long lost,
      List<CallView> calls) {
    private static View of(Webhook one, int waiting, String stuck) {
      String standing = one.stopped() ? "stopped" : one.failures() > 0 ? "failing" : "open";
      return new View(
          one.id(),
          one.host(),
          one.states().stream().map(State::name).toList(),
          one.site(),
          one.words(),
          one.by(),
          one.since().toString(),
          standing,
          one.problem(),
          one.failingSince().map(Instant::toString).orElse(null),
          one.stopped() ? null : one.next().map(Instant::toString).orElse(null),
          waiting,
          stuck,
          one.lost(),
          one.calls().stream().map(CallView::of).toList());
    }
  }

  /** A call as it went. */
  private record CallView(
      String at, String event, String post, String state, boolean taken, String outcome) {
    private static CallView of(Webhook.Call call) {
      return new CallView(
          call.at().toString(),
          call.event(),
          call.post(),
          call.state(),
          call.taken(),
          call.outcome());
    }
  }

  /** A webhook, and its key where that is new: it is told this once. */
  private record Changed(View webhook, @Nullable String key) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    only(visitor);
    return new All(
        webhooks.all().stream().map(this::view).toList(),
        Arrays.stream(State.values()).map(State::name).toList());
  }

  private static void only(Visitor visitor) {
    if (!visitor.administrator()) {
      throw Refusal.forbidden("Only administrators of SMO look after webhooks.");
    }
  }

  private View view(Webhook one) {
    boolean takes = !one.stopped() && one.failures() == 0;
    String stuck = takes ? "" : first(one.id()).map(Outbox.Event::id).orElse("");
    return View.of(one, outbox.waiting(one.id(), MOST), stuck);
  }

  private Optional<Outbox.Event> first(String id) {
    return outbox.first(id, BATCH).stream().findFirst();
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    only(visitor);
    String action = required(request, "action");
    try {
      return switch (action) {
        case "save" -> save(request, visitor);
        case "renew" -> {
          String id = there(request).id();
          yield changed(id, Optional.of(webhooks.renew(id)));
        }
        case "resume" -> {
          String id = there(request).id();
          webhooks.resume(id);
          yield changed(id, Optional.empty());
        }
        case "skip" -> skip(there(request).id(), required(request, "event"));
        case "test" -> {
          Webhook webhook = there(request);
          WebhookCalls.Result result = patiently(() -> calls.tryOut(webhook));
          webhooks.tried(webhook.id(), result.call());
          yield CallView.of(result.call());
        }
        case "remove" -> {
          // Not looked at before: also one that nobody can read can be removed.
          String id = required(request, "id");
          if (!webhooks.remove(id)) {
            throw gone();
          }
          yield Map.of("removed", id);
        }
        default -> throw Refusal.badRequest("There is no action " + action + ".");
      };
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw Refusal.conflict(String.valueOf(e.getMessage()));
    }
  }

  private Changed save(SlingHttpServletRequest request, Visitor visitor) {
    Webhooks.Form form =
        new Webhooks.Form(
            text(request, "id"),
            text(request, "address"),
            states(request),
            site(request),
            Boolean.parseBoolean(text(request, "words")));
    Webhooks.Saved saved = webhooks.save(form, visitor.id());
    return changed(saved.id(), saved.key());
  }

  private Changed changed(String id, Optional<Secret> key) {
    View view = webhooks.find(id).map(this::view).orElseThrow(WebhooksServlet::gone);
    return new Changed(view, key.map(Secret::open).orElse(null));
  }

  /** Gives up on the event that a person saw, and goes on with those behind it. */
  private Changed skip(String id, String event) {
    boolean given =
        first(id)
            .filter(one -> one.id().equals(event))
            .filter(one -> webhooks.giveUp(id, one))
            .isPresent();
    if (!given) {
      throw Refusal.conflict(
          "This event is not the first that waits any more: it was taken, skipped or thrown away."
              + " Look again.");
    }
    return changed(id, Optional.empty());
  }

  private Webhook there(SlingHttpServletRequest request) {
    return webhooks.find(required(request, "id")).orElseThrow(WebhooksServlet::gone);
  }

  private static Refusal gone() {
    return Refusal.notFound("There is no such webhook any more.");
  }

  private static Set<State> states(SlingHttpServletRequest request) {
    Set<State> states = EnumSet.noneOf(State.class);
    for (String name : text(request, "states").split("[,\\s]+")) {
      if (!name.isEmpty()) {
        states.add(
            Arrays.stream(State.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest("There is no state " + name + ".")));
      }
    }
    return states;
  }

  private static String site(SlingHttpServletRequest request) {
    String site = WebAddress.withoutSlashes(text(request, "site"));
    if (!site.isEmpty() && !site.matches("/[^\\s]{1,500}")) {
      throw Refusal.badRequest("site is the path of a page, such as /content/museum.");
    }
    return site;
  }

  private static String text(SlingHttpServletRequest request, String name) {
    String value = request.getParameter(name);
    String text = value == null ? "" : value.strip();
    if (text.length() > 2000) {
      throw Refusal.badRequest(name + " is longer than 2000 characters.");
    }
    return text;
  }
}
