// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.NetworkProvider;
import dev.smo.connector.Outcome;
import dev.smo.post.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceRegistration;

/** Networks of plugins, which come and go while bars are shown. */
@ExtendWith(SlingContextExtension.class)
class NetworksTest {
  private final SlingContext context = new SlingContext();
  private Networks networks;

  @BeforeEach
  void setUp() {
    networks = new Networks(List.of(), context.bundleContext());
  }

  /** A network that can be posted to as well. */
  private record Posting(Network network) implements Connector {
    @Override
    public Limits limits(Connection connection) {
      return Limits.builder(10, String::length).build();
    }

    @Override
    public Outcome publish(Delivery delivery) {
      return new Outcome.Rejected("not here");
    }
  }

  private static Network.Builder board() {
    return Network.builder("acme-board", "Acme Board").share("https://acme.test/?u={url}");
  }

  private ServiceRegistration<NetworkProvider> provide(NetworkProvider plugin, int ranking) {
    return context
        .bundleContext()
        .registerService(
            NetworkProvider.class, plugin, new Hashtable<>(Map.of("service.ranking", ranking)));
  }

  private boolean isKnown(String name) {
    return networks.all().anyMatch(network -> network.name().equals(name));
  }

  @Test
  void aNetworkOfAPluginIsKnownWhileItsServiceIsThere() {
    assertFalse(isKnown("acme-board"));
    ServiceRegistration<?> plugin = provide(() -> board().build(), 0);
    assertTrue(isKnown("acme-board"));
    assertEquals("Acme Board", networks.named("acme-board").orElseThrow().label());
    plugin.unregister();
    assertFalse(isKnown("acme-board"));
  }

  @Test
  void aNetworkThatCanBePostedToIsKnownWhileItsServiceIsThere() {
    ServiceRegistration<?> plugin =
        context
            .bundleContext()
            .registerService(Connector.class, new Posting(board().build()), new Hashtable<>());
    assertTrue(isKnown("acme-board"));
    plugin.unregister();
    assertFalse(isKnown("acme-board"));
  }

  @Test
  void aMarkWhoseOwnerDoesNotAllowItIsALetter() {
    assertEquals(
        "",
        networks.named("linkedin").orElseThrow().icon(),
        "Simple Icons removed LinkedIn's mark in 14.0 at the demand of its owner");
    assertEquals("", networks.named("lemmy").orElseThrow().icon(), "a drawing under the AGPL");
    for (String permitted : List.of("tiktok", "evernote")) {
      assertEquals(
          "",
          networks.named(permitted).orElseThrow().icon(),
          () -> "the owner of " + permitted + " wants to be asked in writing");
    }
  }

  @Test
  void thePageOfMarksSaysOfEachNetworkWhyItsMarkIsDrawn() throws IOException {
    String page = Files.readString(Path.of("../docs/marks.md"));
    for (Network network : networks.all().filter(one -> one.retired().isEmpty()).toList()) {
      String line =
          page.lines()
              .filter(one -> one.contains("| `" + network.name() + "` |"))
              .findFirst()
              .orElse("no line for " + network.name());
      String shown = network.icon().isEmpty() ? "a letter" : "drawn";
      assertTrue(line.replace("*", "").endsWith("| " + shown + " |"), line);
    }
  }

  @Test
  void aPluginCompletesTheShippedNetworkOfItsName() {
    Network shipped = networks.named("mastodon").orElseThrow();
    provide(() -> Network.builder("mastodon", "Mammoth").color("#123456").build(), 0);
    Network both = networks.named("mastodon").orElseThrow();
    assertEquals("Mammoth", both.label());
    assertEquals("#123456", both.color());
    assertEquals(shipped.share(), both.share());
    assertEquals(shipped.shareOnServer(), both.shareOnServer());
    assertFalse(shipped.icon().isEmpty());
    assertEquals(shipped.icon(), both.icon());
    assertEquals(1, networks.all().filter(one -> one.name().equals("mastodon")).count());
  }

  @Test
  void thePluginOfTheHighestRankingDescribesTheNetwork() {
    provide(() -> Network.builder("acme-board", "High").build(), 10);
    provide(() -> Network.builder("acme-board", "Low").build(), 1);
    assertEquals("High", networks.named("acme-board").orElseThrow().label());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)//{url}",
        " JavaScript:alert(1)//{url}",
        "java\tscript:alert(1)//{url}",
        "\u0001javascript:alert(1)//{url}",
        "javascript\n:alert(1)//{url}",
        "data:text/html,{url}",
        "vbscript:x"
      })
  void addressesThatAreCodeAreDropped(String template) {
    provide(
        () -> board().share(template).shareOnServer(template, "acme.test").follow(template).build(),
        0);
    Network network = networks.named("acme-board").orElseThrow();
    assertEquals("", network.share());
    assertEquals("", network.shareOnServer());
    assertEquals("", network.follow());
  }

  @Test
  void addressesOfOtherProgramsStay() {
    provide(() -> board().share("viber://forward?text={url}").build(), 0);
    assertEquals("viber://forward?text={url}", networks.named("acme-board").orElseThrow().share());
  }

  @Test
  void aPluginThatFailsHarmsNobody() {
    provide(
        () -> {
          throw new IllegalStateException("a bug");
        },
        0);
    provide(() -> null, 0);
    provide(
        () -> {
          throw new NoClassDefFoundError("org/acme/Missing");
        },
        0);
    provide(() -> board().build(), 0);
    assertTrue(isKnown("acme-board"));
    assertTrue(isKnown("mastodon"));
  }

  @ParameterizedTest
  @CsvSource({
    "stumbleupon, StumbleUpon closed in 2018; its successor Mix takes no links any more.",
    "google+, 'Google+ closed in 2019, without a successor.'",
    "youtube, 'YouTube has no posts with links for programs, only videos.'",
    "medium, Medium gives out no keys for its API any more; people can import a page there.",
    "acme-board, No connector for acme-board is running."
  })
  void saysWhyANetworkCannotBePostedTo(String name, String why) {
    assertEquals(why, networks.unposted(name));
  }

  @Test
  void networksThatArePostedToAreThoseOfTheBars() {
    for (String name : List.of("x", "reddit", "telegram", "discord", "teams")) {
      Network bar = networks.named(name).orElseThrow();
      assertEquals(name, bar.name());
      assertTrue(bar.share().length() + bar.follow().length() > 0, name);
    }
  }
}
