package dev.smo.connections;

import dev.smo.connector.Authorizer;
import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Editor;
import dev.smo.connector.Insights;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Retractor;
import dev.smo.connector.Verifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;

/** What connectors there are: nothing but a reading of the service registry. */
@Component(service = Connectors.class)
public class Connectors {
  private static final String NETWORK = "smo.network";
  private static final List<Class<?>> CAPABILITIES =
      List.of(
          Connector.class,
          Reconciler.class,
          Verifier.class,
          Retractor.class,
          Editor.class,
          Insights.class,
          Conversations.class,
          Authorizer.class);

  private final Map<Class<?>, ServiceTracker<?, ?>> trackers = new HashMap<>();

  @Activate
  public Connectors(BundleContext context) {
    for (Class<?> capability : CAPABILITIES) {
      ServiceTracker<?, ?> tracker = new ServiceTracker<>(context, capability.getName(), null);
      tracker.open();
      trackers.put(capability, tracker);
    }
  }

  @Deactivate
  void close() {
    trackers.values().forEach(ServiceTracker::close);
  }

  /** The service of a network, such as its {@code Reconciler}; the highest ranked where several. */
  public <T> Optional<T> find(Class<T> capability, String network) {
    ServiceTracker<?, ?> tracker = trackers.get(capability);
    if (tracker == null) {
      throw new IllegalArgumentException(capability + " is no capability of a network");
    }
    return references(tracker)
        .filter(reference -> network.equals(reference.getProperty(NETWORK)))
        .max(Comparator.naturalOrder())
        .map(reference -> service(tracker, reference))
        .map(capability::cast);
  }

  /** Whether publishing again under the same id is harmless on this network. */
  public boolean idempotent(String network) {
    return connectors(network)
        .anyMatch(reference -> Boolean.TRUE.equals(reference.getProperty("smo.idempotent")));
  }

  /** All networks that can be posted to, by label. */
  public List<Network> all() {
    return connectors("")
        .map(
            reference ->
                new Network(
                    text(reference, NETWORK),
                    text(reference, "smo.label"),
                    texts(reference, "smo.settings"),
                    texts(reference, "smo.secrets")))
        .sorted(Comparator.comparing(Network::label))
        .toList();
  }

  /**
   * A network that can be posted to.
   *
   * @param settings names of a connection's settings; a trailing {@code *} marks a mandatory one
   * @param secrets names of the secrets that a person types in
   */
  public record Network(String name, String label, List<String> settings, List<String> secrets) {}

  private Stream<ServiceReference<?>> connectors(String network) {
    ServiceTracker<?, ?> tracker = trackers.get(Connector.class);
    return tracker == null
        ? Stream.empty()
        : references(tracker)
            .filter(r -> network.isEmpty() || network.equals(r.getProperty(NETWORK)));
  }

  private static Stream<ServiceReference<?>> references(ServiceTracker<?, ?> tracker) {
    ServiceReference<?>[] references = tracker.getServiceReferences();
    return references == null ? Stream.empty() : Arrays.stream(references);
  }

  @SuppressWarnings("unchecked")
  private static Object service(ServiceTracker<?, ?> tracker, ServiceReference<?> reference) {
    return ((ServiceTracker<Object, Object>) tracker)
        .getService((ServiceReference<Object>) reference);
  }

  private static String text(ServiceReference<?> reference, String name) {
    return String.valueOf(reference.getProperty(name));
  }

  private static List<String> texts(ServiceReference<?> reference, String name) {
    Object value = reference.getProperty(name);
    return value instanceof String[] all
        ? List.of(all)
        : value instanceof String one ? List.of(one) : List.of();
  }
}
