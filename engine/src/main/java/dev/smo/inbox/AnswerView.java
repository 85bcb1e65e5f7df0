// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;

/** An answer of ours to a reaction, as the console shows it; docs/http-api.md has the fields. */
record AnswerView(String id, String state, String text, String permalink, String reason) {
  static AnswerView of(PostRecord answer) {
    return new AnswerView(
        answer.id(),
        answer.state().name(),
        PostRecord.joined(answer.parts()),
        answer.text(Key.PERMALINK),
        answer.text(Key.REASON));
  }
}
