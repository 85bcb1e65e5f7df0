// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import java.util.List;

/**
 * What a site lets authors place.
 *
 * @param path its node
 * @param title its name for people
 * @param uses the policies of its templates
 * @param bare titles of templates without a policy, whose containers take nothing
 * @param card whether its pages get a card
 */
public record SiteSetup(
    String path, String title, List<Use> uses, List<String> bare, CardSwitch card) {
  public SiteSetup {
    uses = List.copyOf(uses);
    bare = List.copyOf(bare);
  }

  public String bareNames() {
    return String.join(", ", bare);
  }

  /**
   * A policy of a site.
   *
   * @param policy the policy
   * @param templates titles of the site's templates that keep to it
   * @param elsewhere titles of other sites that do
   */
  public record Use(Policy policy, List<String> templates, List<String> elsewhere) {
    public Use {
      templates = List.copyOf(templates);
      elsewhere = List.copyOf(elsewhere);
    }

    public String templateNames() {
      return String.join(", ", templates);
    }

    public String siteNames() {
      return String.join(", ", elsewhere);
    }
  }
}
