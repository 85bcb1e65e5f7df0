// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static dev.smo.web.Markup.escaped;

/** The page for a browser whose sign-in failed: what happened, and the way back. No script. */
final class FailurePage {
  private FailurePage() {}

  /**
   * @param sentence what happened and what to do; may hold strangers' words
   * @param style address of the console's style sheet
   * @param console path of the console's page, or empty if it is not known
   */
  static String html(String sentence, String style, String console) {
    String back =
        console.isEmpty()
            ? "<p>Go back to the console, to its connections, and try again.</p>"
            : "<p class=\"cmp-smo-console__actions\"><a class=\"button is-primary\" href=\""
                + escaped(console)
                + "#connections\">Back to the connections, to try again</a></p>";
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Signing in failed</title>
        <link rel="stylesheet" href="%s">
        </head>
        <body>
        <main class="cmp-smo-console">
        <h1 class="cmp-smo-console__title">Signing in failed</h1>
        <p class="cmp-smo-console__alarm" role="alert">%s</p>
        %s
        </main>
        </body>
        </html>
        """
        .formatted(escaped(style), escaped(sentence), back);
  }
}
