// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.page.Page;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads policies where they apply, and what they say of a page. */
final class SyndicationPolicies {
  private static final Logger LOG = LoggerFactory.getLogger(SyndicationPolicies.class);

  private SyndicationPolicies() {}

  /** The policy of a resource; all defaults where there is none. */
  static <T> T of(@Nullable Resource resource, Class<T> policy) {
    ConfigurationBuilder builder =
        resource == null ? null : resource.adaptTo(ConfigurationBuilder.class);
    if (builder == null) {
      throw new IllegalStateException(
          "context-aware configuration is not available"
              + (resource == null ? "" : " for " + resource.getPath()));
    }
    return builder.as(policy);
  }

  /** Whether the policy means pages like this one. */
  static boolean wanted(Page page, SyndicationPolicy policy) {
    if (page.home()) {
      return false;
    }
    String[] templates = policy.templates();
    if (templates.length == 0) {
      return true;
    }
    for (String template : templates) {
      try {
        if (page.template().matches(template)) {
          return true;
        }
      } catch (PatternSyntaxException e) {
        LOG.error(
            "The policy for {} names no regular expression as a template: {}",
            page.path(),
            e.getMessage());
      }
    }
    return false;
  }

  /** The connections for a page's language: {@code de=x} takes German, {@code x} all. */
  static List<String> connections(
      Locale locale, SyndicationPolicy policy, SyndicationRequest wish) {
    if (wish.explicit()) {
      return wish.connections();
    }
    return List.of(policy.connections()).stream()
        .filter(
            route -> {
              int equals = route.indexOf('=');
              String language = equals < 0 ? "" : route.substring(0, equals).strip();
              return equals < 0
                  || language.equalsIgnoreCase(locale.getLanguage())
                  || language.equalsIgnoreCase(locale.toLanguageTag());
            })
        .map(route -> route.substring(route.indexOf('=') + 1).strip())
        .distinct()
        .toList();
  }
}
