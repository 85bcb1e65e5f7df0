package dev.smo.console;

import dev.smo.connections.Connections;
import dev.smo.connections.Connectors;
import dev.smo.connector.Retractor;
import dev.smo.delivery.Decisions;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The posts of some days or of a page, and what a person decides about one. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/posts")
public class PostsServlet extends JsonServlet {
  /** Most posts in one answer. */
  static final int MOST = 300;

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_PERMALINK = 2000;

  private final transient Ledger ledger;
  private final transient Decisions decisions;
  private final transient Connectors networks;
  private final transient Connections connections;
  private final transient PostQuery.Reader reader;

  @Activate
  public PostsServlet(
      @Reference Tokens tokens,
      @Reference Ledger ledger,
      @Reference Decisions decisions,
      @Reference Connectors networks,
      @Reference Connections connections) {
    super(tokens);
    this.ledger = ledger;
    this.decisions = decisions;
    this.networks = networks;
    this.connections = connections;
    reader = new PostQuery.Reader(ledger);
  }

  /** What a GET shows; {@code connections} is how many accounts there are. */
  record Page(
      User user,
      Map<String, String> networks,
      int connections,
      List<PostView> posts,
      boolean truncated) {}

  /** The person who asks. */
  record User(String id, boolean administrator) {}

  @Override
  Object show(SlingHttpServletRequest request, Visitor visitor) {
    List<PostView> posts =
        reader.read(PostQuery.of(request)).stream()
            .filter(post -> visitor.sees(post.text(Key.PATH)))
            .limit(MOST + 1L)
            .map(post -> view(post, visitor))
            .toList();
    boolean truncated = posts.size() > MOST;
    return new Page(
        new User(visitor.id(), visitor.administrator()),
        networks.all().stream()
            .collect(
                Collectors.toMap(Connectors.Network::name, Connectors.Network::label, (a, b) -> a)),
        connections.all().size(),
        truncated ? posts.subList(0, MOST) : posts,
        truncated);
  }

  @Override
  Object change(SlingHttpServletRequest request, Visitor visitor) {
    String word = required(request, "action");
    Action action =
        Action.of(word).orElseThrow(() -> Refusal.badRequest("There is no action " + word + "."));
    PostRecord post =
        ledger
            .find(required(request, "id"))
            .filter(found -> visitor.sees(found.text(Key.PATH)))
            .orElseThrow(() -> Refusal.notFound("There is no such post."));
    if (!visitor.decides(post.text(Key.PATH))) {
      throw Refusal.forbidden("You may not change the page of this post, so not the post either.");
    }
    if (action == Action.RETRACT && !retractable(post)) {
      throw Refusal.conflict("This network cannot take a post back. Delete it there by hand.");
    }
    Action.Words words =
        new Action.Words(
            visitor.id(), "true".equals(request.getParameter("confirm")), permalink(request));
    return view(action.take(decisions, post.id(), words), visitor);
  }

  private PostView view(PostRecord post, Visitor visitor) {
    List<Action> actions =
        visitor.decides(post.text(Key.PATH))
            ? Action.fitting(post).stream()
                .filter(action -> action != Action.RETRACT || retractable(post))
                .toList()
            : List.of();
    return PostView.of(post, actions);
  }

  private boolean retractable(PostRecord post) {
    return networks.find(Retractor.class, post.text(Key.NETWORK)).isPresent();
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
