// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.share.KnownNetworks;
import dev.smo.share.NetworkLink;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockRequestPathInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class NetworksFieldTest {
  private static final KnownNetworks KNOWN =
      new KnownNetworks() {
        @Override
        public List<NetworkLink> getShared() {
          return Stream.of("Bluesky", "E-mail", "LinkedIn", "Mastodon")
              .map(
                  label ->
                      new NetworkLink(
                          label.toLowerCase(Locale.ROOT), label, "", "", "", "", "", ""))
              .toList();
        }

        @Override
        public List<NetworkLink> getFollowed() {
          return List.of();
        }
      };

  private final SlingContext context = new SlingContext();

  private String shown(Object... values) {
    context.currentResource(
        context.create().resource("/apps/dialog/edit/fields/networks", "name", "networks"));
    context.create().resource("/content/page/jcr:content/share", values);
    ((MockRequestPathInfo) context.request().getRequestPathInfo())
        .setSuffix("/content/page/jcr:content/share");
    return new NetworksField(context.request(), KNOWN)
        .getEntries().stream()
            .map(
                entry ->
                    (Boolean.TRUE.equals(entry.get("chosen")) ? "+" : "-") + entry.get("label"))
            .toList()
            .toString();
  }

  @Test
  void withoutAChoiceAllAreOfferedByLabel() {
    assertEquals("[-Bluesky, -E-mail, -LinkedIn, -Mastodon]", shown());
  }

  @Test
  void whatIsChosenStandsFirstInItsOrder() {
    assertEquals(
        "[+Mastodon, +Bluesky, -E-mail, -LinkedIn]",
        shown("networks", new String[] {"mastodon", "bluesky"}));
  }

  @Test
  void whatNobodyKnowsAnyMoreIsNotLost() {
    assertEquals(
        "[+orkut, +LinkedIn, -Bluesky, -E-mail, -Mastodon]",
        shown("networks", new String[] {"orkut", "linkedin", "orkut"}));
  }

  @Test
  void aSingleValueIsAListOfOne() {
    assertEquals("[+LinkedIn, -Bluesky, -E-mail, -Mastodon]", shown("networks", "linkedin"));
  }
}
