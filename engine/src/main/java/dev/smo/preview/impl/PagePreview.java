// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import dev.smo.page.Page;
import dev.smo.preview.Report;
import dev.smo.syndication.PostPreviews.Plan;
import java.util.List;

/**
 * A page as strangers and networks will see it.
 *
 * @param values its social fields
 * @param title of the card
 * @param description of the card, or empty
 * @param siteName of the card
 * @param creator whom Mastodon credits, or empty
 * @param source path on this server of the page's own picture, from which others are made; or empty
 * @param views the card on each network
 * @param plan its posts
 * @param report what is to be said about it
 */
public record PagePreview(
    Page page,
    List<SocialField> values,
    String title,
    String description,
    String siteName,
    String creator,
    PreviewImage picture,
    String source,
    List<NetworkCard> views,
    Plan plan,
    Report report) {}
