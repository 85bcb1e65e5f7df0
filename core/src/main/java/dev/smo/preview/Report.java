// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview;

import java.util.Comparator;
import java.util.List;

/**
 * All findings about a page.
 *
 * @param findings the gravest first
 */
public record Report(List<Finding> findings) {
  private static final double STEPS = 100;

  public Report {
    findings = findings.stream().sorted(Comparator.comparing(Finding::severity)).toList();
  }

  /** 1 where nothing was found, down to 0; in steps of a hundredth. */
  public double score() {
    double lost = findings.stream().mapToDouble(finding -> finding.severity().weight()).sum();
    return Math.round(Math.max(0, 1 - lost) * STEPS) / STEPS;
  }
}
