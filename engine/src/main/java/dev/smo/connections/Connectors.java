// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connector.Connector;
import dev.smo.connector.Network;
import dev.smo.connector.NetworkProvider;
import dev.smo.connector.Watcher;
import dev.smo.networks.Capability;
import dev.smo.networks.Networks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What connectors there are: nothing but a reading of the service registry. */
@Component(service = Connectors.class)
public class Connectors {
  private static final Logger LOG = LoggerFactory.getLogger(Connectors.class);

  private final Networks networks;
  private final List<ServiceTracker<?, Running>> running;

  @Activate
  public Connectors(BundleContext context, @Reference Networks networks) {
    this.networks = networks;
    running =
        List.of(
            new ServiceTracker<Connector, Running>(context, Connector.class, new Reader<>(context)),
            new ServiceTracker<NetworkProvider, Running>(
                context, NetworkProvider.class, new Reader<>(context)));
    running.forEach(ServiceTracker::open);
  }

  /** A connector, or whoever looks at a network only, and the network that it named at first. */
  private record Running(String network, NetworkProvider connector) {}

  /** Leaves out whatever only describes a network, or cannot even say which. */
  private record Reader<T extends NetworkProvider>(BundleContext context)
      implements ServiceTrackerCustomizer<T, Running> {
    @Override
    public Running addingService(ServiceReference<T> reference) {
      T connector = context.getService(reference);
      if (!(connector instanceof Connector || connector instanceof Watcher)) {
        return new Running("", connector);
      }
      try {
        return new Running(connector.network().name(), connector);
      } catch (RuntimeException | LinkageError e) {
        LOG.error("The connector {} of {} cannot be used", connector, reference.getBundle(), e);
        return new Running("", connector);
      }
    }

    @Override
    public void modifiedService(ServiceReference<T> reference, Running connector) {
      // Only the ranking can have changed, which is asked each time.
    }

    @Override
    public void removedService(ServiceReference<T> reference, Running connector) {
      context.ungetService(reference);
    }
  }

  @Deactivate
  void close() {
    running.forEach(ServiceTracker::close);
  }

  /**
   * What the connector of a network is, such as its {@code Reconciler}; nothing where it is not.
   */
  public <T> Optional<T> find(Class<T> capability, String network) {
    return connector(network).filter(capability::isInstance).map(capability::cast);
  }

  /**
   * The connector of a network to which pages and notes are posted. One that looks at what pages
   * show is given answers only.
   */
  public Optional<Connector> poster(String network) {
    return find(Connector.class, network).filter(one -> !(one instanceof Watcher));
  }

  /** A network that can be connected: posted to, or looked at. */
  public Optional<Network> network(String name) {
    return connector(name).map(connector -> networks.complete(connector.network()));
  }

  /** Why a network without a connector cannot be posted to, as a sentence for people. */
  public String unposted(String name) {
    return networks.unposted(name);
  }

  /** All networks that can be connected, by label. */
  public List<Network> all() {
    return running.stream()
        .flatMap(Connectors::found)
        .map(one -> one.running().network())
        .filter(name -> !name.isEmpty())
        .distinct()
        .flatMap(name -> network(name).stream())
        .sorted(Comparator.comparing(network -> network.label().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** What a network can do beyond publishing. */
  public Set<Capability> capabilities(String network) {
    return connector(network).map(Capability::of).orElse(Set.of());
  }

  /** That of the highest ranking, where there are several. */
  private Optional<NetworkProvider> connector(String network) {
    return running.stream()
        .flatMap(Connectors::found)
        .filter(one -> one.running().network().equals(network))
        .max(Comparator.comparing(Found::reference))
        .map(one -> one.running().connector());
  }

  /** A service, and what is known of it. */
  private record Found(ServiceReference<?> reference, Running running) {}

  private static <T> Stream<Found> found(ServiceTracker<T, Running> tracker) {
    ServiceReference<T>[] references = tracker.getServiceReferences();
    return Stream.ofNullable(references)
        .flatMap(Arrays::stream)
        .flatMap(
            one -> Stream.ofNullable(tracker.getService(one)).map(known -> new Found(one, known)));
  }
}
