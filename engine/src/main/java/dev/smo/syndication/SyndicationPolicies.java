// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.page.Page;
import dev.smo.settings.TemplatePattern;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.jetbrains.annotations.Nullable;

/** Reads policies where they apply, and what they say of a page. */
public final class SyndicationPolicies {
  /** More hours have no end that the repository could keep: a hundred years. */
  private static final int MOST_HOURS = 876_600;

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

  /**
   * Whether the policy means pages like this one. Where nobody can tell, because a value is wrong,
   * it does: its posts fail with the reason.
   */
  static boolean wanted(Page page, SyndicationPolicy policy) {
    try {
      return means(page, policy);
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /**
   * Whether the policy means pages like this one.
   *
   * @throws IllegalArgumentException a template is no regular expression, and no other matches
   */
  static boolean means(Page page, SyndicationPolicy policy) {
    if (page.home()) {
      return false;
    }
    Optional<String> wrong = Optional.empty();
    for (String template : policy.templates()) {
      try {
        if (TemplatePattern.of(template).matches(page.template())) {
          return true;
        }
      } catch (PatternSyntaxException e) {
        wrong = Optional.of(template + " (" + e.getDescription() + ")");
      }
    }
    if (wrong.isPresent()) {
      throw new IllegalArgumentException(
          "The policy names no regular expression as a template: " + wrong.get());
    }
    return policy.templates().length == 0;
  }

  /**
   * The day from which on pages are new to the policy; empty where it names none.
   *
   * @throws IllegalArgumentException it names something else
   */
  static Optional<LocalDate> since(SyndicationPolicy policy) {
    try {
      return policy.since().isEmpty()
          ? Optional.empty()
          : Optional.of(LocalDate.parse(policy.since()));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "The policy's date, since when pages are posted, must be written as 2027-01-31: "
              + policy.since(),
          e);
    }
  }

  /** So many hours as the policy says; empty where it sets no end, or none that anybody sees. */
  static Optional<Integer> hours(int said) {
    return said > 0 && said <= MOST_HOURS ? Optional.of(said) : Optional.empty();
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
        .map(SyndicationPolicies::target)
        .distinct()
        .toList();
  }

  /** Ids of the connections that the policy names, in whatever language. */
  public static List<String> connections(SyndicationPolicy policy) {
    return List.of(policy.connections()).stream()
        .map(SyndicationPolicies::target)
        .distinct()
        .toList();
  }

  /** Whether the policy posts to a connection, in whatever language. */
  static boolean names(SyndicationPolicy policy, String connection) {
    return connections(policy).contains(connection);
  }

  private static String target(String route) {
    return route.substring(route.indexOf('=') + 1).strip();
  }
}
