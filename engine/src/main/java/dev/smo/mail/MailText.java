// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import static dev.smo.web.Markup.escaped;

import dev.smo.calendar.CalendarEntry;
import dev.smo.goals.Plans;
import dev.smo.today.TodayPosts;
import dev.smo.today.Troubles;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jetbrains.annotations.Nullable;

/** Writes a mail: the same words as plain text and as HTML, in the language of who gets it. */
final class MailText {
  private final MailSubscription to;
  private final MailContent content;
  private final MailWords words;
  private final String console;

  /**
   * One mail.
   *
   * @param console address of the console, without a fragment
   */
  MailText(MailSubscription to, MailContent content, String console) {
    this.to = to;
    this.content = content;
    this.words = MailWords.in(to.wish().language());
    this.console = console;
  }

  /**
   * A line.
   *
   * @param detail what stands behind it; empty: nothing
   * @param href where one acts, as a fragment of the console; empty: nowhere
   */
  private record Row(String text, String detail, String href) {}

  private record Section(String title, List<Row> rows) {}

  /**
   * The mail.
   *
   * @param stop address at which it is stopped without a login
   */
  Mail written(String stop) {
    List<Section> sections = sections();
    Map<String, String> headers =
        stop.startsWith("https:")
            ? Map.of(
                "List-Unsubscribe",
                "<" + stop + ">",
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click",
                "Auto-Submitted",
                "auto-generated")
            // RFC 8058 has one click over https only.
            : Map.of("List-Unsubscribe", "<" + stop + ">", "Auto-Submitted", "auto-generated");
    return new Mail(
        to.wish().address(), subject(), plain(sections, stop), html(sections, stop), headers);
  }

  private String subject() {
    int waiting = content.today().waiting();
    return waiting == 0
        ? words.say("subject", day())
        : words.say("subject.waiting", day(), waiting);
  }

  private String day() {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
        .withLocale(words.locale())
        .format(content.day());
  }

  private List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    add(sections, words.say("waits"), waiting());
    add(sections, words.say("broken"), content.today().troubles().stream().map(this::row).toList());
    add(sections, words.say("next"), posts(content.today().next(), "#calendar"));
    add(sections, words.say("yesterday"), posts(content.yesterday(), "#posts"));
    add(sections, words.say("goals"), content.goals().stream().map(this::row).toList());
    return sections;
  }

  private static void add(List<Section> sections, String title, List<Row> rows) {
    if (!rows.isEmpty()) {
      sections.add(new Section(title, rows));
    }
  }

  private List<Row> waiting() {
    List<Row> rows = new ArrayList<>();
    String approve = "#posts?state=AWAITING_APPROVAL";
    if (content.today().approvals().total() > 0) {
      rows.add(new Row(words.say("approve", content.today().approvals().total()), "", approve));
      rows.addAll(posts(content.today().approvals(), approve));
    }
    String decide = "#posts?state=attention";
    if (content.today().decisions().total() > 0) {
      rows.add(new Row(words.say("decide", content.today().decisions().total()), "", decide));
      rows.addAll(posts(content.today().decisions(), decide));
    }
    if (content.today().replies() > 0) {
      rows.add(new Row(words.say("reactions", content.today().replies()), "", "#inbox"));
    }
    return rows;
  }

  private List<Row> posts(TodayPosts.Some some, String all) {
    List<Row> rows = new ArrayList<>(some.entries().stream().map(this::row).toList());
    int rest = some.total() - some.entries().size();
    if (rest > 0) {
      rows.add(new Row(words.say("more", rest), "", all));
    }
    return rows;
  }

  private Row row(CalendarEntry entry) {
    boolean group = entry.kind().equals("group");
    String account =
        group
            ? words.say("group", entry.count())
            : content.accounts().getOrDefault(entry.connection(), entry.connection());
    String at =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(words.locale())
            .format(Instant.parse(entry.instant()).atZone(to.wish().zone()));
    return new Row(
        oneLine(entry.title().isBlank() ? entry.page() : entry.title()),
        String.join(" · ", account, at, words.say("state." + entry.state())),
        group ? "#posts?state=HELD" : "#posts:" + entry.id());
  }

  private Row row(Troubles.Trouble trouble) {
    String sentence = words.say("trouble." + trouble.kind());
    String name = trouble.label().isBlank() ? trouble.connection() : trouble.label();
    String todo = content.administrator() ? trouble.reason() : words.say("mend");
    return new Row(
        oneLine(name.isEmpty() ? sentence : name + ": " + sentence),
        oneLine(todo),
        content.administrator() && !trouble.kind().equals("catch-up") ? "#connections" : "");
  }

  private Row row(Plans.Line goal) {
    NumberFormat numbers = NumberFormat.getInstance(words.locale());
    @Nullable Double value = goal.value();
    String reached = value == null ? "–" : numbers.format(value);
    return new Row(
        oneLine(goal.title()),
        words.say("of", reached, numbers.format(goal.target()))
            + " · "
            + words.say("goal." + goal.state()),
        "#goals");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private String plain(List<Section> sections, String stop) {
    StringBuilder text = new StringBuilder();
    if (sections.isEmpty()) {
      text.append(words.say("nothing")).append("\n\n");
    }
    for (Section section : sections) {
      text.append(section.title()).append("\n\n");
      for (Row row : section.rows()) {
        text.append("- ").append(row.text());
        if (!row.detail().isEmpty()) {
          text.append(" (").append(row.detail()).append(')');
        }
        text.append('\n');
        if (!row.href().isEmpty()) {
          text.append("  ").append(console).append(row.href()).append('\n');
        }
      }
      text.append('\n');
    }
    return text.append("-- \n")
        .append(words.say("why"))
        .append('\n')
        .append(words.say("open") + ": " + console)
        .append('\n')
        .append(words.say("stop") + ": " + stop)
        .append('\n')
        .toString();
  }

  private String html(List<Section> sections, String stop) {
    StringBuilder body = new StringBuilder();
    if (sections.isEmpty()) {
      body.append("<p>").append(escaped(words.say("nothing"))).append("</p>\n");
    }
    for (Section section : sections) {
      body.append("<h2 style=\"font-size:18px\">")
          .append(escaped(section.title()))
          .append("</h2>\n<ul>\n");
      section.rows().forEach(row -> body.append(item(row)));
      body.append("</ul>\n");
    }
    return """
        <!DOCTYPE html>
        <html lang="%s" dir="%s">
        <head><meta charset="utf-8"><title>%s</title></head>
        <body style="font-family:sans-serif;line-height:1.45">
        %s<p style="font-size:14px">%s<br><a href="%s">%s</a> · <a href="%s">%s</a></p>
        </body>
        </html>
        """
        .formatted(
            words.language(),
            words.direction(),
            escaped(subject()),
            body,
            escaped(words.say("why")),
            escaped(console),
            escaped(words.say("open")),
            escaped(stop),
            escaped(words.say("stop")));
  }

  private String item(Row row) {
    String text = "<bdi>" + escaped(row.text()) + "</bdi>";
    String linked =
        row.href().isEmpty()
            ? text
            : "<a href=\"" + escaped(console + row.href()) + "\">" + text + "</a>";
    String detail =
        row.detail().isEmpty() ? "" : "<br><small>" + escaped(row.detail()) + "</small>";
    return "<li>" + linked + detail + "</li>\n";
  }
}
