// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import java.util.regex.Pattern;

/** What is an address of mail, as browsers check it in forms: nothing in it ends a header. */
final class MailAddress {
  private static final int LONGEST = 254;
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@" + LABEL + "(?:\\." + LABEL + "){0,20}");

  private MailAddress() {}

  static boolean is(String text) {
    return text.length() <= LONGEST && ADDRESS.matcher(text).matches();
  }
}
