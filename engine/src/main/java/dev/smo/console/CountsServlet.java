// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connector.Engagement;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.engagement.Counters;
import dev.smo.ledger.PostRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells what the network of a post counted, day by day, to whoever sees the post. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/counts")
public class CountsServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient PostActions posts;
  private final transient Counters counters;

  @Activate
  public CountsServlet(
      @Reference Tokens tokens, @Reference PostActions posts, @Reference Counters counters) {
    super(tokens);
    this.posts = posts;
    this.counters = counters;
  }

  /**
   * The counts of one day.
   *
   * @param counts by the names of metrics in lower case
   */
  record Day(String day, Map<String, Long> counts) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    PostRecord post = posts.visible(request, visitor);
    List<Day> days =
        counters.of(post.id()).entrySet().stream()
            .map(entry -> new Day(entry.getKey().toString(), named(entry.getValue())))
            .toList();
    return Map.of("days", days);
  }

  private static Map<String, Long> named(Engagement counts) {
    Map<String, Long> named = new TreeMap<>();
    counts
        .numbers()
        .forEach((metric, number) -> named.put(metric.name().toLowerCase(Locale.ROOT), number));
    return named;
  }
}
