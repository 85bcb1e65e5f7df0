// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import dev.smo.connections.Connectors;
import dev.smo.connector.Network;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.reactions.store.BlockedSenders;
import dev.smo.reactions.store.BlockedSenders.Block;
import java.util.List;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who is blocked where a person has a say, and letting them in again. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/blocked")
public class BlockedServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient BlockedSenders blocks;
  private final transient Connectors networks;

  @Activate
  public BlockedServlet(
      @Reference Tokens tokens, @Reference BlockedSenders blocks, @Reference Connectors networks) {
    super(tokens);
    this.blocks = blocks;
    this.networks = networks;
  }

  /** What a GET shows. */
  record Answer(List<View> blocked) {}

  /** A block; docs/http-api.md has the fields. */
  record View(
      String id,
      String scope,
      String source,
      String network,
      String address,
      String author,
      String by,
      String at) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    return new Answer(
        blocks.all().stream()
            .filter(block -> visitor.decides(block.scope()))
            .map(this::view)
            .toList());
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    String action = required(request, "action");
    if (!action.equals("unblock")) {
      throw Refusal.badRequest("There is no action " + action + ".");
    }
    String id = required(request, "id");
    String scope = required(request, "scope");
    Block block =
        blocks.all().stream()
            .filter(one -> one.id().equals(id) && one.scope().equals(scope))
            .filter(one -> visitor.sees(one.scope()))
            .findFirst()
            .orElseThrow(() -> Refusal.notFound("Nobody is blocked there under this id."));
    if (!visitor.decides(block.scope())) {
      throw Refusal.forbidden("You may not change " + scope + ", so not who is blocked there.");
    }
    blocks.unblock(id, scope);
    return view(block);
  }

  private View view(Block block) {
    return new View(
        block.id(),
        block.scope(),
        block.source(),
        networks.network(block.source()).map(Network::label).orElse(block.source()),
        block.address(),
        block.author(),
        block.by(),
        block.at().toString());
  }
}
