// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.linkedin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.FakeResponse;

/** Refusals in the form of LinkedIn's API. */
final class Refusals {
  private Refusals() {}

  static FakeResponse of(int status, String code, String message) {
    return FakeResponse.json(
        status,
        FakeResponse.object().put("status", status).put("code", code).put("message", message));
  }

  static FakeResponse denied(String message) {
    return of(403, "ACCESS_DENIED", message);
  }

  static FakeResponse tooLong(String field) {
    return wrong("FIELD_LENGTH_TOO_LONG", field + " is too long", "Invalid");
  }

  static FakeResponse invalid(String reason) {
    return wrong("INVALID_VALUE", reason, "Invalid");
  }

  static FakeResponse duplicate(String urn) {
    return wrong(
        "DUPLICATE_POST",
        "Duplicate post is detected",
        "com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate"
            + " of "
            + urn);
  }

  private static FakeResponse wrong(String code, String description, String message) {
    ObjectNode body = FakeResponse.object().put("status", 422).put("message", message);
    body.put("errorDetailType", "com.linkedin.common.error.BadRequest");
    ObjectNode wrong = body.putObject("errorDetails").putArray("inputErrors").addObject();
    wrong.put("description", description).put("code", code).putObject("input");
    return FakeResponse.json(422, body);
  }
}
