// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Connections;
import dev.smo.connections.Connectors;
import dev.smo.connector.Network;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
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

  private final transient PostActions posts;
  private final transient Connectors networks;
  private final transient Connections connections;
  private final transient LoadedChoices loaded;

  @Activate
  public PostsServlet(
      @Reference Tokens tokens,
      @Reference PostActions posts,
      @Reference Connectors networks,
      @Reference Connections connections,
      @Reference LoadedChoices loaded) {
    super(tokens);
    this.posts = posts;
    this.networks = networks;
    this.connections = connections;
    this.loaded = loaded;
  }

  /**
   * What a GET shows.
   *
   * @param options what a network lets choose for a post, by its name
   * @param connections how many accounts there are
   * @param obstacle why nothing is sent from here at all; null where it is
   * @param next where a search goes on; null where there is no more, or nothing was searched
   * @param groups what is held together, of the posts that this person decides about
   */
  record Page(
      User user,
      Map<String, String> networks,
      Map<String, List<NetworkView.FieldView>> options,
      int connections,
      @Nullable String obstacle,
      List<HeldGroup.View> groups,
      List<PostView> posts,
      boolean truncated,
      @Nullable String next) {}

  /** The person who asks. */
  record User(String id, boolean administrator) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    if (request.getParameter("choices") != null) {
      PostRecord post = posts.changeable(request, visitor);
      return Map.of(
          "choices",
          loaded.ofPost(
              required(request, "choices"),
              post.text(Key.NETWORK),
              post.text(Key.CONNECTION),
              PostActions.optionsOf(request)));
    }
    PostSearch.Portion found =
        PostSearch.isAsked(request) ? posts.search(request, visitor) : days(request, visitor);
    if (request.getParameter("id") != null && found.posts().isEmpty()) {
      throw Refusal.notFound("There is no such post.");
    }
    return page(found, request, visitor);
  }

  private PostSearch.Portion days(SlingHttpServletRequest request, Visitor visitor) {
    return new PostSearch.Portion(
        posts.read(request).stream()
            .filter(post -> PostActions.sees(visitor, post))
            .limit(MOST + 1L)
            .toList(),
        null);
  }

  private Page page(PostSearch.Portion found, SlingHttpServletRequest request, Visitor visitor) {
    List<PostView> seen = found.posts().stream().map(post -> posts.view(post, visitor)).toList();
    boolean truncated = seen.size() > MOST;
    return new Page(
        new User(visitor.id(), visitor.administrator()),
        networks.all().stream()
            .collect(Collectors.toMap(Network::name, Network::label, (a, b) -> a)),
        NetworkView.options(networks.all(), request.getLocale()),
        connections.all().size(),
        posts.obstacle(),
        posts.groups(found.posts(), visitor),
        truncated ? seen.subList(0, MOST) : seen,
        truncated,
        found.next());
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    if (request.getParameter("ids") != null) {
      return posts.takeMany(request, visitor);
    }
    return request.getParameter("group") == null
        ? posts.take(request, visitor)
        : posts.takeAll(request, visitor);
  }
}
