// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;

/** How a post stands in the repository: its values as properties, each attempt as a node below. */
final class PostNode {
  static final String ATTEMPTS = "attempts";

  /** Differs in every version of a record, so that two commits to one record always conflict. */
  private static final String REVISION = "revision";

  private static final Map<String, Object> UNORDERED =
      Map.of("jcr:primaryType", "oak:Unstructured");

  private PostNode() {}

  static void write(ResourceResolver resolver, Resource node, PostRecord record)
      throws PersistenceException {
    ModifiableValueMap values = Repository.writable(node);
    for (Key key : Key.values()) {
      Object value = record.values().get(key.property());
      if (value == null) {
        values.remove(key.property());
      } else {
        values.put(key.property(), value);
      }
    }
    values.put(REVISION, UUID.randomUUID().toString());
    for (Attempt attempt : record.attempts()) {
      Resource folder = child(resolver, node, ATTEMPTS);
      write(child(resolver, folder, String.valueOf(attempt.number())), attempt);
    }
  }

  /**
   * As {@link #read}, of a record that is whole.
   *
   * @throws RuntimeException something of it makes no sense
   */
  static PostRecord readable(Resource node) {
    PostRecord record = read(node);
    record.state();
    return record;
  }

  static PostRecord read(Resource node) {
    Map<String, Object> values = new TreeMap<>();
    ValueMap properties = node.getValueMap();
    for (Key key : Key.values()) {
      Object value = properties.get(key.property());
      if (value != null) {
        values.put(key.property(), value);
      }
    }
    List<Attempt> attempts = new ArrayList<>();
    Resource folder = node.getChild(ATTEMPTS);
    if (folder != null) {
      folder.getChildren().forEach(attempt -> attempts.add(attempt(attempt)));
      attempts.sort(Comparator.comparingInt(Attempt::number));
    }
    return new PostRecord(node.getName(), values, attempts);
  }

  private static void write(Resource node, Attempt attempt) throws PersistenceException {
    ModifiableValueMap values = Repository.writable(node);
    if (attempt.outcome().equals(values.get("outcome", String.class))) {
      return;
    }
    values.put("at", Repository.calendar(attempt.at()));
    values.put("instance", attempt.instance());
    values.put("outcome", attempt.outcome());
    values.put("reason", attempt.reason());
  }

  private static Attempt attempt(Resource node) {
    ValueMap values = node.getValueMap();
    return new Attempt(
        Integer.parseInt(node.getName()),
        Repository.time(node, "at").orElse(Instant.EPOCH),
        values.get("instance", ""),
        values.get("outcome", ""),
        values.get("reason", ""));
  }

  private static Resource child(ResourceResolver resolver, Resource node, String name)
      throws PersistenceException {
    Resource child = node.getChild(name);
    return child == null ? resolver.create(node, name, UNORDERED) : child;
  }
}
