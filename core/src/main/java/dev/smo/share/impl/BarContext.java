// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import dev.smo.host.ComponentPolicy;
import dev.smo.host.PageSource;
import dev.smo.identity.VerifiedPages;
import dev.smo.memory.ViewedPages;
import dev.smo.page.Page;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.InjectionStrategy;
import org.apache.sling.models.annotations.injectorspecific.OSGiService;
import org.apache.sling.models.annotations.injectorspecific.ScriptVariable;
import org.apache.sling.models.annotations.injectorspecific.SlingObject;
import org.jetbrains.annotations.Nullable;

/** Where a bar stands: its component with what was chosen for it, and its page. */
@Model(adaptables = {SlingHttpServletRequest.class, Resource.class})
public final class BarContext {
  private final Resource component;
  private final BarSettings choice;
  private final Optional<Resource> resource;
  private final Optional<Page> page;
  private final @Nullable VerifiedPages identities;

  /**
   * @param policies the component's policy of the page's template, where the host offers a service
   * @param bound the same, where the host binds it for scripts
   */
  @Inject
  public BarContext(
      @SlingObject Resource component,
      @OSGiService(injectionStrategy = InjectionStrategy.OPTIONAL) @Nullable PageSource pages,
      @OSGiService(injectionStrategy = InjectionStrategy.OPTIONAL) @Nullable ViewedPages viewed,
      @OSGiService(injectionStrategy = InjectionStrategy.OPTIONAL) @Nullable
          ComponentPolicy policies,
      @ScriptVariable(
              name = "componentConfiguration",
              injectionStrategy = InjectionStrategy.OPTIONAL)
          @Nullable
          ValueMap bound,
      @OSGiService(injectionStrategy = InjectionStrategy.OPTIONAL) @Nullable
          VerifiedPages identities) {
    this.component = component;
    this.identities = identities;
    choice = BarSettings.of(component, policy(bound, policies, component));
    resource = Optional.ofNullable(pages).flatMap(source -> source.pageOf(component));
    page = Optional.ofNullable(viewed).flatMap(known -> resource.flatMap(known::of));
  }

  private static ValueMap policy(
      @Nullable ValueMap bound, @Nullable ComponentPolicy policies, Resource component) {
    if (bound != null) {
      return bound;
    }
    return policies == null ? ValueMap.EMPTY : policies.of(component);
  }

  Resource component() {
    return component;
  }

  BarSettings choice() {
    return choice;
  }

  Optional<Page> page() {
    return page;
  }

  /** Language tag of the page, or empty. */
  String language() {
    return page.map(read -> read.locale().toLanguageTag()).orElse("");
  }

  /** By what the page is known over moves; empty where there is no page. */
  String identity() {
    return identities == null ? "" : resource.map(identities::of).orElse("");
  }
}
