// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Visitor;
import dev.smo.ledger.Archive;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.words.LowerCase;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.SlingHttpServletRequest;
import org.jetbrains.annotations.Nullable;

/**
 * Finds posts over all time: a walk over the days of the ledger, the last one first, and over what
 * was packed of each month once its days are behind. One answer reads a bounded number of days and
 * posts, and says where the next one goes on; nothing is queried.
 */
final class PostSearch {
  /** After so many posts an answer is full. */
  static final int PORTION = 100;

  /** So many days with posts are looked at for one answer; those without cost nothing. */
  static final int MOST_DAYS = 400;

  /** After so many posts were read for one answer, it ends, however few of them were meant. */
  static final int MOST_READ = 2000;

  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
  private static final int LONGEST_WORDS = 200;
  private static final List<String> PARAMETERS =
      List.of("q", "state", "network", "connection", "from", "to", "next");

  private final Ledger ledger;
  private final Visitor visitor;
  private final Wanted wanted;
  private final Span span;

  private PostSearch(Ledger ledger, Visitor visitor, Wanted wanted, Span span) {
    this.ledger = ledger;
    this.visitor = visitor;
    this.wanted = wanted;
    this.span = span;
  }

  /** Days (UTC), both included; empty: all before, or behind. */
  private record Span(Optional<LocalDate> from, Optional<LocalDate> to) {
    boolean holds(PostRecord post) {
      LocalDate day = LocalDate.ofInstant(time(post), ZoneOffset.UTC);
      return from.filter(day::isBefore).isEmpty() && to.filter(day::isAfter).isEmpty();
    }
  }

  /**
   * An answer.
   *
   * @param next where the next one goes on; null: there is no more
   */
  record Portion(List<PostRecord> posts, @Nullable String next) {}

  /** Which posts are meant. */
  private record Wanted(List<String> words, String state, String network, String connection) {
    boolean means(PostRecord post) {
      return (network.isEmpty() || network.equals(post.text(Key.NETWORK)))
          && (connection.isEmpty() || connection.equals(post.text(Key.CONNECTION)))
          && isInState(post)
          && says(post);
    }

    private boolean isInState(PostRecord post) {
      boolean waits = post.state().needsPerson() || post.flag(Key.ATTENTION);
      return state.isEmpty()
          || (state.equals("attention") ? waits : state.equals(post.state().name()));
    }

    private boolean says(PostRecord post) {
      if (words.isEmpty()) {
        return true;
      }
      String said =
          LowerCase.of(
              Stream.of(Key.TITLE, Key.PATH, Key.CONNECTION, Key.NETWORK, Key.REASON, Key.PERMALINK)
                  .map(post::text)
                  .reduce(PostRecord.joined(post.parts()), (all, one) -> all + "\n" + one));
      return words.stream().allMatch(said::contains);
    }
  }

  /** Where a walk is: at a day of which so many posts were told. */
  private record Place(LocalDate day, int told) {
    static Place parse(String mark) {
      String[] parts = mark.split("\\.", 2);
      try {
        return new Place(
            LocalDate.parse(parts[0]),
            parts.length == 1 ? 0 : Integer.parseUnsignedInt(parts[1]) & Integer.MAX_VALUE);
      } catch (DateTimeException | NumberFormatException e) {
        throw Refusal.badRequest("The parameter next is what an answer before gave as next.");
      }
    }

    String mark() {
      return told == 0 ? day.toString() : day + "." + told;
    }
  }

  /** Whether a request asks for more than the posts of these days. */
  static boolean isAsked(SlingHttpServletRequest request) {
    return PARAMETERS.stream().anyMatch(name -> !text(request, name).isEmpty());
  }

  /** The posts that a request asks for, of those that a person sees. */
  static Portion of(SlingHttpServletRequest request, Ledger ledger, Visitor visitor) {
    String words = LowerCase.of(text(request, "q"));
    if (words.length() > LONGEST_WORDS) {
      throw Refusal.badRequest("The search is longer than " + LONGEST_WORDS + " characters.");
    }
    String state = text(request, "state");
    if (!state.isEmpty() && !state.equals("attention") && !isState(state)) {
      throw Refusal.badRequest("There is no state " + state + ".");
    }
    List<String> all = words.isEmpty() ? List.of() : List.of(words.split("\\s+"));
    Wanted wanted = new Wanted(all, state, text(request, "network"), text(request, "connection"));
    Span span = new Span(day(request, "from"), day(request, "to"));
    return new PostSearch(ledger, visitor, wanted, span).from(text(request, "next"));
  }

