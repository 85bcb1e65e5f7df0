// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.facebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.FakeResponse;

/** Refusals in the form of the Graph API. */
public final class GraphErrors {
  private GraphErrors() {}

  public static FakeResponse of(int code, int subcode, String message) {
    return of(400, code, subcode, message);
  }

  public static FakeResponse of(int status, int code, int subcode, String message) {
    ObjectNode body = FakeResponse.object();
    ObjectNode error = body.putObject("error").put("message", message);
    error.put("type", code == 190 ? "OAuthException" : "GraphMethodException").put("code", code);
    if (subcode != 0) {
      error.put("error_subcode", subcode);
    }
    error.put("is_transient", code == 1 || code == 2).put("fbtrace_id", "AbCdEfGhIjK");
    return FakeResponse.json(status, body);
  }

  public static FakeResponse missing(String id) {
    return of(
        100,
        33,
        "Unsupported request. Object with ID '"
            + id
            + "' does not exist, cannot be loaded due to missing permissions, or does not support"
            + " this operation.");
  }

  public static FakeResponse parameter(String message) {
    return of(100, 0, "(#100) " + message);
  }
}
