// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Connectors;
import dev.smo.connector.Editor;
import dev.smo.connector.Retractor;
import dev.smo.delivery.Decisions;
import dev.smo.delivery.PostEditor;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.PostRights;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Visitor;
import dev.smo.lanes.Lane;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.Again;
import dev.smo.ledger.Decision;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.When;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.sling.api.SlingHttpServletRequest;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a person may do with a post, by the rights to its page and what its network can. */
@Component(service = PostActions.class)
public class PostActions {
  static final String NOT_YOURS =
      "You may not change the page of this post, so not the post either.";

  static final String OTHER_SITE =
      "The page of this post came from another site, and the policy of this one does not name its"
          + " connection, so only administrators decide about it.";

  private static final int LONGEST_PERMALINK = 2000;
  private static final String OPTIONS = "options.";

  private final Ledger ledger;
  private final Decisions decisions;
  private final PostEditor editor;
  private final Connectors networks;
  private final Lanes lanes;

  @Activate
  public PostActions(
      @Reference Ledger ledger,
      @Reference Decisions decisions,
      @Reference PostEditor editor,
      @Reference Connectors networks,
      @Reference Lanes lanes) {
    this.ledger = ledger;
    this.decisions = decisions;
    this.editor = editor;
    this.networks = networks;
    this.lanes = lanes;
  }

  /** The posts that a request asks for. */
  List<PostRecord> read(SlingHttpServletRequest request) {
    return new PostQuery.Reader(ledger).read(PostQuery.of(request));
  }

  /** The posts that a request searches for, of those that a person sees. */
  PostSearch.Portion search(SlingHttpServletRequest request, Visitor visitor) {
    return PostSearch.of(request, ledger, visitor);
  }

  /** Does what a request asks for, and shows what became of the post. */
  PostView take(SlingHttpServletRequest request, Visitor visitor) {
    String word = JsonServlet.required(request, "action");
    Action action =
        Action.of(word).orElseThrow(() -> Refusal.badRequest("There is no action " + word + "."));
    PostRecord post = changeable(request, visitor);
    mustBePossible(action, post);
    if (action == Action.EDIT) {
      return view(edited(post, request, visitor), visitor);
    }
    if (action == Action.CORRECT) {
      throw Refusal.badRequest("A post is corrected at /bin/smo/editions, with its new words.");
    }
    if (action == Action.MOVE) {
      When when = when(JsonServlet.required(request, "when"));
      return view(decisions.move(post.id(), when, reader(request, visitor)), visitor);
    }
    if (action == Action.REPEAT) {
      Again again = again(request, visitor);
      return view(decisions.repeat(post.id(), again, reader(request, visitor)), visitor);
    }
    Action.Words words =
        new Action.Words(reader(request, visitor), seen(request), permalink(request));
    return view(action.take(decisions, post.id(), words), visitor);
  }

  /** Refuses what the network of a post cannot do. */
  void mustBePossible(Action action, PostRecord post) {
    if (!possible(action, post)) {
      throw Refusal.conflict(
          action == Action.EDIT
              ? "This network cannot change a post. Take it back, or change it there by hand."
              : "This network cannot take a post back. Delete it there by hand.");
    }
  }

  /** Decides about posts that a person chose, each by itself. */
  ManyPosts.Results takeMany(SlingHttpServletRequest request, Visitor visitor) {
    return new ManyPosts(ledger, decisions).take(request, visitor);
  }

  /** Decides about all posts that are held together, as one person may. */
  HeldGroup.Result takeAll(SlingHttpServletRequest request, Visitor visitor) {
    String word = JsonServlet.required(request, "action");
    Action action =
        Action.of(word)
            .filter(one -> one == Action.RETRY || one == Action.CANCEL)
            .orElseThrow(() -> Refusal.badRequest("A group takes the actions retry and cancel."));
    HeldGroup group = HeldGroup.read(request, ledger, decisions, visitor);
    return group.each(
        ledger,
        post -> {
          Decisions.Reader read =
              new Decisions.Reader(visitor.id(), post.revision(), reason(request));
          return action.take(
              decisions, post.id(), new Action.Words(read, Decisions.Seen.NOT_SAID, null));
        });
  }

