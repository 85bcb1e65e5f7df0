// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.host.PageSource;
import dev.smo.identity.VerifiedPages;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sling.api.resource.observation.ExternalResourceChangeListener;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The indexes of all sites whose feeds were asked for, kept true by the changes of this instance
 * and of others. A change costs a mark here; reading is for whoever asks next.
 */
@Component(
    service = {FeedIndex.class, ResourceChangeListener.class},
    property = {
      ResourceChangeListener.PATHS + "=/content",
      ResourceChangeListener.PATHS + "=/conf",
      ResourceChangeListener.PATHS + "=/etc",
      ResourceChangeListener.CHANGES + "=ADDED",
      ResourceChangeListener.CHANGES + "=CHANGED",
      ResourceChangeListener.CHANGES + "=REMOVED"
    })
public final class FeedIndex implements ResourceChangeListener, ExternalResourceChangeListener {
  /** Where hosts keep the titles of tags; those of AEM lie below content. */
  private static final String TAGS = "/content/cq:tags";

  private static final String CONTENT = "/jcr:content";
  private static final String RIGHTS = "/rep:";

  private final PageSource pages;
  private final AnonymousAccess strangers;
  private final VerifiedPages identities;
  private final Map<String, SiteIndex> sites = new ConcurrentHashMap<>();

  @Activate
  public FeedIndex(
      @Reference PageSource pages,
      @Reference AnonymousAccess strangers,
      @Reference VerifiedPages identities) {
    this.pages = pages;
    this.strangers = strangers;
    this.identities = identities;
  }

  SiteIndex site(String path) {
    return sites.computeIfAbsent(path, site -> new SiteIndex(site, pages, strangers, identities));
  }

  Collection<String> sites() {
    return sites.keySet();
  }

  void wordsChanged(String page) {
    sites.values().forEach(site -> site.markIdentity(page));
  }

  @Override
  public void onChange(List<ResourceChange> changes) {
    if (!sites.isEmpty()) {
      changes.forEach(this::onChange);
    }
  }

  private void onChange(ResourceChange change) {
    String path = change.getPath();
    if (!path.startsWith("/content") || path.startsWith(TAGS)) {
      sites.values().forEach(SiteIndex::forget);
      return;
    }
    boolean inside = false;
    for (Map.Entry<String, SiteIndex> site : sites.entrySet()) {
      if (within(path, site.getKey())) {
        inside = true;
        mark(site.getKey(), site.getValue(), change);
      } else if (within(site.getKey(), path)) {
        // Something of all the site above it: it was moved or removed, or its rights have changed.
        site.getValue().forget();
      }
    }
    if (!inside) {
      sites.values().forEach(SiteIndex::markForeign);
    }
  }

  private static void mark(String root, SiteIndex site, ResourceChange change) {
    String path = change.getPath();
    int rights = path.indexOf(RIGHTS);
    int content = path.indexOf(CONTENT);
    if (content > 0) {
      site.mark(path.substring(0, content));
    } else if (rights > 0) {
      site.markTree(path.substring(0, rights));
    } else if (path.equals(root)) {
      site.forget();
    } else if (change.getType() == ResourceChange.ChangeType.CHANGED) {
      site.mark(path);
    } else {
      site.markTree(path);
    }
  }

  private static boolean within(String path, String root) {
    return path.equals(root) || path.startsWith(root + '/');
  }
}
