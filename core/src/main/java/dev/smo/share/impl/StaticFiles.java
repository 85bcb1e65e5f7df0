package dev.smo.share.impl;

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
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The version of each of our style sheets and scripts: a hash of its content, which is read once
 * and again after a change. So a browser may keep a file for a year, and yet never shows an old one
 * on a page of a new release.
 */
@Component(
    service = {StaticFiles.class, ResourceChangeListener.class},
    property = ResourceChangeListener.PATHS + "=" + StaticFiles.FOLDER)
public class StaticFiles implements ResourceChangeListener {
  static final String FOLDER = "/static/clientlibs/smo";

  private static final Logger LOG = LoggerFactory.getLogger(StaticFiles.class);
  private static final int BYTES = 6;

  private final Map<String, String> versions = new ConcurrentHashMap<>();

  /** The address of a file with its version, or without one where the file cannot be read. */
  String address(ResourceResolver resolver, String name) {
    String version = version(resolver, FOLDER + "/" + name);
    String address = resolver.map(FOLDER + "/" + name);
    return version.isEmpty() ? address : address + "?v=" + version;
  }

  /** The version of the file at a path; empty where it cannot be read. */
  String version(ResourceResolver resolver, String path) {
    String known = versions.get(path);
    if (known != null) {
      return known;
    }
    String fresh =
        Optional.ofNullable(resolver.getResource(path)).map(StaticFiles::hash).orElse("");
    if (!fresh.isEmpty()) {
      versions.put(path, fresh);
    }
    return fresh;
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