  private Portion from(String mark) {
    LocalDate begin = span.from().orElse(LocalDate.EPOCH);
    LocalDate end = span.to().orElse(LAST);
    Place asked = mark.isEmpty() ? new Place(end, 0) : Place.parse(mark);
    return walk(asked.day().isAfter(end) ? new Place(end, 0) : asked, begin);
  }

  /** The last day up to another one, and not before the first, at which there is something. */
  private Optional<LocalDate> dayUpTo(LocalDate day, LocalDate first) {
    Optional<LocalDate> packed =
        ledger
            .archive()
            .monthUpTo(YearMonth.from(day))
            .flatMap(month -> placed(month, first).filter(at -> !at.isAfter(day)));
    return Stream.concat(ledger.dayUpTo(day).stream(), packed.stream())
        .filter(at -> !at.isBefore(first))
        .max(Comparator.naturalOrder());
  }

  /** What was packed of a month is told with its first day, of those that are asked for. */
  private static Optional<LocalDate> placed(YearMonth month, LocalDate first) {
    return month.atEndOfMonth().isBefore(first)
        ? Optional.empty()
        : Optional.of(month.atDay(1).isBefore(first) ? first : month.atDay(1));
  }

  private Portion walk(Place start, LocalDate first) {
    List<PostRecord> found = new ArrayList<>();
    Place place = start;
    int read = 0;
    for (int days = 0; days < MOST_DAYS && read < MOST_READ; days++) {
      Optional<LocalDate> day = dayUpTo(place.day(), first);
      if (day.isEmpty()) {
        return new Portion(found, null);
      }
      int told = day.get().equals(place.day()) ? place.told() : 0;
      List<Found> there = at(day.get(), first);
      read += there.size();
      List<PostRecord> meant = meant(there).skip(told).toList();
      int room = PORTION - found.size();
      if (meant.size() > room) {
        found.addAll(meant.subList(0, room));
        return new Portion(found, new Place(day.get(), told + room).mark());
      }
      found.addAll(meant);
      place = new Place(day.get().minusDays(1), 0);
    }
    return new Portion(found, dayUpTo(place.day(), first).isEmpty() ? null : place.mark());
  }

  private Stream<PostRecord> meant(List<Found> there) {
    return there.stream()
        .filter(one -> PostActions.sees(visitor, one.kept()))
        .filter(one -> wanted.means(one.whole()))
        .map(Found::kept);
  }

  /** A post as it is kept, and with what was packed of it. */
  private record Found(PostRecord kept, PostRecord whole) {}

  /** The posts of a day, the last first; with the first day of a month what was packed of it. */
  private List<Found> at(LocalDate day, LocalDate first) {
    Archive archive = ledger.archive();
    Stream<Found> packed =
        placed(YearMonth.from(day), first).filter(day::equals).isPresent()
            ? archive.month(YearMonth.from(day)).stream()
                .flatMap(id -> ledger.find(id).stream())
                .filter(post -> !post.text(Key.PACKED).isEmpty())
                .map(post -> new Found(post, archive.whole(post)))
                .filter(found -> span.holds(found.whole()))
            : Stream.empty();
    return Stream.concat(ledger.day(day).stream().map(post -> new Found(post, post)), packed)
        .sorted(Comparator.comparing((Found found) -> time(found.whole())).reversed())
        .toList();
  }

  private static Instant time(PostRecord post) {
    return post.time(Key.SENT)
        .or(() -> post.time(Key.SCHEDULED))
        .or(() -> post.time(Key.PLANNED))
        .orElse(Instant.EPOCH);
  }

  private static boolean isState(String name) {
    return Stream.of(State.values()).anyMatch(state -> state.name().equals(name));
  }

  private static Optional<LocalDate> day(SlingHttpServletRequest request, String name) {
    String text = text(request, name);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw Refusal.badRequest("The day " + name + " must look like 2026-11-23.");
    }
  }

  private static String text(SlingHttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }
}
