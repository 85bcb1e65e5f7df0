// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/**
 * What to look at next: {@code <root>/<yyyy>/<MM>/<dd>/<HHmm>/<id>}. Reading costs what is due, not
 * what is planned or past: folders after the time are not opened, empty old ones go.
 */
final class DueTree {
  /** Steps of the engine. */
  static final String ROOT = Repository.ROOT + "/due";

  /** Looks at what people did with posts that are out. */
  static final String LOOKS = Repository.ROOT + "/looks";

  /** Exact time, on the pointer. */
  static final String AT = "at";

  private static final int DEPTH = 4;
  private static final DateTimeFormatter BUCKET =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final ResourceResolver resolver;
  private final String root;

  DueTree(ResourceResolver resolver, String root) {
    this.resolver = resolver;
    this.root = root;
  }

  static String bucket(String root, Instant due) {
    return root + "/" + BUCKET.format(due);
  }

  List<String> until(Instant time, int most) {
    List<String> ids = new ArrayList<>();
    buckets(time)
        .flatMap(bucket -> children(bucket).filter(pointer -> isDue(pointer, time)))
        .limit(most)
        .forEach(pointer -> ids.add(pointer.getName()));
    return ids;
  }

  void sweep(Instant before) throws PersistenceException {
    for (Resource bucket : buckets(before.minus(Duration.ofMinutes(1))).toList()) {
      Resource folder = bucket;
      while (folder != null && folder.getPath().startsWith(root + "/") && !folder.hasChildren()) {
        Resource parent = folder.getParent();
        resolver.delete(folder);
        folder = parent;
      }
    }
  }

  private Stream<Resource> buckets(Instant until) {
    Resource top = resolver.getResource(root);
    return top == null ? Stream.empty() : below(top, bucket(root, until), DEPTH);
  }

  private Stream<Resource> below(Resource folder, String last, int depth) {
    if (depth == 0) {
      return Stream.of(folder);
    }
    return children(folder)
        .filter(child -> child.getPath().compareTo(last) <= 0)
        .flatMap(child -> below(child, last, depth - 1));
  }

  private static Stream<Resource> children(Resource folder) {
    return StreamSupport.stream(folder.getChildren().spliterator(), false)
        .sorted(Comparator.comparing(Resource::getName));
  }

  private static boolean isDue(Resource pointer, Instant time) {
    Calendar at = pointer.getValueMap().get(AT, Calendar.class);
    return at == null || !at.toInstant().isAfter(time);
  }
}
