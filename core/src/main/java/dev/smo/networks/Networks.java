package dev.smo.networks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All networks that the bars know: those of {@code networks.json}, and those that configurations of
 * {@link ConfiguredNetwork} add or replace.
 */
@Component(service = Networks.class)
public final class Networks {
  private static final Logger LOG = LoggerFactory.getLogger(Networks.class);
  private static final int REMEMBERED = 1_000;

  private final Map<String, Network> byName = new HashMap<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  @Activate
  public Networks(
      @Reference(
              cardinality = ReferenceCardinality.MULTIPLE,
              policyOption = ReferencePolicyOption.GREEDY)
          List<ConfiguredNetwork> configured) {
    shipped().forEach(this::take);
    configured.forEach(service -> take(service.network()));
  }

  private void take(Network network) {
    network.aliases().forEach(alias -> byName.putIfAbsent(alias, network));
    byName.put(network.name(), network);
  }

  /** The network of a name, or of one that it had; empty where there is none, or none any more. */
  public Optional<Network> named(String name) {
    return found(name).filter(network -> network.retired().isEmpty());
  }

  /** As {@link #named}, and says once in the log what is to be done about a name that is over. */
  public Optional<Network> named(String name, String place) {
    Optional<Network> network = found(name);
    network
        .filter(known -> !known.retired().isEmpty() || known.aliases().contains(name))
        .filter(known -> told.size() < REMEMBERED && told.add(place + "\n" + name))
        .ifPresent(known -> tell(known, name, place));
    return named(name);
  }

  public boolean isRetired(String name) {
    return found(name).filter(network -> !network.retired().isEmpty()).isPresent();
  }

  /** All that live, by label. */
  public Stream<Network> all() {
    return byName.values().stream()
        .distinct()
        .filter(network -> network.retired().isEmpty())
        .sorted(Comparator.comparing(network -> network.label().toLowerCase(Locale.ROOT)));
  }

  private Optional<Network> found(String name) {
    return Optional.ofNullable(byName.get(name));
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

  private static List<Network> shipped() {
    try (InputStream data = Networks.class.getResourceAsStream("networks.json")) {
      return new ObjectMapper()
          .readValue(Objects.requireNonNull(data), new TypeReference<List<Network>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