  /** What is held together of some posts. */
  List<HeldGroup.View> groups(List<PostRecord> posts, Visitor visitor) {
    return posts.stream()
        .filter(post -> post.state() == State.HELD)
        .map(post -> post.text(Key.GROUP))
        .filter(group -> !group.isEmpty())
        .distinct()
        .map(group -> HeldGroup.of(group, ledger, visitor))
        .filter(group -> !group.posts().isEmpty())
        .map(HeldGroup::view)
        .toList();
  }

  /** The post that a request names, for whoever may change its page. */
  PostRecord changeable(SlingHttpServletRequest request, Visitor visitor) {
    PostRecord post = visible(request, visitor);
    mustDecide(visitor, post);
    return post;
  }

  /** The post that a request names, for whoever sees it. */
  PostRecord visible(SlingHttpServletRequest request, Visitor visitor) {
    return ledger
        .find(JsonServlet.required(request, "id"))
        .filter(found -> sees(visitor, found))
        .orElseThrow(() -> Refusal.notFound("There is no such post."));
  }

  private void mustDecide(Visitor visitor, PostRecord post) {
    if (!decides(visitor, post)) {
      throw Refusal.forbidden(NOT_YOURS);
    }
    if (isOfAnotherSite(visitor, post)) {
      throw Refusal.forbidden(OTHER_SITE);
    }
  }

  private boolean isOfAnotherSite(Visitor visitor, PostRecord post) {
    return !visitor.administrator() && decisions.isOfAnotherSite(post);
  }

  /** Whether a person sees a post: whoever reads its page does, where that is now. */
  static boolean sees(Visitor visitor, PostRecord post) {
    return PostRights.of(visitor).sees(post);
  }

  static boolean decides(Visitor visitor, PostRecord post) {
    return PostRights.of(visitor).decides(post);
  }

  /** The post with what a person may do with it. */
  PostView view(PostRecord post, Visitor visitor) {
    List<Action> actions =
        decides(visitor, post) && !isOfAnotherSite(visitor, post)
            ? Action.fitting(post).stream().filter(action -> possible(action, post)).toList()
            : List.of();
    return PostView.of(post, ledger.archive().whole(post), standing(post, actions));
  }

  /** Why nothing is sent from here at all; null where it is. */
  @Nullable
  String obstacle() {
    return lanes.environment().obstacle().orElse(null);
  }

  /**
   * Why a post waits that is due, and until when: what holds up all posts of its connection. No
   * time where a person ends that.
   */
  private PostView.Standing standing(PostRecord post, List<Action> actions) {
    Instant now = lanes.now();
    boolean due =
        post.state() != State.SENDING
            && post.time(Key.DUE).filter(at -> !at.isAfter(now)).isPresent();
    if (!due) {
      return new PostView.Standing("", Optional.empty(), actions);
    }
    Optional<String> elsewhere = lanes.environment().obstacle();
    Lane lane = lanes.find(post.text(Key.CONNECTION));
    boolean alone = elsewhere.isEmpty() && lane.standing(now) != Lane.Standing.STOPPED;
    return new PostView.Standing(
        elsewhere.or(() -> lane.obstacle(now)).orElse(""),
        alone ? lane.pausedUntil().filter(end -> end.isAfter(now)) : Optional.empty(),
        actions);
  }

