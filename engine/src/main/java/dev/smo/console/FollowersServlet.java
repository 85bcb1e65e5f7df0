// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Connections;
import dev.smo.connections.Followers;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells administrators how many followed the account of a connection, day by day. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/followers")
public class FollowersServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  /** A year, and some of the one before. */
  private static final int MOST = 400;

  private final transient Connections connections;
  private final transient Followers followers;

  @Activate
  public FollowersServlet(
      @Reference Tokens tokens,
      @Reference Connections connections,
      @Reference Followers followers) {
    super(tokens);
    this.connections = connections;
    this.followers = followers;
  }

  /** The number of one day. */
  record Day(String day, long count) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    if (!visitor.administrator()) {
      throw Refusal.forbidden("Only administrators look after connections.");
    }
    String id = required(request, "id");
    if (connections.find(id).isEmpty()) {
      throw Refusal.notFound("There is no such connection.");
    }
    List<Day> days = new ArrayList<>();
    followers.of(id).forEach((day, count) -> days.add(new Day(day.toString(), count)));
    return Map.of("days", days.subList(Math.max(0, days.size() - MOST), days.size()));
  }
}
