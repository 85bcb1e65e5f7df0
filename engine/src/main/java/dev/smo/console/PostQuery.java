// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.endpoint.Refusal;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;

/** Which posts a request wants. */
sealed interface PostQuery {
  int MOST_DAYS = 31;

  /** The posts of a span of days (UTC), and all that wait for a person. */
  record Days(int back, int ahead) implements PostQuery {}

  /** The posts of one day (UTC). */
  record Day(LocalDate day) implements PostQuery {}

  /**
   * The posts of the page with this identity.
   *
   * @param copiedFrom whether another page that has the identity is at a path: then it is that
   *     page's, and the one that is asked for is a copy that has none of its own yet
   */
  record OfPage(String identity, Predicate<String> copiedFrom) implements PostQuery {}

  /** The posts that wait for a person. */
  record Attention() implements PostQuery {}

  /** One post, by its id. */
  record One(String id) implements PostQuery {}

  /** Reads the parameters. */
  static PostQuery of(SlingHttpServletRequest request) {
    String page = request.getParameter("page");
    String day = request.getParameter("day");
    String id = request.getParameter("id");
    if (id != null) {
      return new One(id);
    }
    if (page != null) {
      String identity = identity(request, page);
      return new OfPage(
          identity, path -> !path.equals(page) && identity.equals(identityAt(request, path)));
    }
    if ("true".equals(request.getParameter("attention"))) {
      return new Attention();
    }
    if (day != null) {
      try {
        return new Day(LocalDate.parse(day));
      } catch (DateTimeException e) {
        throw Refusal.badRequest("The day must look like 2026-11-23.");
      }
    }
    return new Days(number(request, "days", 7, 1), number(request, "ahead", 7, 0));
  }

  private static int number(
      SlingHttpServletRequest request, String name, int byDefault, int least) {
    String text = request.getParameter(name);
    if (text == null) {
      return byDefault;
    }
    if (!text.matches("\\d{1,2}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > MOST_DAYS) {
      throw Refusal.badRequest(
          "The parameter " + name + " is a number from " + least + " to " + MOST_DAYS + ".");
    }
    return Integer.parseInt(text);
  }

  private static String identity(SlingHttpServletRequest request, String page) {
    if (request.getResourceResolver().getResource(page) == null) {
      throw Refusal.notFound("There is no such page.");
    }
    return identityAt(request, page);
  }

  private static String identityAt(SlingHttpServletRequest request, String page) {
    Resource own = request.getResourceResolver().getResource(page + "/jcr:content/smo");
    return own == null ? "" : own.getValueMap().get("id", "");
  }

  /** Finds what a query wants: first what waits for a person, then the latest. */
  final class Reader {
    private final Ledger ledger;
    private final Clock clock;

    Reader(Ledger ledger) {
      this(ledger, Clock.systemUTC());
    }

    Reader(Ledger ledger, Clock clock) {
      this.ledger = ledger;
      this.clock = clock;
    }

    List<PostRecord> read(PostQuery query) {
      Map<String, PostRecord> found = new LinkedHashMap<>();
      for (PostRecord post : matching(query)) {
        found.put(post.id(), post);
      }
      List<PostRecord> posts = new ArrayList<>(found.values());
      posts.sort(Comparator.comparing(Reader::waits).thenComparing(Reader::time).reversed());
      return posts;
    }

    private List<PostRecord> matching(PostQuery query) {
      if (query instanceof OfPage page) {
        List<PostRecord> posts =
            page.identity().matches("[\\w-]{2,100}") ? ledger.ofPage(page.identity()) : List.of();
        return posts.stream().map(post -> post.text(Key.PATH)).anyMatch(page.copiedFrom())
            ? List.of()
            : posts;
      }
      if (query instanceof One one) {
        return ledger.find(one.id()).stream().toList();
      }
      if (query instanceof Day day) {
        return ledger.day(day.day());
      }
      List<PostRecord> posts = new ArrayList<>(ledger.attention());
      if (query instanceof Days days) {
        LocalDate today = LocalDate.now(clock);
        for (int i = 1 - days.back(); i <= days.ahead(); i++) {
          posts.addAll(ledger.day(today.plusDays(i)));
        }
      }
      return posts;
    }

    private static boolean waits(PostRecord post) {
      return post.state().needsPerson() || post.flag(Key.ATTENTION);
    }

    private static Instant time(PostRecord post) {
      return post.time(Key.SENT)
          .or(() -> post.time(Key.SCHEDULED))
          .or(() -> post.time(Key.PLANNED))
          .orElse(Instant.EPOCH);
    }
  }
}
