// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.sample;

import dev.smo.host.PageSource;
import dev.smo.page.Page;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.OSGiService;
import org.apache.sling.models.annotations.injectorspecific.Self;

/** The live articles below a page or folder, newest first. */
@Model(adaptables = Resource.class)
public final class ArticleList {
  private static final int AS_MANY_AS_ANYONE_READS = 50;
  private static final Comparator<Page> NEWEST_FIRST =
      Comparator.comparing((Page page) -> page.published().orElse(Instant.MIN)).reversed();

  private final PageSource source;
  private final Resource list;

  @Inject
  public ArticleList(@Self Resource list, @OSGiService PageSource source) {
    this.list = list;
    this.source = source;
  }

  public List<Teaser> getArticles() {
    Optional<Resource> page = source.pageOf(list);
    String root = list.getValueMap().get("root", page.map(Resource::getPath).orElse(""));
    Resource top = list.getResourceResolver().getResource(root);
    return top == null ? List.of() : below(top).toList();
  }

  private Stream<Teaser> below(Resource top) {
    int limit = list.getValueMap().get("limit", AS_MANY_AS_ANYONE_READS);
    return source
        .pagesBelow(top)
        .flatMap(page -> source.read(page).stream())
        .filter(page -> page.live() && page.template().endsWith("/article"))
        .sorted(NEWEST_FIRST)
        .limit(Math.max(0, limit))
        .map(page -> new Teaser(resourceOf(page), page));
  }

  private Resource resourceOf(Page page) {
    Resource resource = list.getResourceResolver().getResource(page.path());
    return resource == null ? list : resource;
  }
}
