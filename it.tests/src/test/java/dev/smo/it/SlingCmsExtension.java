// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Holds the one server and its networks, and ends them after the last test. */
final class SlingCmsExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(SlingCmsExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Cms.class || type == Networks.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(HERE);
    Running running = store.getOrComputeIfAbsent("running", key -> new Running(), Running.class);
    return parameter.getParameter().getType() == Cms.class ? running.cms : running.networks();
  }

  /** What is started at first use. */
  private static final class Running implements AutoCloseable {
    private final SlingCms server = SlingCms.running();
    private final Cms cms = new Cms(server);
    private Networks networks;

    synchronized Networks networks() {
      if (networks == null) {
        networks = new Networks(cms);
      }
      return networks;
    }

    @Override
    public void close() {
      try (server) {
        if (networks != null) {
          networks.close();
        }
      }
    }
  }
}
