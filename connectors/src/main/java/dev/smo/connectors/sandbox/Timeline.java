// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.sandbox;

import dev.smo.connector.Delivery;
import dev.smo.connector.Reply;
import dev.smo.connectors.Part;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;

/** Where posts land: {@code /var/smo/sandbox/<connection>/<yyyy-MM>/<delivery>}. */
final class Timeline {
  private static final String ROOT = "/var/smo/sandbox";
  private static final int TRIES = 5;

  /** Whether a reply is hidden. */
  static final String HIDDEN = "hidden";

  /** Whether the account likes a reply. */
  static final String LIKED = "liked";

  private static final String REPLIES = "replies";
  private static final String NAME = "[A-Za-z0-9_-]{1,128}";
  private static final String MONTH_NAME = "\\d{4}-\\d{2}";
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final ResourceResolverFactory factory;

  Timeline(ResourceResolverFactory factory) {
    this.factory = factory;
  }

  /** The network's own id of a part of a delivery; the same at every attempt. */
  static String id(Delivery delivery, Part part) {
    return MONTH.format(delivery.started()) + "/" + part.key(delivery.id());
  }

  /**
   * Keeps a part, unless it is here already: of two attempts only the first counts.
   *
   * @param answered id of the post that it answers, or empty
   */
  void store(Delivery delivery, Part part, String answered, Instant now) throws IOException {
    String path = path(delivery.connection().id(), id(delivery, part));
    Map<String, Object> values = values(delivery.connection(), part.post(), now);
    values.put("inReplyTo", answered);
    PersistenceException last = null;
    for (int i = 0; i < TRIES; i++) {
      try (ResourceResolver resolver = open()) {
        if (resolver.getResource(path) == null) {
          int slash = path.lastIndexOf('/');
          resolver.create(
              folder(resolver, path.substring(0, slash)),
              path.substring(slash + 1),
              opened(values, part.post()));
          resolver.commit();
        }
        return;
      } catch (PersistenceException e) {
        last = e;
      }
    }
    throw new IOException("the repository did not take the post", last);
  }

  boolean has(String connection, String id) throws IOException {
    return read(connection, id, post -> post).isPresent();
  }

  /** Reads one post while its resolver is open. */
  <T> Optional<T> read(String connection, String id, Function<Resource, T> reader)
      throws IOException {
    try (ResourceResolver resolver = open()) {
      return Optional.ofNullable(resolver.getResource(path(connection, id))).map(reader);
    }
  }

  /** Takes a post away; harmless where there is none. */
  void remove(String connection, String id) throws IOException {
    try (ResourceResolver resolver = open()) {
      Resource post = resolver.getResource(path(connection, id));
      if (post != null) {
        resolver.delete(post);
        resolver.commit();
      }
    }
  }

  /** Notes something of a reply to a post, or that it is not so; harmless where there is none. */
  void mark(String connection, String reply, String what, boolean is) throws IOException {
    int slash = reply.lastIndexOf('/');
    String name = reply.substring(slash + 1);
    if (slash < 0 || !name.matches(NAME)) {
      throw new IOException("This is no id of the sandbox: " + reply);
    }
    String post = path(connection, reply.substring(0, slash));
    try (ResourceResolver resolver = open()) {
      Resource node = resolver.getResource(post + "/" + REPLIES + "/" + name);
      ModifiableValueMap values = node == null ? null : node.adaptTo(ModifiableValueMap.class);
      if (values != null) {
        values.put(what, is);
        resolver.commit();
      }
    }
  }

  /** The newest posts of all connections, the newest first. */
  <T> List<T> latest(int most, Function<Resource, T> reader) throws IOException {
    try (ResourceResolver resolver = open()) {
      List<Resource> posts = new ArrayList<>();
      Resource root = resolver.getResource(ROOT);
      for (Resource connection : root == null ? List.<Resource>of() : root.getChildren()) {
        List<Resource> own = new ArrayList<>();
        for (Resource month : newestFirst(connection)) {
          if (own.size() < most) {
            month.getChildren().forEach(own::add);
          }
        }
        posts.addAll(own);
      }
      return posts.stream()
          .sorted(Comparator.comparing(Timeline::created).reversed())
          .limit(most)
          .map(reader)
          .toList();
    }
  }

