// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What becomes of one page.
 *
 * @param path of the page
 * @param edits what is to be written
 * @param done what that changes, for people
 * @param left what stays as it is, with the reason
 * @param failed whether the page cannot be changed; then nothing of it is, and {@code left} says
 *     why
 */
record MigrationOutcome(
    String path, Edits edits, List<String> done, List<String> left, boolean failed) {
  static MigrationOutcome of(String path) {
    return new MigrationOutcome(
        path, new Edits(), new ArrayList<>(), new ArrayList<>(), /* failed= */ false);
  }

  static MigrationOutcome failure(String path, String reason) {
    return new MigrationOutcome(path, new Edits(), List.of(), List.of(reason), /* failed= */ true);
  }

  @Override
  public String toString() {
    String what = String.join("; ", Stream.concat(done.stream(), left.stream()).toList());
    return path + (failed ? ": NOT CHANGED: " : ": ") + what.replaceAll("\\R", " ");
  }
}