  private PostRecord edited(PostRecord post, SlingHttpServletRequest request, Visitor visitor) {
    String text = request.getParameter("text");
    if (text == null) {
      throw Refusal.badRequest("The parameter text is missing.");
    }
    JsonServlet.limited(text);
    Map<String, String> options = optionsOf(request);
    Decisions.Reader by = reader(request, visitor);
    boolean waiting = PostEditor.isWaiting(post);
    if (!waiting && !options.isEmpty()) {
      throw Refusal.conflict(
          "This post is "
              + post.state()
              + " by now, so its options stay as they are and nothing was changed. Load the page"
              + " again.");
    }
    return JsonServlet.patiently(
        () ->
            waiting
                ? editor.change(post.id(), text.strip(), options, by)
                : editor.edit(post.id(), text.strip(), by));
  }

  /** Parameters {@code options.<name>}, by name. */
  static Map<String, String> optionsOf(SlingHttpServletRequest request) {
    return optionsOf(request, OPTIONS);
  }

  /** Parameters whose names begin alike, by the rest of their names. */
  static Map<String, String> optionsOf(SlingHttpServletRequest request, String prefix) {
    Map<String, String> options = new HashMap<>();
    for (Object sent : request.getParameterMap().keySet()) {
      String value = sent instanceof String name ? request.getParameter(name) : null;
      if (sent instanceof String name && name.startsWith(prefix) && value != null) {
        options.put(name.substring(prefix.length()), value.strip());
      }
    }
    return options;
  }

  /** Whether the network can do what an action needs of it. */
  private boolean possible(Action action, PostRecord post) {
    String network = post.text(Key.NETWORK);
    return switch (action) {
      case RETRACT, CORRECT -> networks.find(Retractor.class, network).isPresent();
      case EDIT ->
          PostEditor.isWaiting(post)
              ? networks.network(network).isPresent()
              : networks.find(Editor.class, network).isPresent();
      default -> true;
    };
  }

  private static Again again(SlingHttpServletRequest request, Visitor visitor) {
    String text = JsonServlet.limited(Objects.requireNonNullElse(request.getParameter("text"), ""));
    try {
      return Again.asked(
          number(request, "days", 0),
          number(request, "times", 1),
          text,
          number(request, "fresh", 0),
          visitor.id());
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static int number(SlingHttpServletRequest request, String name, int otherwise) {
    String said = request.getParameter(name);
    try {
      return said == null || said.isBlank() ? otherwise : Integer.parseInt(said.strip());
    } catch (NumberFormatException e) {
      throw Refusal.badRequest(name + " must be a whole number.");
    }
  }

  /** A time as a person writes it. */
  static When when(String said) {
    try {
      return When.parse(said);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }

  static Decisions.Reader reader(SlingHttpServletRequest request, Visitor visitor) {
    String revision = request.getParameter("revision");
    if (revision == null || revision.isBlank()) {
      throw Refusal.badRequest(
          "The parameter revision is missing: say which revision of the post was read.");
    }
    return new Decisions.Reader(visitor.id(), revision.strip(), reason(request));
  }

  /** What a person says of a decision, in one line. */
  static String reason(SlingHttpServletRequest request) {
    String said = Objects.requireNonNullElse(request.getParameter("reason"), "");
    String reason = said.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    if (reason.length() > Decision.LONGEST_REASON) {
      throw Refusal.badRequest(
          "The reason has "
              + reason.length()
              + " characters, and may have "
              + Decision.LONGEST_REASON
              + ".");
    }
    return reason;
  }

  static Decisions.Seen seen(SlingHttpServletRequest request) {
    String said = request.getParameter("confirm");
    return "true".equals(said)
        ? Decisions.Seen.NOTHING
        : "parts".equals(said) ? Decisions.Seen.PARTS : Decisions.Seen.NOT_SAID;
  }

  private static @Nullable URI permalink(SlingHttpServletRequest request) {
    String text = request.getParameter("permalink");
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      URI uri = new URI(text.strip());
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && text.length() <= LONGEST_PERMALINK) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // falls through to the refusal
    }
    throw Refusal.badRequest("The permalink must be a web address such as https://...");
  }
}