  static Instant created(Resource post) {
    Calendar created = post.getValueMap().get("created", Calendar.class);
    return created == null ? Instant.EPOCH : created.toInstant();
  }

  /** What people answered to a post, the oldest first. */
  static List<Reply> replies(Resource node, RemotePost post) {
    return replyNodes(node).stream()
        .map(
            reply ->
                Reply.builder(
                        new RemotePost(post.id() + "/" + reply.getName(), post.permalink()),
                        at(reply, node))
                    .author(
                        reply.getValueMap().get("author", "Somebody"),
                        URI.create(reply.getValueMap().get("profile", "sandbox:/somebody")))
                    .text(reply.getValueMap().get("text", ""))
                    .build())
        .sorted(Comparator.comparing(Reply::at))
        .toList();
  }

  /** When somebody replied; as early as may be where that is not kept. */
  static Instant at(Resource reply, Resource post) {
    return created(reply.getValueMap().containsKey("created") ? reply : post);
  }

  static List<Resource> replyNodes(Resource node) {
    Resource replies = node.getChild(REPLIES);
    return replies == null
        ? List.of()
        : StreamSupport.stream(replies.getChildren().spliterator(), false).toList();
  }

  private static List<Resource> newestFirst(Resource folder) {
    return StreamSupport.stream(folder.getChildren().spliterator(), false)
        .sorted(Comparator.comparing(Resource::getName).reversed())
        .toList();
  }

  private static Map<String, Object> values(Connection connection, Post post, Instant now) {
    Calendar created = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    created.setTimeInMillis(now.toEpochMilli());
    Map<String, Object> values = new HashMap<>();
    values.put("jcr:primaryType", "oak:Unstructured");
    values.put("created", created);
    values.put("account", connection.label());
    values.put("text", post.text());
    post.option(SandboxConnector.WARNING)
        .ifPresent(warning -> values.put(SandboxConnector.WARNING, warning));
    values.put("link", post.link().map(Object::toString).orElse(""));
    values.put("title", post.title());
    values.put("description", post.description());
    values.put("language", post.language().toLanguageTag());
    values.put("hashtags", post.hashtags().toArray(new String[0]));
    values.put("attached", post.attached());
    return values;
  }

  /** The values with the pictures, whose streams can be read only once. */
  private static Map<String, Object> opened(Map<String, Object> values, Post post) {
    Map<String, Object> all = new HashMap<>(values);
    for (int i = 0; i < post.images().size(); i++) {
      Media image = post.images().get(i);
      String name = imageName(i + 1);
      all.put(name, new ByteArrayInputStream(image.bytes()));
      all.put(name + "Type", image.type());
      all.put(name + "Alt", image.alt());
      all.put(name + "Width", (long) image.width());
      all.put(name + "Height", (long) image.height());
    }
    return all;
  }

  /**
   * The property that keeps a picture of a post.
   *
   * @param number 1 for the first
   */
  static String imageName(int number) {
    return number == 1 ? "image" : "image" + number;
  }

  private static String path(String connection, String id) throws IOException {
    int slash = id.indexOf('/');
    if (slash < 0
        || !connection.matches(NAME)
        || !id.substring(0, slash).matches(MONTH_NAME)
        || !id.substring(slash + 1).matches(NAME)) {
      throw new IOException("This is no id of the sandbox: " + id);
    }
    return ROOT + "/" + connection + "/" + id;
  }

  private static Resource folder(ResourceResolver resolver, String path)
      throws PersistenceException {
    Resource there = resolver.getResource(path);
    if (there != null) {
      return there;
    }
    int slash = path.lastIndexOf('/');
    if (slash <= 0) {
      throw new PersistenceException("cannot make " + path);
    }
    return resolver.create(
        folder(resolver, path.substring(0, slash)),
        path.substring(slash + 1),
        Map.of("jcr:primaryType", "sling:Folder"));
  }

  private ResourceResolver open() throws IOException {
    try {
      return factory.getServiceResourceResolver(Map.of(ResourceResolverFactory.SUBSERVICE, "smo"));
    } catch (LoginException e) {
      throw new IOException("the service user of SMO cannot log in", e);
    }
  }
}
