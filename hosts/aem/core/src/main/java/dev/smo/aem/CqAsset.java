// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.Site;
import dev.smo.prose.HtmlText;
import dev.smo.prose.PlainText;
import dev.smo.web.WebAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Calendar;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/**
 * An asset of the DAM that is posted by itself: its address is that of the original file. Its site
 * is its topmost folder.
 *
 * @param asset the {@code dam:Asset}
 * @param addresses gives the public address of a path
 */
record CqAsset(Resource asset, UnaryOperator<String> addresses) {
  private static final String DAM = "/content/dam/";

  static boolean isAsset(Resource node) {
    return node.getPath().startsWith(DAM)
        && "dam:Asset".equals(node.getValueMap().get("jcr:primaryType", ""));
  }

  Page read(Instant now) {
    CqPage content = CqPage.of(asset);
    ValueMap facts = CqPicture.factsOf(asset);
    URI address = URI.create(addresses.apply(asset.getPath()));
    Locale language = Locale.forLanguageTag(facts.get("dc:language", "").replace('_', '-'));
    Site site = site();
    boolean picture = CqPicture.formatOf(asset).startsWith("image/");
    Image image = picture ? CqPicture.image(asset, CqPicture.altOf(facts), addresses) : null;
    return Page.builder(asset.getPath(), site, address)
        .title(PlainText.decoded(facts.get("dc:title", asset.getName()).strip()))
        .description(HtmlText.stored(facts.get("dc:description", "").strip()))
        .image(image)
        .locale(language.getLanguage().isEmpty() ? null : language)
        .tags(CqTags.of(asset, facts, language.getLanguage().isEmpty() ? site.locale() : language))
        .published(content.published())
        .modified(content.date("jcr:lastModified"))
        .expires(expires(content, facts))
        .live(content.live(now))
        .closed(ClosedGroup.has(asset))
        .file(true)
        .build();
  }

  private static @Nullable Instant expires(CqPage content, ValueMap facts) {
    Calendar expires = facts.get("prism:expirationDate", Calendar.class);
    return expires == null ? content.date("offTime") : expires.toInstant();
  }

  /** Language copies of assets lie in folders that are named as languages. */
  private Site site() {
    Resource top = asset;
    Locale locale = Locale.ROOT;
    for (Resource node = asset.getParent();
        node != null && node.getPath().startsWith(DAM);
        node = node.getParent()) {
      top = node;
      locale = locale.equals(Locale.ROOT) ? Language.rootedAt(node) : locale;
    }
    String name =
        PlainText.decoded(top.getValueMap().get("jcr:title", CqPage.of(top).text("jcr:title")));
    return new Site(
        top.getPath(),
        name.isEmpty() ? top.getName() : name,
        URI.create(WebAddress.withoutSlashes(addresses.apply(top.getPath()))),
        locale.equals(Locale.ROOT) ? Locale.ENGLISH : locale);
  }
}
