package dev.smo.share.impl;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * All networks that the bars know: those of {@code networks.json}, and those that configurations of
 * {@link ConfiguredNetwork} add or replace.
 */
@Component(service = Networks.class)
public final class Networks {
  private final Map<String, Network> byName = new HashMap<>();

  @Activate
  public Networks(
      @Reference(
              cardinality = ReferenceCardinality.MULTIPLE,
              policyOption = ReferencePolicyOption.GREEDY)
          List<ConfiguredNetwork> configured) {
    shipped().forEach(network -> byName.put(network.name(), network));
    configured.forEach(service -> byName.put(service.network().name(), service.network()));
  }

  Optional<Network> named(String name) {
    return Optional.ofNullable(byName.get(name));
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
