// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import javax.servlet.http.HttpServletResponse;

/** A request that is not served; the message is for the person who asked. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private Refusal(int status, String message) {
    super(message, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    this.status = status;
  }

  public static Refusal badRequest(String message) {
    return new Refusal(HttpServletResponse.SC_BAD_REQUEST, message);
  }

  public static Refusal unknownPerson() {
    return new Refusal(HttpServletResponse.SC_UNAUTHORIZED, "Log in first.");
  }

  public static Refusal forbidden(String message) {
    return new Refusal(HttpServletResponse.SC_FORBIDDEN, message);
  }

  public static Refusal notFound(String message) {
    return new Refusal(HttpServletResponse.SC_NOT_FOUND, message);
  }

  public static Refusal conflict(String message) {
    return new Refusal(HttpServletResponse.SC_CONFLICT, message);
  }

  public static Refusal busy(String message) {
    return new Refusal(HttpServletResponse.SC_SERVICE_UNAVAILABLE, message);
  }

  public static Refusal failure(String message) {
    return new Refusal(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, message);
  }

  public int status() {
    return status;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
