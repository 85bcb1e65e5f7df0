// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Sling CMS composed anew for a cluster: its content in a database that the nodes share, and
 * without the discovery that takes each node for the only one.
 */
final class ClusterFeature {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LEFT_OUT =
      List.of("org.apache.sling.discovery.standalone:", ":oak-segment-tar:");
  private static final String DATASOURCE = "org.apache.sling:org.apache.sling.datasource:1.0.4";
  private static final String DRIVER = "org.postgresql:postgresql:42.6.0";

  private final Path folder;

  private ClusterFeature(Path folder) {
    this.folder = folder;
  }

  /** Writes it beside the bundles that it is made of. */
  static ClusterFeature on(String database) {
    ClusterFeature feature =
        new ClusterFeature(Path.of("target", "it", "cluster-bundles").toAbsolutePath());
    try {
      if (!Files.exists(feature.folder)) {
        feature.unpack();
      }
      feature.write(database);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return feature;
  }

  /** What {@code ./smo run} is told, so that it starts this. */
  Map<String, String> environment() {
    return Map.of(
        "SMO_FEATURE",
        folder.resolve("cluster.json").toString(),
        "SMO_REPOSITORY",
        folder.toString(),
        "SMO_TIMEOUT",
        "580",
        "SMO_JAVA_OPTS",
        "-Xmx1g -Doak.documentMK.leaseDurationSeconds="
            + Integer.getInteger("smo.cluster.lease", 60));
  }

  private void unpack() throws IOException {
    try (Stream<Path> launchers = Files.list(SlingCms.PROJECT.resolve("target/run"))) {
      Path launcher =
          launchers
              .filter(file -> file.getFileName().toString().startsWith("org.apache.sling.cms."))
              .findFirst()
              .orElseThrow();
      try (ZipFile jar = new ZipFile(launcher.toFile());
          InputStream in = jar.getInputStream(jar.getEntry("lib/slingcms.far"));
          ZipInputStream archive = new ZipInputStream(in)) {
        for (ZipEntry entry; (entry = archive.getNextEntry()) != null; ) {
          Path file = folder.resolve(entry.getName()).normalize();
          if (!entry.isDirectory() && file.startsWith(folder)) {
            Files.createDirectories(file.getParent());
            Files.copy(archive, file, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
    Path fetched = Path.of("target", "cluster").toAbsolutePath();
    add(fetched.resolve("org.apache.sling.datasource-1.0.4.jar"), DATASOURCE);
    add(fetched.resolve("postgresql-42.6.0.jar"), DRIVER);
  }

  /** Puts a bundle where the launcher looks for it, as in a Maven repository. */
  private void add(Path jar, String id) throws IOException {
    int artifact = id.indexOf(':');
    int version = id.lastIndexOf(':');
    Path to =
        folder
            .resolve(id.substring(0, artifact).replace('.', '/'))
            .resolve(id.substring(artifact + 1, version))
            .resolve(id.substring(version + 1));
    Files.createDirectories(to);
    Files.copy(jar, to.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  private void write(String database) throws IOException {
    ObjectNode feature;
    try (Stream<Path> all = Files.walk(folder)) {
      Path standalone =
          all.filter(file -> file.toString().endsWith("-slingcms-standalone.slingosgifeature"))
              .findFirst()
              .orElseThrow();
      feature = (ObjectNode) JSON.readTree(standalone.toFile());
    }
    feature.put("id", "dev.smo:cluster:1");
    feature.remove(
        List.of("assembled-features:ARTIFACTS|TRANSIENT", "feature-internal-data:JSON|false"));
    ArrayNode bundles = JSON.createArrayNode();
    for (JsonNode bundle : feature.path("bundles")) {
      if (LEFT_OUT.stream().noneMatch(bundle.path("id").asText()::contains)) {
        bundles.add(bundle);
      }
    }
    bundles.addObject().put("id", DATASOURCE).put("start-order", "10");
    bundles.addObject().put("id", DRIVER).put("start-order", "10");
    feature.set("bundles", bundles);
    ObjectNode settings = (ObjectNode) feature.path("configurations");
    settings.remove(
        List.of(
            "org.apache.jackrabbit.oak.segment.SegmentNodeStoreService",
            "org.apache.jackrabbit.oak.plugins.blob.datastore.FileDataStore"));
    settings
        .putObject("org.apache.sling.datasource.DataSourceFactory~oak")
        .put("datasource.name", "oak")
        .put("driverClassName", "org.postgresql.Driver")
        .put("url", database)
        .put("username", "oak")
        .put("password", "oak");
    settings
        .putObject("org.apache.jackrabbit.oak.plugins.document.DocumentNodeStoreService")
        .put("documentStoreType", "RDB")
        .put("persistentCache", "-")
        .put("journalCache", "-");
    JSON.writeValue(folder.resolve("cluster.json").toFile(), feature);
  }
}
