// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage;

import dev.smo.repository.Repository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * Pictures that were made, by their hash, in {@code /var/smo/pictures}. Posts and caches of
 * networks point at them, so they outlive the title that they show. What was made for a post stands
 * below the identity of its page, {@code of/<aa>/<page>}, and goes with it.
 */
final class ImageStore {
  private static final String ROOT = SocialImages.ROOT;
  private static final String OF_PAGES = ROOT + "/of";
  private static final String TYPE = "jcr:primaryType";
  private static final String CONTENT = "jcr:content";
  private static final String DATA = "jcr:data";
  private static final String DATE = "jcr:lastModified";

  private final Repository repository;

  ImageStore(Repository repository) {
    this.repository = repository;
  }

  Optional<byte[]> find(String hash) {
    return read(path(hash), hash);
  }

  /** One that was made for a post of a page. */
  Optional<byte[]> find(String page, String hash) {
    return read(path(page, hash), hash);
  }

  private Optional<byte[]> read(String path, String hash) {
    return repository.read(
        resolver -> {
          Resource content = resolver.getResource(path + '/' + CONTENT);
          try (InputStream data =
              content == null ? null : content.getValueMap().get(DATA, InputStream.class)) {
            return data == null ? Optional.empty() : Optional.of(data.readAllBytes());
          } catch (IOException e) {
            throw new PersistenceException("reading picture " + hash, e);
          }
        });
  }

  boolean has(String hash) {
    return repository.read(resolver -> resolver.getResource(path(hash)) != null);
  }

  /** Keeps a picture; one that is there already stays, and is as new as this one. */
  void keep(String hash, byte[] jpeg, Instant now) {
    write(path(hash), jpeg, now);
  }

  /** The same, for a post of a page. */
  void keep(String page, String hash, byte[] jpeg, Instant now) {
    write(path(page, hash), jpeg, now);
  }

  private void write(String path, byte[] jpeg, Instant now) {
    repository.commit(
        resolver -> {
          Resource content = resolver.getResource(path + '/' + CONTENT);
          if (content == null) {
            create(resolver, path, jpeg, now);
          } else {
            Repository.writable(content).put(DATE, Repository.calendar(now));
          }
          return true;
        });
  }

  /** Deletes all that was made for posts of a page. */
  static void forget(Repository repository, String page) {
    repository.commit(
        resolver -> {
          Repository.delete(resolver, Repository.spread(OF_PAGES, page));
          return true;
        });
  }

  /**
   * Deletes what was made before a time, in one of 256 folders.
   *
   * @param folder 0 to 255
   * @return how many
   */
  int deleteBefore(Instant time, int folder) {
    return repository.commit(
        resolver -> {
          String part = String.format("/%02x", folder);
          int deleted = deleteBefore(resolver, resolver.getResource(ROOT + part), time);
          for (Resource page : Repository.children(resolver.getResource(OF_PAGES + part))) {
            deleted += deleteBefore(resolver, page, time);
            if (!page.hasChildren()) {
              resolver.delete(page);
            }
          }
          return deleted;
        });
  }

  private static int deleteBefore(
      ResourceResolver resolver, @Nullable Resource folder, Instant time)
      throws PersistenceException {
    int deleted = 0;
    for (Resource file : Repository.children(folder)) {
      if (isBefore(file, time)) {
        resolver.delete(file);
        deleted++;
      }
    }
    return deleted;
  }

  private static void create(ResourceResolver resolver, String path, byte[] jpeg, Instant now)
      throws PersistenceException {
    int name = path.lastIndexOf('/');
    Resource folder = Repository.folder(resolver, path.substring(0, name));
    Resource file = resolver.create(folder, path.substring(name + 1), Map.of(TYPE, "nt:file"));
    resolver.create(
        file,
        CONTENT,
        Map.of(
            TYPE,
            "nt:resource",
            "jcr:mimeType",
            SocialImages.TYPE,
            DATE,
            Repository.calendar(now),
            DATA,
            new ByteArrayInputStream(jpeg)));
  }

  private static boolean isBefore(Resource file, Instant time) {
    return Repository.time(file.getChild(CONTENT), DATE)
        .filter(made -> made.isBefore(time))
        .isPresent();
  }

  private static String path(String hash) {
    return Repository.spread(ROOT, hash);
  }

  private static String path(String page, String hash) {
    return Repository.spread(OF_PAGES, page) + '/' + hash;
  }
}
