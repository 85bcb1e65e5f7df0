// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.migration;

import com.adobe.granite.workflow.WorkflowSession;
import com.adobe.granite.workflow.exec.WorkItem;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run did, for the history and the metadata of its workflow, which hold no more than some
 * lines each however large the site is. The log has all of them.
 */
final class MigrationReport {
  /** Counts, in one line. */
  static final String SUMMARY = "smoMigration";

  /** One line a page: what a person must look at. The first {@value #KEPT}. */
  static final String OPEN = "smoMigrationOpen";

  /** One line a page: what is done, or would be. The first {@value #KEPT}. */
  static final String DONE = "smoMigrationDone";

  static final int KEPT = 100;
  static final int TOLD = 20;

  private static final int LONGEST = 500;
  private static final Logger LOG = LoggerFactory.getLogger(MigrationReport.class);

  private final boolean dryRun;
  private final List<String> open = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private int read;
  private int changed;
  private int left;
  private int failed;

  MigrationReport(boolean dryRun) {
    this.dryRun = dryRun;
  }

  void add(MigrationOutcome outcome) {
    read++;
    changed += outcome.done().isEmpty() ? 0 : 1;
    failed += outcome.failed() ? 1 : 0;
    left += outcome.left().isEmpty() || outcome.failed() ? 0 : 1;
    if (!outcome.done().isEmpty() || !outcome.left().isEmpty()) {
      LOG.info("{}{}", dryRun ? "Dry run: " : "", outcome);
      keep(outcome.left().isEmpty() ? done : open, outcome.toString());
    }
  }

  private static void keep(List<String> lines, String line) {
    if (lines.size() < KEPT) {
      lines.add(line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line);
    }
  }

  void write(WorkItem item, WorkflowSession session) {
    LOG.info("{}", summary());
    MetaDataMap data = item.getWorkflowData().getMetaDataMap();
    data.put(SUMMARY, summary());
    data.put(OPEN, String.join("\n", open));
    data.put(DONE, String.join("\n", done));
    item.getMetaDataMap().put("comment", comment());
    session.updateWorkflowData(item.getWorkflow(), item.getWorkflowData());
  }

  private String summary() {
    return (dryRun ? "Dry run, nothing was changed. " : "")
        + String.format(
            "Pages read: %d; %s: %d; with something to look at: %d; that cannot be changed: %d.",
            read, dryRun ? "to change" : "changed", changed, left, failed);
  }

  /** What a person must look at comes first. */
  private String comment() {
    List<String> lines = Stream.concat(open.stream(), done.stream()).limit(TOLD).toList();
    int all = (int) Stream.concat(open.stream(), done.stream()).count();
    String more = all > TOLD ? "\nMore in the metadata of the workflow, all in the log." : "";
    return summary() + lines.stream().map("\n"::concat).reduce("", String::concat) + more;
  }
}
