// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.files;

import dev.smo.repository.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.observation.ExternalResourceChangeListener;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our style sheets and scripts: where browsers find them, and the version of each, a hash of its
 * content, which is read once and again after a change. So a browser may keep a file for a year,
 * and yet never shows an old one on a page of a new release.
 */
@Component(service = {StaticFiles.class, ResourceChangeListener.class})
@Designate(ocd = StaticFiles.Config.class)
public class StaticFiles implements ResourceChangeListener, ExternalResourceChangeListener {
  static final String FOLDER = "/static/clientlibs/smo";

  private static final Logger LOG = LoggerFactory.getLogger(StaticFiles.class);
  private static final int BYTES = 6;

  private final Repository repository;
  private final String folder;
  private final String address;
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  /** Where a host keeps our files. */
  @ObjectClassDefinition(
      name = "SMO: Style sheets and scripts",
      description = "Where the host keeps and serves the files that browsers load.")
  @interface Config {
    /** Read for versions, and watched for changes: hence the name, which Sling gives. */
    @AttributeDefinition(name = "Folder", description = "Path in the repository.")
    String resource_paths() default FOLDER;

    @AttributeDefinition(name = "Address", description = "Under which browsers get that folder.")
    String address() default FOLDER;
  }

  @Activate
  public StaticFiles(@Reference Repository repository, Config config) {
    this(repository, config.resource_paths(), config.address());
  }

  /**
   * Files of a folder of the repository.
   *
   * @param folder its path
   * @param address under which browsers get it
   */
  public StaticFiles(Repository repository, String folder, String address) {
    this.repository = repository;
    this.folder = folder;
    this.address = address;
  }

  /** The address of a file with its version, or without one where the file cannot be read. */
  public String address(ResourceResolver resolver, String name) {
    String file = folder(resolver) + '/' + name;
    String version = version(name);
    return version.isEmpty() ? file : file + "?v=" + version;
  }

  /**
   * The address of the folder that holds all files, without a slash at its end. It names no host:
   * mappings name that of one site, and http where a proxy speaks https, but each site has the
   * files.
   */
  public String folder(ResourceResolver resolver) {
    return RelativeAddress.withoutHost(resolver.map(address));
  }

  /** The name of the file that a request for a path asks for. */
  Optional<String> named(String path) {
    String start = address + '/';
    return path.startsWith(start) ? Optional.of(path.substring(start.length())) : Optional.empty();
  }

  /** The version of a file; empty where it cannot be read. */
  String version(String name) {
    String known = versions.get(name);
    if (known != null) {
      return known;
    }
    String fresh = read(folder + '/' + name);
    if (!fresh.isEmpty()) {
      versions.put(name, fresh);
    }
    return fresh;
  }

  private String read(String path) {
    try {
      return repository.read(
          resolver ->
              Optional.ofNullable(resolver.getResource(path)).map(StaticFiles::hash).orElse(""));
    } catch (IllegalStateException e) {
      // A page must not fail for want of a version, such as before the service user is made.
      LOG.warn("{} cannot be read, so its address carries no version", path, e);
      return "";
    }
  }

  @Override
  public void onChange(List<ResourceChange> changes) {
    versions.clear();
  }

  private static String hash(Resource file) {
    InputStream content = file.adaptTo(InputStream.class);
    if (content == null) {
      return "";
    }
    try (DigestInputStream read =
        new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
      read.readAllBytes();
      return HexFormat.of().formatHex(read.getMessageDigest().digest(), 0, BYTES);
    } catch (IOException e) {
      LOG.warn("{} cannot be read, so its address carries no version", file.getPath(), e);
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
