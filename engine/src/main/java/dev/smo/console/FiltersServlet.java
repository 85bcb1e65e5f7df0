// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Filters of the console that a person gave a name, at {@code
 * /var/smo/console/people/<aa>/<bb>/<hash of the person>}: each sees and changes only the own ones.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/filters")
public class FiltersServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;
  private static final String ROOT = Repository.ROOT + "/console/people";
  private static final String FILTERS = "filters";
  private static final int MOST = 50;
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_QUERY = 1000;

  private final transient Repository repository;

  @Activate
  public FiltersServlet(@Reference Tokens tokens, @Reference Repository repository) {
    super(tokens);
    this.repository = repository;
  }

  /**
   * A filter.
   *
   * @param query as it stands in the address behind the question mark
   */
  record Filter(String name, String query) {
    static Filter parse(String line) {
      int end = line.indexOf('\n');
      return new Filter(line.substring(0, end), line.substring(end + 1));
    }

    String line() {
      return name + "\n" + query;
    }
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    String path = path(visitor);
    return Map.of("filters", repository.read(resolver -> kept(resolver.getResource(path))));
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    String action = required(request, "action");
    String name = required(request, "name");
    if (name.length() > LONGEST_NAME || name.contains("\n")) {
      throw Refusal.badRequest("A name is one line of at most " + LONGEST_NAME + " characters.");
    }
    return switch (action) {
      case "save" -> Map.of("filters", keep(visitor, name, new Filter(name, query(request))));
      case "remove" -> Map.of("filters", keep(visitor, name, /* instead= */ null));
      default -> throw Refusal.badRequest("The action is save or remove.");
    };
  }

  private static String query(SlingHttpServletRequest request) {
    String query = required(request, "query");
    if (query.length() > LONGEST_QUERY) {
      throw Refusal.badRequest("A filter has at most " + LONGEST_QUERY + " characters.");
    }
    return query;
  }

  private List<Filter> keep(Visitor visitor, String name, @Nullable Filter instead) {
    String path = path(visitor);
    return repository.commit(
        resolver -> {
          List<Filter> filters = new ArrayList<>(kept(resolver.getResource(path)));
          filters.removeIf(filter -> filter.name().equals(name));
          if (instead != null) {
            filters.add(instead);
          }
          if (filters.size() > MOST) {
            throw Refusal.conflict("You have " + MOST + " filters already. Remove one first.");
          }
          Repository.writable(Repository.node(resolver, path))
              .put(FILTERS, filters.stream().map(Filter::line).toArray(String[]::new));
          return List.copyOf(filters);
        });
  }

  private static List<Filter> kept(@Nullable Resource node) {
    return node == null
        ? List.of()
        : List.of(node.getValueMap().get(FILTERS, new String[0])).stream()
            .map(Filter::parse)
            .toList();
  }

  private static String path(Visitor visitor) {
    return Repository.spread(ROOT, Keys.hash(visitor.id()));
  }
}
