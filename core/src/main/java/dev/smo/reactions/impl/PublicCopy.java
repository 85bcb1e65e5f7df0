// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.smo.reactions.store.PublicReactions;
import dev.smo.repository.Repository;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is public of the reactions to a page, as JSON in one property of one node, because that is
 * what every host can carry from the instance that asks the networks to those that show pages.
 * Nothing that waits or is hidden is in it.
 */
final class PublicCopy {
  static final String ROOT = Repository.ROOT + "/shown";

  private static final Logger LOG = LoggerFactory.getLogger(PublicCopy.class);
  private static final String JSON = "json";
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new TimeWriter())
                  .addDeserializer(Instant.class, new TimeReader()))
          // A newer author may say more, but nobody less: a record holds no null.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  private PublicCopy() {}

  private static String path(String page) {
    return Repository.spread(ROOT, page);
  }

  /** The copy; no reactions where there is none, or one that cannot be read. */
  static PublicReactions read(ResourceResolver resolver, String page) {
    Resource node = resolver.getResource(path(page));
    String json = node == null ? "" : node.getValueMap().get(JSON, "");
    if (json.isEmpty()) {
      return PublicReactions.NONE;
    }
    try {
      return MAPPER.readValue(json, PublicReactions.class);
    } catch (JsonProcessingException e) {
      // A page must not fail for what people said about it.
      LOG.warn("The copy of reactions {} cannot be read", path(page), e);
      return PublicReactions.NONE;
    }
  }

  /** Writes the copy and gives its path; empty where there is nothing to say and never was. */
  static Optional<String> write(ResourceResolver resolver, String page, PublicReactions shown)
      throws PersistenceException {
    boolean silent = shown.approved().isEmpty() && shown.tallies().isEmpty();
    if (silent && resolver.getResource(path(page)) == null) {
      return Optional.empty();
    }
    try {
      Repository.writable(Repository.node(resolver, path(page)))
          .put(JSON, MAPPER.writeValueAsString(shown));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return Optional.of(path(page));
  }

  private static final class TimeWriter extends StdScalarSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    TimeWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(time.toString());
    }
  }

  private static final class TimeReader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    TimeReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return Instant.parse(json.getText());
    }
  }
}
