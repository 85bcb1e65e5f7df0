// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import java.util.List;

/** The report as a text that people read. */
final class SupportText {
  private final StringBuilder text = new StringBuilder();

  private SupportText() {}

  static String of(
      SupportReport.Report report, QueueReport.Report queue, List<Checks.Check> checks) {
    SupportText text = new SupportText();
    text.head(report);
    text.title("Health");
    checks.forEach(text::check);
    text.title("Lanes");
    queue.lanes().forEach(text::lane);
    queue.jobs().forEach(text::jobs);
    text.line("Posts that nobody looks at: " + queue.overdue().size());
    text.title("Posts of the days around today");
    report.states().forEach((state, posts) -> text.line(state + ": " + posts));
    text.title("Posts that want a person");
    report.attention().forEach(text::trouble);
    text.title("Bundles");
    report.bundles().forEach(text::bundle);
    return text.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void title(String title) {
    line("");
    line(title);
    line("-".repeat(title.length()));
  }

  private void head(SupportReport.Report report) {
    line("Social media optimization, " + report.at());
    line("Environment: " + (report.environment().isEmpty() ? "no name" : report.environment()));
    line(report.obstacle() == null ? "This one posts." : "Posts nothing: " + report.obstacle());
    line("Data of version " + report.schema() + "; this software knows " + report.knownSchema());
    line("Lost events last looked for: " + (report.caughtUp() == null ? "-" : report.caughtUp()));
    SupportReport.Machine machine = report.machine();
    line(machine.java() + " on " + machine.system() + ", " + machine.processors() + " processors");
    line(
        "Heap "
            + machine.heapUsed()
            + " of "
            + machine.heapMost()
            + " MB, up for "
            + machine.upSeconds()
            + " s");
  }

  private void check(Checks.Check check) {
    line(check.status() + " " + check.name());
    check.messages().forEach(one -> line("  " + one.status() + " " + one.message()));
  }

  private void lane(QueueReport.Row row) {
    String counted = row.waiting() + (row.more() ? " or more" : "");
    line(
        row.connection()
            + ": "
            + counted
            + " wait, "
            + row.due()
            + " due"
            + (row.oldest() == null ? "" : " since " + row.oldest())
            + (row.working() == null ? "" : ", in work on " + row.working().instance())
            + (row.untaken() ? ", NOBODY TAKES THEM" : "")
            + (row.lane() == null ? "" : ", " + row.lane().state() + " " + row.lane().reason()));
  }

  private void jobs(QueueReport.Jobs jobs) {
    line(jobs.name() + ": " + jobs.queued() + " queued, " + jobs.active() + " active");
  }

  private void trouble(SupportReport.Trouble trouble) {
    line(
        trouble.id().substring(0, 8)
            + " "
            + trouble.state()
            + " "
            + trouble.connection()
            + " "
            + trouble.page()
            + ": "
            + trouble.reason());
  }

  private void bundle(SupportReport.Part bundle) {
    line(bundle.name() + " " + bundle.version() + (bundle.active() ? "" : " NOT ACTIVE"));
  }
}
