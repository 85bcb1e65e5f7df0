// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview;

import java.util.List;

/**
 * Something about a page that networks or readers will stumble over.
 *
 * @param severity how much it matters
 * @param code names it; {@code smo.preview.finding.<code>} is its sentence in the dictionaries
 * @param field the social field by which an author puts it right, or empty
 * @param parameters what stands for {@code {0}}, {@code {1}} in the sentence
 */
public record Finding(Severity severity, String code, String field, List<String> parameters) {
  /** Start of the keys of all sentences. */
  public static final String KEY = "smo.preview.finding.";

  /** How much a finding matters. */
  public enum Severity {
    /** The page is shown wrongly, or not at all. */
    ERROR(0.34),
    /** Readers get less than the page could give. */
    WARNING(0.14),
    /** Could be better. */
    HINT(0.04);

    private final double weight;

    Severity(double weight) {
      this.weight = weight;
    }

    double weight() {
      return weight;
    }
  }

  public Finding {
    parameters = List.copyOf(parameters);
  }

  public static Finding error(String code, String field, String... parameters) {
    return new Finding(Severity.ERROR, code, field, List.of(parameters));
  }

  public static Finding warning(String code, String field, String... parameters) {
    return new Finding(Severity.WARNING, code, field, List.of(parameters));
  }

  public static Finding hint(String code, String field, String... parameters) {
    return new Finding(Severity.HINT, code, field, List.of(parameters));
  }

  /** The sentence with its parameters in their places. */
  public String fill(String sentence) {
    String filled = sentence;
    for (int i = 0; i < parameters.size(); i++) {
      filled = filled.replace("{" + i + "}", parameters.get(i));
    }
    return filled;
  }
}
