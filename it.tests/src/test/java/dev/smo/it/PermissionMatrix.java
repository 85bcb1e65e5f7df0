// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The matrix of docs/permissions.md: who may call what. */
final class PermissionMatrix {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `((?:GET|POST) [^`]+)` \\|((?: \\w+ \\|){5}) .+ \\|$");

  private PermissionMatrix() {}

  /** In the order of the columns. */
  enum Person {
    ANONYMOUS,
    SIGNED_IN,
    AUTHOR,
    EDITOR,
    ADMINISTRATOR
  }

  /**
   * A row.
   *
   * @param call such as {@code POST /bin/smo/posts approve}
   * @param cells {@code yes} or a status, by person
   */
  record Row(String call, List<String> cells) {
    boolean isChange() {
      return call.startsWith("POST ");
    }

    String cell(Person person) {
      return cells.get(person.ordinal());
    }

    boolean allows(Person person) {
      return cell(person).equals("yes");
    }
  }

  static List<Row> read() {
    try {
      String page = Files.readString(SlingCms.PROJECT.resolve("docs/permissions.md"));
      List<Row> rows = new ArrayList<>();
      Matcher row = ROW.matcher(page);
      while (row.find()) {
        rows.add(new Row(row.group(1), List.of(row.group(2).strip().split("\\s*\\|\\s*"))));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
