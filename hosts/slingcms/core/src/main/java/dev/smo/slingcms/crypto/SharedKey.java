// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.crypto;

import dev.smo.repository.Repository;
import java.util.Arrays;
import org.apache.sling.api.resource.Resource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The key that all nodes of a cluster have, because it is in their repository, where only the
 * service user of SMO and administrators read it. Whoever comes first puts it there.
 */
final class SharedKey {
  static final String PATH = Repository.ROOT + "/key";

  private static final String KEY = "key";

  private final Repository repository;

  SharedKey(Repository repository) {
    this.repository = repository;
  }

  /** Whether other nodes may work on the same repository. */
  static boolean isNeeded(BundleContext bundles) {
    return isClustered(bundles, "org.apache.jackrabbit.oak.spi.state.NodeStore")
        || isClustered(bundles, "org.apache.jackrabbit.oak.spi.state.NodeStoreProvider");
  }

  private static boolean isClustered(BundleContext bundles, String service) {
    try {
      // Of all, as nothing of ours imports the classes of Oak.
      ServiceReference<?>[] stores = bundles.getAllServiceReferences(service, null);
      return stores != null
          && Arrays.stream(stores)
              .map(store -> store.getProperty("oak.nodestore.description"))
              .anyMatch(
                  told ->
                      told instanceof String[] facts
                          && Arrays.asList(facts).contains("nodeStoreType=document"));
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter is none that is wrong", e);
    }
  }

  /**
   * The key of the cluster.
   *
   * @param own what becomes it where there is none as yet
   * @throws IllegalStateException the repository cannot be read or written as yet
   */
  String orElse(String own) {
    return repository.commit(
        resolver -> {
          Resource node = Repository.node(resolver, PATH);
          String there = node.getValueMap().get(KEY, "");
          if (there.isEmpty()) {
            Repository.writable(node).put(KEY, own);
          }
          return there.isEmpty() ? own : there;
        });
  }
}
