// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.repository;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import javax.jcr.AccessDeniedException;
import javax.jcr.version.VersionException;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short, optimistic transactions on the repository as SMO's service user. Oak refuses the second of
 * two commits that touch the same thing; the work is then done again from what the first one left.
 */
@Component(service = Repository.class)
public class Repository {
  /** Sub-service name of the service user mapping. */
  public static final String SUBSERVICE = "smo";

  /** Root of all data of SMO. */
  public static final String ROOT = "/var/smo";

  /** The version of all that lies below {@link #ROOT} as this software writes it. */
  public static final long SCHEMA = 1;

  /** Property of {@link #ROOT}: which version that was last written by; absent: 1. */
  private static final String SCHEMA_PROPERTY = "schema";

  private static final Logger LOG = LoggerFactory.getLogger(Repository.class);
  private static final int TRIES = 10;
  private static final int PAUSE_MILLIS = 20;

  private final ResourceResolverFactory factory;

  @Activate
  public Repository(@Reference ResourceResolverFactory factory) {
    this.factory = factory;
  }

  /** Work on the repository; must read all it decides on from the resolver that it is given. */
  @FunctionalInterface
  public interface Work<T> {
    T apply(ResourceResolver resolver) throws PersistenceException;
  }

  /** Reads; changes nothing. */
  public <T> T read(Work<T> work) {
    try (ResourceResolver resolver = open()) {
      return work.apply(resolver);
    } catch (PersistenceException e) {
      throw new IllegalStateException("reading the repository failed: " + e.getMessage(), e);
    }
  }

  /**
   * Does the work and commits it, again from the start when another commit came first, or when the
   * CMS keeps a page checked in for a moment, as it does to make a version of it.
   *
   * @throws IllegalStateException the repository refused ten times in a row, the service user lacks
   *     a right, or a newer version of this software has written the data, which this one would
   *     spoil; nothing is written then
   */
  public <T> T commit(Work<T> work) {
    Exception last = null;
    for (int i = 0; i < TRIES; i++) {
      pause(i);
      try (ResourceResolver resolver = open()) {
        T result = work.apply(resolver);
        if (resolver.hasChanges()) {
          refuseNewer(resolver);
          resolver.commit();
        }
        return result;
      } catch (PersistenceException e) {
        if (isDenied(e)) {
          throw new IllegalStateException(
              "the service user of SMO lacks a right: " + e.getMessage(), e);
        }
        LOG.debug("commit {} of {} refused", i + 1, TRIES, e);
        last = e;
      } catch (IllegalArgumentException e) {
        // What a value map throws in place of the repository's own exception.
        if (!hasCause(e, VersionException.class)) {
          throw e;
        }
        LOG.debug("commit {} of {} refused", i + 1, TRIES, e);
        last = e;
      }
    }
    throw new IllegalStateException(
        "the repository refused a commit " + TRIES + " times: " + (last == null ? "" : last), last);
  }

  /** Which version of this software's data lies below {@link #ROOT}. */
  public static long schema(ResourceResolver resolver) {
    Resource root = resolver.getResource(ROOT);
    return root == null ? SCHEMA : root.getValueMap().get(SCHEMA_PROPERTY, 1L);
  }

  /** Notes, where nothing is noted yet, by which version the data are written. */
  public static void noteSchema(ResourceResolver resolver) throws PersistenceException {
    Resource root = resolver.getResource(ROOT);
    if (root != null && !root.getValueMap().containsKey(SCHEMA_PROPERTY)) {
      writable(root).put(SCHEMA_PROPERTY, SCHEMA);
    }
  }

  private static void refuseNewer(ResourceResolver resolver) {
    long version = schema(resolver);
    if (version > SCHEMA) {
      throw new IllegalStateException(
          "the data below " + ROOT + " are of version " + version + ", newer than " + SCHEMA);
    }
  }

