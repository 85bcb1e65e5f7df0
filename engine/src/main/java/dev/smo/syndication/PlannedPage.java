// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.connections.Account;
import dev.smo.host.PageSource;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.settings.SiteZone;
import dev.smo.tracking.TrackedLinks;
import dev.smo.tracking.Tracking;
import dev.smo.wording.HashtagMap;
import java.time.ZoneId;
import java.util.List;
import org.apache.sling.api.resource.Resource;

/**
 * A page to be posted, and what was decided about it.
 *
 * @param page its facts, with the author's own title and description where there are some, and the
 *     site's own hashtags for its tags
 * @param moreImages pictures beside the page's own, where the policy attaches them
 * @param zone in which the site counts days
 */
record PlannedPage(
    Page page,
    List<Image> moreImages,
    PostOptions choices,
    SyndicationPolicy policy,
    Tracking tracking,
    ZoneId zone) {

  /**
   * @param resource the page, or what lies in it
   */
  static PlannedPage of(
      Page facts,
      PostOptions choices,
      SyndicationPolicy policy,
      PageSource pages,
      Resource resource) {
    Page page =
        facts.toBuilder()
            .title(choices.titleOf(facts))
            .description(choices.descriptionOf(facts))
            .tags(HashtagMap.of(policy.hashtags()).mapped(facts.tags()))
            .build();
    boolean all = "image".equals(policy.picture()) && "all".equals(policy.images());
    return new PlannedPage(
        page,
        all ? choices.moreImages(pages, resource) : List.of(),
        choices,
        policy,
        SyndicationPolicies.of(resource, Tracking.class),
        SiteZone.of(resource));
  }

  /** Where a link to the page comes from that stands in a post on an account. */
  TrackedLinks.Origin origin(Account account) {
    return new TrackedLinks.Origin(
        account.network(),
        account.id(),
        page.locale().toLanguageTag(),
        page.template(),
        choices.campaign());
  }
}
