// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

/** What takes mails. There is none where the host has no such service, or nobody configured it. */
interface MailServer {
  /** What became of a mail. */
  sealed interface Outcome {}

  /** The server has it. */
  record Taken() implements Outcome {}

  /**
   * The server certainly has it not.
   *
   * @param reason of the server, for administrators
   */
  record Refused(String reason) implements Outcome {}

  /**
   * The server may have it: it began to take it, and did not answer.
   *
   * @param reason for administrators
   */
  record Unknown(String reason) implements Outcome {}

  /** Sends a mail, and waits for the answer for a minute. */
  Outcome send(Mail mail) throws InterruptedException;
}