  /** The folder at a path below {@link #ROOT}, made where it is missing. */
  public static Resource folder(ResourceResolver resolver, String path)
      throws PersistenceException {
    Resource there = resolver.getResource(path);
    if (there != null) {
      return there;
    }
    if (!path.startsWith(ROOT + "/")) {
      throw new PersistenceException(path + " is missing; is the package with its repoinit in?");
    }
    int slash = path.lastIndexOf('/');
    Resource parent = folder(resolver, path.substring(0, slash));
    return resolver.create(
        parent, path.substring(slash + 1), Map.of("jcr:primaryType", "sling:Folder"));
  }

  /** The path of one of many nodes: below one of 256 folders, so that none gets too large. */
  public static String spread(String folder, String id) {
    return folder + "/" + id.substring(0, 2) + "/" + id;
  }

  /** A time as the repository keeps it: in whole milliseconds, UTC. */
  public static Calendar calendar(Instant instant) {
    Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    calendar.setTimeInMillis(instant.toEpochMilli());
    return calendar;
  }

  /** A time that a node keeps; empty where there is no node, or it has none of that name. */
  public static Optional<Instant> time(@Nullable Resource node, String name) {
    return Optional.ofNullable(node)
        .map(there -> there.getValueMap().get(name, Calendar.class))
        .map(Calendar::toInstant);
  }

  /**
   * The node at a path below {@link #ROOT}, made where it is missing; its children have no order.
   */
  public static Resource node(ResourceResolver resolver, String path) throws PersistenceException {
    Resource there = resolver.getResource(path);
    if (there != null) {
      return there;
    }
    int slash = path.lastIndexOf('/');
    return resolver.create(
        folder(resolver, path.substring(0, slash)),
        path.substring(slash + 1),
        Map.of("jcr:primaryType", "oak:Unstructured"));
  }

  /** The children of a node, which may be deleted meanwhile; none where there is no node. */
  public static List<Resource> children(@Nullable Resource node) {
    List<Resource> children = new ArrayList<>();
    if (node != null) {
      node.getChildren().forEach(children::add);
    }
    return children;
  }

  /** The properties of a node, to be changed. */
  public static ModifiableValueMap writable(Resource node) throws PersistenceException {
    ModifiableValueMap values = node.adaptTo(ModifiableValueMap.class);
    if (values == null) {
      throw new PersistenceException("the service user may not write " + node.getPath());
    }
    return values;
  }

  /** The texts that a node holds by name; none where there is no node. */
  public static Map<String, String> strings(@Nullable Resource node) {
    Map<String, String> strings = new HashMap<>();
    if (node != null) {
      node.getValueMap()
          .forEach(
              (name, value) -> {
                if (!name.startsWith("jcr:") && value instanceof String text) {
                  strings.put(name, text);
                }
              });
    }
    return strings;
  }

  /** Puts a child with texts by name in place of the one that was. */
  public static void replace(Resource node, String name, Map<String, String> strings)
      throws PersistenceException {
    ResourceResolver resolver = node.getResourceResolver();
    delete(resolver, node.getPath() + "/" + name);
    Map<String, Object> properties = new HashMap<>(strings);
    properties.put("jcr:primaryType", "oak:Unstructured");
    resolver.create(node, name, properties);
  }

  /** Deletes what is at a path, if anything. */
  public static void delete(ResourceResolver resolver, String path) throws PersistenceException {
    @Nullable Resource there = resolver.getResource(path);
    if (there != null) {
      resolver.delete(there);
    }
  }

  /** Whether trying again would not help. */
  private static boolean isDenied(Throwable failure) {
    return hasCause(failure, AccessDeniedException.class);
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** Each time longer; about a second over all tries. */
  private static void pause(int failures) {
    try {
      Thread.sleep((long) failures * PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the repository", e);
    }
  }

  private ResourceResolver open() {
    try {
      return factory.getServiceResourceResolver(
          Map.of(ResourceResolverFactory.SUBSERVICE, SUBSERVICE));
    } catch (LoginException e) {
      throw new IllegalStateException(
          "the service user of SMO cannot log in; is the package with its repoinit installed?", e);
    }
  }
}
