// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.results;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The results of a page, or of all posts of some days that the visitor may see, added up. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/results")
public class ResultsServlet extends JsonServlet {
  /** Most rows in one answer. */
  static final int MOST_ROWS = 500;

  /** Most posts that are named. */
  static final int MOST_POSTS = 50;

  private static final long serialVersionUID = 1L;

  private final transient Results results;
  private final transient PageResults pages;
  private final transient Clock clock;

  @Activate
  public ResultsServlet(
      @Reference Tokens tokens,
      @Reference Results results,
      @Reference PageResults pages,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    super(tokens);
    this.results = results;
    this.pages = pages;
    this.clock = clock;
  }

  /**
   * What is shown.
   *
   * @param left how many rows are left out, those of the fewest posts
   * @param choices values by which one can ask further, by dimension
   * @param best posts with which people did most
   */
  record View(
      String from,
      String to,
      String zone,
      String by,
      Row total,
      List<Row> rows,
      int left,
      List<Row> days,
      Map<String, List<String>> choices,
      List<Best> best) {}

  /** Posts that have one value of a dimension, added up. */
  record Row(String value, int posts, Map<String, Tally.Sum> figures) {
    static Row of(String value, Tally tally) {
      return new Row(value, tally.posts(), tally.figures());
    }
  }

  /** One post; a figure that nobody gives is not there. */
  record Best(
      String id,
      String page,
      String title,
      String network,
      String connection,
      String sent,
      String permalink,
      @Nullable String looked,
      Map<String, Long> figures) {
    static Best of(Measured post) {
      Map<String, Long> figures = new TreeMap<>();
      post.figures().forEach((figure, number) -> figures.put(figure.label(), number));
      return new Best(
          post.facts().post(),
          post.facts().path(),
          post.facts().title(),
          post.facts().network(),
          post.facts().connection(),
          post.facts().sent().toString(),
          post.facts().permalink(),
          post.facts().looked() == null ? null : post.facts().looked().toString(),
          figures);
    }
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    String page = request.getParameter("page");
    return page == null ? all(request, visitor) : pages.of(page, request, visitor);
  }

  private View all(SlingHttpServletRequest request, Visitor visitor) {
    String by = request.getParameter("by") == null ? "network" : request.getParameter("by");
    Dimension dimension =
        Dimension.named(by)
            .orElseThrow(() -> Refusal.badRequest("Posts are not told apart by " + by + "."));
    ResultsQuery query = ResultsQuery.of(request, clock);
    List<Measured> posts = seen(results.posts(query), visitor);
    List<Row> rows =
        rows(posts, dimension, query).stream()
            .sorted(Comparator.comparingInt(Row::posts).reversed().thenComparing(Row::value))
            .toList();
    return new View(
        query.from().toString(),
        query.to().toString(),
        query.zone().getId(),
        dimension.label(),
        Row.of("", Tally.of(posts)),
        rows.stream().limit(MOST_ROWS).toList(),
        Math.max(0, rows.size() - MOST_ROWS),
        rows(posts, Dimension.DAY, query),
        choices(posts, query),
        best(posts));
  }

  /** Those whose pages the visitor may see; a page is asked for once, however many posts it has. */
  static List<Measured> seen(List<Measured> posts, Visitor visitor) {
    if (visitor.administrator()) {
      return posts;
    }
    Map<String, Boolean> pages = new HashMap<>();
    return posts.stream()
        .filter(post -> pages.computeIfAbsent(post.facts().path(), visitor::sees))
        .toList();
  }

  /** In the order of values. */
  private static List<Row> rows(List<Measured> posts, Dimension by, ResultsQuery query) {
    Map<String, Tally> tallies = new TreeMap<>();
    for (Measured post : posts) {
      for (String value : by.of(post.facts(), query.zone())) {
        tallies.computeIfAbsent(value, any -> new Tally()).add(post);
      }
    }
    return tallies.entrySet().stream().map(one -> Row.of(one.getKey(), one.getValue())).toList();
  }

  private static Map<String, List<String>> choices(List<Measured> posts, ResultsQuery query) {
    Map<String, List<String>> choices = new TreeMap<>();
    for (Dimension dimension : EnumSet.range(Dimension.NETWORK, Dimension.SITE)) {
      choices.put(
          dimension.label(),
          posts.stream()
              .flatMap(post -> dimension.of(post.facts(), query.zone()).stream())
              .filter(value -> !value.isEmpty())
              .distinct()
              .sorted()
              .limit(MOST_ROWS)
              .toList());
    }
    return choices;
  }

  private static List<Best> best(List<Measured> posts) {
    return posts.stream()
        .sorted(
            Comparator.comparingLong(of(Figure.ENGAGEMENT))
                .thenComparingLong(of(Figure.CLICKS))
                .thenComparing(post -> post.facts().sent())
                .reversed())
        .limit(MOST_POSTS)
        .map(Best::of)
        .toList();
  }

  private static ToLongFunction<Measured> of(Figure figure) {
    return post -> post.figures().getOrDefault(figure, -1L);
  }
}
