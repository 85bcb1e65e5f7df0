// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import dev.smo.delivery.EngineInstance;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.environment.Environment;
import dev.smo.lanes.Lanes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the machine is well: its environment, and what waits in it. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/administration")
public class AdministrationServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient Lanes lanes;
  private final transient EngineInstance instance;
  private final transient QueueReport queue;

  @Activate
  public AdministrationServlet(
      @Reference Tokens tokens,
      @Reference Lanes lanes,
      @Reference EngineInstance instance,
      @Reference QueueReport queue) {
    super(tokens);
    this.lanes = lanes;
    this.instance = instance;
    this.queue = queue;
  }

  /**
   * What a GET shows.
   *
   * @param instance Sling ID of the node that answers
   */
  private record View(
      String at, String instance, EnvironmentView environment, QueueReport.Report queue) {}

  /**
   * The environment of this installation.
   *
   * @param obstacle why nothing is sent from here; null where it is
   * @param sign by what this node is recognised: {@code name}, {@code machine}, {@code disk} or
   *     {@code answer} of another one; null where it is not
   */
  private record EnvironmentView(
      String name, @Nullable String obstacle, @Nullable String sign, List<Home> homes) {
    private static EnvironmentView of(Environment environment) {
      return new EnvironmentView(
          environment.name(),
          environment.obstacle().orElse(null),
          environment.sign().map(sign -> sign.name().toLowerCase(Locale.ROOT)).orElse(null),
          environment.homes().stream().map(Home::of).toList());
    }
  }

  /** A node that is at home in the environment. */
  private record Home(String key, @Nullable String seen, boolean here) {
    private static Home of(Environment.Home home) {
      return new Home(
          home.key().substring(0, Math.min(8, home.key().length())),
          home.seen().map(Instant::toString).orElse(null),
          home.here());
    }
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    Administrators.only(visitor);
    return new View(
        lanes.now().toString(),
        instance.id(),
        EnvironmentView.of(lanes.environment()),
        queue.report());
  }
}
