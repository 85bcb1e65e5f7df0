// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.websub;

import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.net.URI;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which bytes of a feed a hub was told of last: {@code /var/smo/hubs/<aa>/<hub and feed>}. */
@Component(service = AnnouncedFeeds.class)
public final class AnnouncedFeeds {
  private static final String ROOT = Repository.ROOT + "/hubs";
  private static final String TAG = "tag";
  private static final int DIGITS = 32;

  private final Repository repository;

  @Activate
  public AnnouncedFeeds(@Reference Repository repository) {
    this.repository = repository;
  }

  /** Tag of the bytes; empty where the hub was told of none. */
  String tag(URI hub, URI feed) {
    return repository.read(
        resolver -> {
          Resource node = resolver.getResource(path(hub, feed));
          return node == null ? "" : node.getValueMap().get(TAG, "");
        });
  }

  void put(URI hub, URI feed, String tag) {
    repository.commit(
        resolver -> {
          Resource node = Repository.folder(resolver, path(hub, feed));
          ModifiableValueMap values = Repository.writable(node);
          values.put(TAG, tag);
          values.put("feed", feed.toString());
          return true;
        });
  }

  private static String path(URI hub, URI feed) {
    String name = Keys.hash(hub + "\n" + feed).substring(0, DIGITS);
    return Repository.spread(ROOT, name);
  }
}
