// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import java.util.function.Function;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads as somebody without a session does: a feed is for everyone, whoever asks for it. */
@Component(service = AnonymousAccess.class)
public final class AnonymousAccess {
  private final ResourceResolverFactory factory;

  @Activate
  public AnonymousAccess(@Reference ResourceResolverFactory factory) {
    this.factory = factory;
  }

  <T> T read(Function<ResourceResolver, T> reader) {
    try (ResourceResolver resolver = factory.getResourceResolver(null)) {
      return reader.apply(resolver);
    } catch (LoginException e) {
      throw new IllegalStateException("the repository lets no stranger in", e);
    }
  }
}
