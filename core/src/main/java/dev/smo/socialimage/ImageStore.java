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

/**
 * Pictures that were made, by their hash, in {@code /var/smo/pictures}. Posts and caches of
 * networks point at them, so they outlive the title that they show.
 */
final class ImageStore {
  private static final String ROOT = SocialImages.ROOT;
  private static final String TYPE = "jcr:primaryType";
  private static final String CONTENT = "jcr:content";
  private static final String DATA = "jcr:data";
  private static final String DATE = "jcr:lastModified";

  private final Repository repository;

  ImageStore(Repository repository) {
    this.repository = repository;
  }

  Optional<byte[]> find(String hash) {
    return repository.read(
        resolver -> {
          Resource content = resolver.getResource(path(hash) + '/' + CONTENT);
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

  /** Keeps a picture; one that is there already stays. */
  void keep(String hash, byte[] jpeg, Instant now) {
    repository.commit(
        resolver -> {
          if (resolver.getResource(path(hash)) == null) {
            create(resolver, hash, jpeg, now);
          }
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
          int deleted = 0;
          Resource all = resolver.getResource(ROOT + '/' + String.format("%02x", folder));
          if (all != null) {
            for (Resource file : all.getChildren()) {
              if (isBefore(file, time)) {
                resolver.delete(file);
                deleted++;
              }
            }
          }
          return deleted;
        });
  }

  private static void create(ResourceResolver resolver, String hash, byte[] jpeg, Instant now)
      throws PersistenceException {
    String path = path(hash);
    Resource folder = Repository.folder(resolver, path.substring(0, path.lastIndexOf('/')));
    Resource file = resolver.create(folder, hash, Map.of(TYPE, "nt:file"));
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
}
