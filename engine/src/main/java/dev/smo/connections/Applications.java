// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.host.Cipher;
import dev.smo.post.Application;
import dev.smo.post.Secret;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * What networks gave to this installation as a whole: one application a network, or a server of it.
 * They stand at {@code /var/smo/applications/<network>[/<server>]}, secrets encrypted, or in OSGi
 * configuration, which counts first.
 */
@Component(service = Applications.class)
public class Applications {
  static final String ROOT = Repository.ROOT + "/applications";

  private static final String SETTINGS = "settings";
  private static final String SECRETS = "secrets";
  private static final String REDIRECT = "redirect";
  private static final String ENDPOINT = "endpoint";

  private final Repository repository;
  private final Vault vault;
  private final Map<String, ConfiguredApplication> configured = new ConcurrentHashMap<>();

  @Activate
  public Applications(
      @Reference Repository repository,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable
          Cipher cipher) {
    this.repository = repository;
    this.vault = new Vault(cipher);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindConfigured(ConfiguredApplication application) {
    configured.put(application.key(), application);
  }

  public void unbindConfigured(ConfiguredApplication application) {
    configured.remove(application.key(), application);
  }

  /**
   * The application for a network, or for one of its servers.
   *
   * @param endpoint address of the server, or empty
   * @return {@link Application#none()} where there is none
   * @throws OtherKeyException this node cannot open its secrets
   * @throws IllegalStateException they were entered for another server; the message says what to do
   */
  public Application find(String network, String endpoint) {
    @Nullable
    ConfiguredApplication fromConfiguration = configured.get(Vault.destination(network, endpoint));
    return fromConfiguration != null
        ? fromConfiguration.application()
        : repository.read(resolver -> stored(resolver, network, endpoint));
  }

  /**
   * Whether the network will send people back to an address: not if it registered the application
   * by itself for another.
   */
  public boolean sendsBackTo(String redirect, String network, String endpoint) {
    if (isConfigured(network, endpoint)) {
      return true;
    }
    return repository.read(
        resolver -> {
          Resource node = resolver.getResource(path(network, endpoint));
          String registered = node == null ? "" : node.getValueMap().get(REDIRECT, "");
          return registered.isEmpty() || registered.equals(redirect);
        });
  }

  /**
   * Keeps an application in place of the one that was.
   *
   * @param redirect the only address it sends people back to, or empty if that is not known
   * @throws IllegalStateException there is no cipher to store secrets with
   */
  public void save(String network, String endpoint, Application application, String redirect) {
    Map<String, String> encrypted = vault.seal(application.secrets(), purpose(network, endpoint));
    repository.commit(
        resolver -> {
          Resource node = Repository.node(resolver, path(network, endpoint));
          Repository.writable(node).putAll(Map.of(REDIRECT, redirect, ENDPOINT, endpoint));
          Repository.replace(node, SETTINGS, application.settings());
          Repository.replace(node, SECRETS, encrypted);
          return true;
        });
  }

  /**
   * An application as people may see it.
   *
   * @param endpoint address of the server, or empty
   * @param secrets names of the secrets that are set; never what they are
   * @param registered whether SMO registered it by itself
   * @param configured whether it stands in OSGi configuration
   */
  public record Known(
      String endpoint,
      Map<String, String> settings,
      Set<String> secrets,
      boolean registered,
      boolean configured) {}

  /** All applications for a network, by their servers; no secret is opened. */
  public List<Known> all(String network) {
    Map<String, Known> known = new HashMap<>();
    Consumer<Known> keep = one -> known.put(Vault.destination(network, one.endpoint()), one);
    repository.read(
        resolver -> {
          Resource root = resolver.getResource(ROOT + "/" + network);
          if (root != null) {
            known(root).ifPresent(keep);
            root.getChildren().forEach(node -> known(node).ifPresent(keep));
          }
          return true;
        });
    configured.values().stream()
        .filter(one -> one.network().equals(network))
        .map(ConfiguredApplication::known)
        .forEach(keep);
    return known.values().stream().sorted(Comparator.comparing(Known::endpoint)).toList();
  }

  private static Optional<Known> known(Resource node) {
    @Nullable String endpoint = node.getValueMap().get(ENDPOINT, String.class);
    Map<String, String> settings = Repository.strings(node.getChild(SETTINGS));
    Set<String> secrets = Repository.strings(node.getChild(SECRETS)).keySet();
    return endpoint == null || (settings.isEmpty() && secrets.isEmpty())
        ? Optional.empty()
        : Optional.of(
            new Known(
                endpoint,
                settings,
                secrets,
                !node.getValueMap().get(REDIRECT, "").isEmpty(),
                /* configured= */ false));
  }

  /** Whether OSGi configuration holds the application, which then counts alone. */
  public boolean isConfigured(String network, String endpoint) {
    return configured.containsKey(Vault.destination(network, endpoint));
  }

  private Application stored(ResourceResolver resolver, String network, String endpoint) {
    Resource node = resolver.getResource(path(network, endpoint));
    if (node == null || !node.getValueMap().containsKey(ENDPOINT)) {
      // What an early version kept without its endpoint is asked for again.
      return Application.none();
    }
    Map<String, Secret> secrets = new HashMap<>();
    Repository.strings(node.getChild(SECRETS))
        .forEach((name, text) -> secrets.put(name, open(name, text, network, endpoint)));
    return Application.of(Repository.strings(node.getChild(SETTINGS)), secrets);
  }

  private Secret open(String name, String text, String network, String endpoint) {
    String which = "The secret " + name + " of the application for " + network;
    try {
      return vault
          .open(text, purpose(network, endpoint))
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      which + " was entered for another network or server. Enter it again."));
    } catch (IllegalArgumentException e) {
      throw new OtherKeyException(which, e);
    }
  }

  private static String path(String network, String endpoint) {
    String server = endpoint.isEmpty() ? "" : "/" + Vault.destination(network, endpoint);
    return ROOT + "/" + network + server;
  }

  /**
   * Another than that of a connection's own secrets, so that neither can take the other's place.
   */
  private static String purpose(String network, String endpoint) {
    return Keys.hash("application\n" + Vault.destination(network, endpoint));
  }
}
