// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.feed.catalog.FeedFormat;
import dev.smo.page.Image;
import dev.smo.page.PageLink;
import dev.smo.settings.CardDefaults;
import dev.smo.share.NetworkLink;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a card has from its site.
 *
 * @param defaults settings
 * @param trail live pages above the page, the home page first
 * @param feeds addresses of the site's feeds
 * @param section the page right above, whose feed is named too
 * @param accounts the site's own accounts on networks
 * @param logo of the publisher
 */
record CardSite(
    CardDefaults defaults,
    List<PageLink> trail,
    Map<FeedFormat, URI> feeds,
    Optional<PageLink> section,
    List<NetworkLink> accounts,
    Optional<Image> logo) {}
