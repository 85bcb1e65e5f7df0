// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.crypto;

import dev.smo.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import org.apache.sling.commons.crypto.PasswordProvider;
import org.apache.sling.settings.SlingSettingsService;
import org.jetbrains.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that opens the secrets of this installation. It is in a file outside the repository, so
 * that a copy of the repository alone opens nothing; only where other nodes may share that
 * repository, and nobody named a file that they share as well, it is in there with them. Looks
 * again every few seconds until it has the key, since the repository may not be ready.
 */
@Component(
    service = Runnable.class,
    property = {
      "scheduler.name=smo-key",
      "scheduler.period:Long=5",
      "scheduler.concurrent:Boolean=false"
    })
@Designate(ocd = InstallationKey.Config.class)
public final class InstallationKey implements Runnable {
  /** Names the file, where the configuration does not. */
  static final String VARIABLE = "SMO_KEY_FILE";

  private static final Logger LOG = LoggerFactory.getLogger(InstallationKey.class);

  /** What an operator may change. */
  @ObjectClassDefinition(
      name = "SMO: Key of this installation",
      description = "Where the key lies that opens the secrets of connections.")
  public @interface Config {
    @AttributeDefinition(
        name = "Path",
        description =
            "File with the key, the same on all nodes of a cluster. Default: the variable"
                + " SMO_KEY_FILE, or smo/secret.key in the home folder of Sling. Where nodes share"
                + " a repository and nobody names a file, the key is in the repository.")
    String path() default "";
  }

  private final BundleContext bundles;
  private final SharedKey shared;
  private final Optional<Path> named;
  private final Path usual;
  private @Nullable ServiceRegistration<PasswordProvider> registered;

  @Activate
  public InstallationKey(
      BundleContext bundles,
      @Reference SlingSettingsService sling,
      @Reference Repository repository,
      Config config) {
    this(
        bundles,
        repository,
        named(config.path().isEmpty() ? System.getenv(VARIABLE) : config.path()),
        Path.of(sling.getSlingHomePath(), "smo", "secret.key"));
    run();
  }

  /**
   * A key that is looked for at each run until it is there.
   *
   * @param named the file that an operator named
   * @param usual the file that counts where none is named
   */
  InstallationKey(BundleContext bundles, Repository repository, Optional<Path> named, Path usual) {
    this.bundles = bundles;
    this.shared = new SharedKey(repository);
    this.named = named;
    this.usual = usual;
  }

  private static Optional<Path> named(@Nullable String path) {
    return path == null || path.isBlank() ? Optional.empty() : Optional.of(Path.of(path.strip()));
  }

  @Override
  public synchronized void run() {
    if (registered != null) {
      return;
    }
    try {
      char[] key = find().toCharArray();
      Dictionary<String, Object> properties = new Hashtable<>();
      properties.put("names", "smo");
      registered = bundles.registerService(PasswordProvider.class, key::clone, properties);
    } catch (IOException | IllegalStateException e) {
      LOG.warn("Secrets of connections cannot be opened as yet: {}", e.getMessage());
      LOG.debug("the failure", e);
    }
  }

  /** The key of this node. */
  String find() throws IOException {
    if (named.isPresent()) {
      return KeyFile.of(named.get());
    }
    if (!SharedKey.isNeeded(bundles)) {
      return KeyFile.of(usual);
    }
    return Files.exists(usual) ? introduced(KeyFile.of(usual)) : shared.orElse(KeyFile.random());
  }

  /** What was encrypted with a node's own key opens with it only, so it is shared, and kept. */
  private String introduced(String own) {
    if (!shared.orElse(own).equals(own)) {
      LOG.warn(
          "{} is another key than that of the other nodes. Delete it, start this node again, and"
              + " enter the secrets again that were entered on it.",
          usual);
    }
    return own;
  }

  @Deactivate
  synchronized void forget() {
    if (registered != null) {
      registered.unregister();
      registered = null;
    }
  }
}
