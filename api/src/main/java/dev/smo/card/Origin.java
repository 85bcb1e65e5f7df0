// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card;

/** Where a value of a card comes from; what is nearer to the page goes first. */
public enum Origin {
  /** The page's own social fields, in {@code jcr:content/smo}. */
  SOCIAL,
  /** A fact of the page, as the host tells it. */
  PAGE,
  /** A page above: its social fields, or, for the section, its title. */
  ANCESTOR,
  /** Context-aware configuration of the site, or the site itself. */
  SITE,
  /** Built in. */
  DEFAULT,
  /** A picture that was drawn for the page. */
  GENERATED
}
