// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

/**
 * Which account a connection speaks for, as its network tells.
 *
 * @param profile address of its public page, which stays when the account gets another name; or
 *     what else tells it from others. Without spaces.
 * @param name as people know it
 */
public record AccountName(String profile, String name) {
  private static final String UNTOLD = "untold-";

  /** One that its network does not tell: what was entered for the connection says which it is. */
  static AccountName untold(Connections.Entered entered) {
    return new AccountName(
        UNTOLD + entered.key(),
        "the account that was entered then, which the network did not tell");
  }

  /** Whether its network did not tell it. */
  boolean isUntold() {
    return profile.startsWith(UNTOLD);
  }

  /** As it stands on a record: {@link #parse} reads it. */
  public String text() {
    return profile + " " + name;
  }

  /** Reads {@link #text}. */
  public static AccountName parse(String text) {
    int space = text.indexOf(' ');
    return space < 0
        ? new AccountName(text, text)
        : new AccountName(text.substring(0, space), text.substring(space + 1));
  }

  /** Whether it is the same account, maybe under another name. */
  public boolean isSameAs(AccountName other) {
    return profile.equals(other.profile);
  }

  /** As people read it in a sentence. */
  @Override
  public String toString() {
    return profile.startsWith("http") ? name + " (" + profile + ")" : name;
  }
}
