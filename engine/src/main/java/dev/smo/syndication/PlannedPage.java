// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.connections.Account;
import dev.smo.host.PageSource;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.raster.Cut;
import dev.smo.settings.SiteZone;
import dev.smo.tracking.TrackedLinks;
import dev.smo.tracking.Tracking;
import dev.smo.wording.HashtagMap;
import dev.smo.wording.MentionMap;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.sling.api.resource.Resource;

/**
 * A page to be posted, and what was decided about it.
 *
 * @param page its facts, with the author's own title and description where there are some, and the
 *     site's own hashtags for its tags
 * @param moreImages pictures beside the page's own, where the policy attaches them
 * @param pictures finds a picture of the site by its place, with a text for people who cannot see
 *     it
 * @param zone in which the site counts days
 */
record PlannedPage(
    Page page,
    List<Image> moreImages,
    PostOptions choices,
    SyndicationPolicy policy,
    Tracking tracking,
    BiFunction<String, String, Optional<Image>> pictures,
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
        (place, alt) -> pages.image(resource, place, alt),
        SiteZone.of(resource));
  }

  /**
   * The pictures that somebody chose for one post: with the wish, or else with the page. None:
   * those of the page.
   *
   * @throws IllegalArgumentException one is none, which is named
   */
  List<Image> chosen(Account account, SyndicationRequest wish) {
    ChosenImages chosen =
        wish.images().orElseGet(() -> choices.imagesFor(account.id(), account.network()));
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < chosen.places().size(); i++) {
      images.add(image(chosen.places().get(i), chosen.alts().get(i)));
    }
    return images;
  }

  /** With what is shown of it behind its address, as behind its place. */
  private Image image(String place, String alt) {
    Image found =
        pictures
            .apply(Cut.address(place), alt)
            .orElseThrow(
                () -> new IllegalArgumentException("There is no picture at " + place + "."));
    String fragment = Cut.fragment(place);
    return fragment.isEmpty()
        ? found
        : new Image(URI.create(found.url() + "#" + fragment), alt, found.type(), 0, 0);
  }

  /** Whom posts on an account mention; what is said for it goes before what is for its network. */
  MentionMap mentions(Account account) {
    return MentionMap.of(policy.mentions(), List.of(account.id(), account.network()));
  }

  /** Where a link to the page comes from that stands in a post on an account. */
  TrackedLinks.Origin origin(Account account) {
    return origin(account, choices.campaign());
  }

  /** The same, with the campaign to which the post belongs. */
  TrackedLinks.Origin origin(Account account, String campaign) {
    return new TrackedLinks.Origin(
        account.network(), account.id(), page.locale().toLanguageTag(), page.template(), campaign);
  }
}
