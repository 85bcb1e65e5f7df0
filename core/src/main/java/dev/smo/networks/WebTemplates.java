// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.networks;

import dev.smo.connector.Network;
import java.util.regex.Pattern;

/** Keeps code out of the addresses that a description brings into every page. */
final class WebTemplates {
  private static final Pattern CODE =
      Pattern.compile("(?:javascript|data|vbscript):.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  // Browsers pass over these where they read an address.
  private static final Pattern UNSEEN = Pattern.compile("[\\x00-\\x20]");

  private WebTemplates() {}

  /** The network without templates that would run as code. */
  static Network safe(Network network) {
    return network.toBuilder()
        .share(checked(network.share()))
        .shareOnServer(checked(network.shareOnServer()), network.server())
        .follow(checked(network.follow()))
        .build();
  }

  private static String checked(String template) {
    return CODE.matcher(UNSEEN.matcher(template).replaceAll("")).matches() ? "" : template;
  }
}
