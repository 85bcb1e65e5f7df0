package dev.smo.ledger;

import java.time.Instant;
import java.util.Calendar;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;

/** How an attempt stands in the repository: one node below its post. */
final class AttemptNode {
  private AttemptNode() {}

  static void write(ResourceResolver resolver, Resource folder, String name, Attempt attempt)
      throws PersistenceException {
    Resource node = folder.getChild(name);
    if (node == null) {
      node = resolver.create(folder, name, Map.of("jcr:primaryType", "oak:Unstructured"));
    }
    ModifiableValueMap values = node.adaptTo(ModifiableValueMap.class);
    if (values == null || attempt.outcome().equals(values.get("outcome", String.class))) {
      return;
    }
    Calendar at = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    at.setTimeInMillis(attempt.at().toEpochMilli());
    values.put("at", at);
    values.put("instance", attempt.instance());
    values.put("outcome", attempt.outcome());
    values.put("reason", attempt.reason());
  }

  static Attempt read(Resource node) {
    ValueMap values = node.getValueMap();
    Calendar at = values.get("at", Calendar.class);
    return new Attempt(
        Integer.parseInt(node.getName()),
        at == null ? Instant.EPOCH : at.toInstant(),
        values.get("instance", ""),
        values.get("outcome", ""),
        values.get("reason", ""));
  }
}
