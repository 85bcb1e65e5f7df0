// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connector.Connector;
import dev.smo.connector.Network;
import dev.smo.networks.Capability;
import dev.smo.networks.Networks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private final ServiceTracker<Connector, Running> running;

  @Activate
  public Connectors(BundleContext context, @Reference Networks networks) {
    this.networks = networks;
    running = new ServiceTracker<>(context, Connector.class, new Reader(context));
    running.open();
  }

  /** A connector, and the network that it named when it came. */
  private record Running(String network, Connector connector) {}

  /** Leaves out whatever cannot even say which network it is for. */
  private record Reader(BundleContext context)
      implements ServiceTrackerCustomizer<Connector, Running> {
    @Override
    public Running addingService(ServiceReference<Connector> reference) {
      Connector connector = context.getService(reference);
      try {
        return new Running(connector.network().name(), connector);
      } catch (RuntimeException | LinkageError e) {
        LOG.error("The connector {} of {} cannot be used", connector, reference.getBundle(), e);
        return new Running("", connector);
      }
    }

    @Override
    public void modifiedService(ServiceReference<Connector> reference, Running connector) {
      // Only the ranking can have changed, which is asked each time.
    }

    @Override
    public void removedService(ServiceReference<Connector> reference, Running connector) {
      context.ungetService(reference);
    }
  }

  @Deactivate
  void close() {
    running.close();
  }

  /**
   * What the connector of a network is, such as its {@code Reconciler}; nothing where it is not.
   */
  public <T> Optional<T> find(Class<T> capability, String network) {
    return connector(network).filter(capability::isInstance).map(capability::cast);
  }

  /** A network that can be posted to. */
  public Optional<Network> network(String name) {
    return connector(name).map(connector -> networks.complete(connector.network()));
  }

  /** Why a network without a connector cannot be posted to, as a sentence for people. */
  public String unposted(String name) {
    return networks.unposted(name);
  }

  /** All networks that can be posted to, by label. */
  public List<Network> all() {
    return references()
        .map(running::getService)
        .filter(one -> one != null && !one.network().isEmpty())
        .map(Running::network)
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
  private Optional<Connector> connector(String network) {
    return references()
        .map(reference -> Map.entry(reference, Optional.ofNullable(running.getService(reference))))
        .filter(entry -> entry.getValue().filter(one -> one.network().equals(network)).isPresent())
        .max(Map.Entry.comparingByKey())
        .flatMap(Map.Entry::getValue)
        .map(Running::connector);
  }

  private Stream<ServiceReference<Connector>> references() {
    ServiceReference<Connector>[] references = running.getServiceReferences();
    return references == null ? Stream.empty() : Arrays.stream(references);
  }
}
