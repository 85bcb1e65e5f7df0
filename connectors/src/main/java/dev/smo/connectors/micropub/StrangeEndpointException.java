// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.micropub;

import java.io.IOException;
import java.net.URI;

/** The page of a site names an endpoint on which nobody agreed, so that it gets no token. */
final class StrangeEndpointException extends IOException {
  private static final long serialVersionUID = 1L;

  StrangeEndpointException(URI named) {
    super(
        "The site wants posts to be sent to another host, "
            + named
            + ". Sign in again if that is right, or enter it as the endpoint for posts");
  }
}
