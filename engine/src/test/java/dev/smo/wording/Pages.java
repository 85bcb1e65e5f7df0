// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import dev.smo.connector.Limits;
import dev.smo.page.Page;
import dev.smo.page.Site;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Pages and limits to test with. */
public final class Pages {
  public static final URI LINK = URI.create("https://example.org/winter/open.html");

  private Pages() {}

  public static Page.Builder page() {
    return page(LINK);
  }

  public static Page.Builder page(URI url) {
    Site site =
        new Site("/content/museum", "The Museum", URI.create("https://example.org"), Locale.UK);
    return Page.builder("/content/museum/winter", site, url);
  }

  public static Limits graphemes(int most) {
    return limits(most, Limits::graphemes);
  }

  public static Limits limits(int most, ToIntFunction<String> length) {
    return Limits.builder(most, length)
        .images(List.of("image/jpeg", "image/png"), 1_000_000, 2000)
        .build();
  }
}
