// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.networks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connector.Connector;
import dev.smo.connector.Network;
import dev.smo.connector.NetworkProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All networks that SMO can name: those of {@code networks.json}, completed and added to by plugins
 * ({@link NetworkProvider}, {@link Connector}), and above all by configurations of {@link
 * ConfiguredNetwork}. Plugins come and go while it runs.
 */
@Component(service = Networks.class)
public final class Networks {
  private static final Logger LOG = LoggerFactory.getLogger(Networks.class);
  private static final int REMEMBERED = 1_000;

  private final Map<String, Network> shipped = new HashMap<>();

  /** Why no program posts on a network, by its name. */
  private final Map<String, String> unposted = new HashMap<>();

  private final List<Network> configured;
  private final List<ServiceTracker<?, ?>> trackers = new ArrayList<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private volatile Known known = new Known(-1, Map.of());

  /** What was put together, from which state of the plugins. */
  private record Known(int state, Map<String, Network> byName) {}

  @Activate
  public Networks(
      @Reference(
              cardinality = ReferenceCardinality.MULTIPLE,
              policyOption = ReferencePolicyOption.GREEDY)
          List<ConfiguredNetwork> configured,
      BundleContext context) {
    this.configured = configured.stream().map(ConfiguredNetwork::network).toList();
    for (JsonNode one : shipped()) {
      Network network = of(one);
      shipped.put(network.name(), network);
      if (one.has("posts")) {
        unposted.put(network.name(), one.path("posts").asText());
      }
    }
    for (Class<?> service : List.of(NetworkProvider.class, Connector.class)) {
      ServiceTracker<?, ?> tracker = new ServiceTracker<>(context, service.getName(), null);
      tracker.open();
      trackers.add(tracker);
    }
  }

  @Deactivate
  void close() {
    trackers.forEach(ServiceTracker::close);
  }

  /** The network of a name, or of one that it had; empty where there is none, or none any more. */
  public Optional<Network> named(String name) {
    return found(name).filter(network -> network.retired().isEmpty());
  }

  /** As {@link #named}, and says once in the log what is to be done about a name that is over. */
  public Optional<Network> named(String name, String place) {
    Optional<Network> network = found(name);
    network
        .filter(one -> !one.retired().isEmpty() || one.aliases().contains(name))
        .filter(one -> told.size() < REMEMBERED && told.add(place + "\n" + name))
        .ifPresent(one -> tell(one, name, place));
    return named(name);
  }

  /** A sentence for whoever named a network that is over; empty where it lives, or is none. */
  public Optional<String> farewell(String name) {
    return found(name)
        .filter(network -> !network.retired().isEmpty())
        .map(network -> network.label() + " " + network.retired() + ".");
  }

  /** Why a network without a connector cannot be posted to, as a sentence for people. */
  public String unposted(String name) {
    return farewell(name)
        .or(
            () ->
                named(name)
                    .filter(network -> unposted.containsKey(network.name()))
                    .map(one -> one.label() + " " + unposted.get(one.name()) + "."))
        .orElse("No connector for " + name + " is running.");
  }

  public boolean isRetired(String name) {
    return found(name).filter(network -> !network.retired().isEmpty()).isPresent();
  }

  /** All that live, by label. */
  public Stream<Network> all() {
    return byName().values().stream()
        .distinct()
        .filter(network -> network.retired().isEmpty())
        .sorted(Comparator.comparing(network -> network.label().toLowerCase(Locale.ROOT)));
  }

  /** A network with what SMO and its configuration know of it beside. */
  public Network complete(Network network) {
    Network whole = network;
    for (Network one : configured) {
      whole = one.name().equals(network.name()) ? over(one, network) : whole;
    }
    Network base = shipped.get(network.name());
    return base == null ? whole : over(whole, base);
  }

  /** What one does not say, as another says it. */
  private static Network over(Network one, Network base) {
    Network.Builder both =
        one.toBuilder()
            .icon(first(one.icon(), base.icon()))
            .color(first(one.color(), base.color()))
            .share(first(one.share(), base.share()))
            .shareOnServer(
                first(one.shareOnServer(), base.shareOnServer()),
                first(one.server(), base.server()))
            .follow(first(one.follow(), base.follow()))
            .action(first(one.action(), base.action()))
            .aliases(one.aliases().isEmpty() ? base.aliases() : one.aliases());
    one.card().or(base::card).ifPresent(both::card);
    one.documentation().or(base::documentation).ifPresent(both::documentation);
    return both.build();
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  private Optional<Network> found(String name) {
    return Optional.ofNullable(byName().get(name));
  }

  /** Put together anew when plugins have come or gone. */
  private Map<String, Network> byName() {
    int state = 0;
    for (ServiceTracker<?, ?> tracker : trackers) {
      state = 31 * state + tracker.getTrackingCount();
    }
    Known last = known;
    if (last.state() != state) {
      last = new Known(state, together());
      known = last;
    }
    return last.byName();
  }

  private Map<String, Network> together() {
    Map<String, Network> whole = new HashMap<>(shipped);
    described().forEach(network -> whole.put(network.name(), network));
    configured.forEach(network -> whole.putIfAbsent(network.name(), network));
    Map<String, Network> byName = new HashMap<>();
    whole.values().stream()
        .map(network -> WebTemplates.safe(complete(network)))
        .forEach(
            network -> {
              network.aliases().forEach(alias -> byName.putIfAbsent(alias, network));
              byName.put(network.name(), network);
            });
    return byName;
  }

  /** What plugins describe, the highest ranking last. */
  private Stream<Network> described() {
    return trackers.stream()
        .flatMap(
            tracker -> {
              ServiceReference<?>[] all = tracker.getServiceReferences();
              return all == null
                  ? Stream.empty()
                  : Arrays.stream(all).map(r -> Map.entry(r, tracker));
            })
        .sorted(Map.Entry.comparingByKey())
        .flatMap(entry -> network(entry.getKey(), entry.getValue()).stream());
  }

  @SuppressWarnings("unchecked")
  private static Optional<Network> network(
      ServiceReference<?> reference, ServiceTracker<?, ?> tracker) {
    try {
      @Nullable
      Object service =
          ((ServiceTracker<Object, Object>) tracker)
              .getService((ServiceReference<Object>) reference);
      return Optional.ofNullable((NetworkProvider) service).map(NetworkProvider::network);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("A plugin of {} cannot describe its network", reference.getBundle(), e);
      return Optional.empty();
    }
  }

  private static void tell(Network network, String name, String place) {
    if (network.retired().isEmpty()) {
      LOG.warn(
          "The bar {} names the network '{}', which is '{}' now and is shown as such; change the"
              + " name in the component, its policy or the configuration smo/share",
          place,
          name,
          network.name());
    } else {
      LOG.warn(
          "The bar {} names the network '{}', which {} and is not shown; take it out of the"
              + " component, its policy or the configuration smo/share",
          place,
          name,
          network.retired());
    }
  }

  static JsonNode shipped() {
    try (InputStream data = Networks.class.getResourceAsStream("networks.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Network of(JsonNode json) {
    String name = json.path("name").asText();
    List<String> aliases = new ArrayList<>();
    json.path("aliases").forEach(alias -> aliases.add(alias.asText()));
    return Network.builder(name, json.path("label").asText(name))
        .aliases(aliases)
        .share(json.path("share").asText())
        .shareOnServer(json.path("instance").asText(), json.path("server").asText())
        .follow(json.path("profile").asText())
        .action(json.path("action").asText())
        .icon(json.path("icon").asText())
        .color(json.path("color").asText())
        .retired(json.path("retired").asText())
        .build();
  }
}
