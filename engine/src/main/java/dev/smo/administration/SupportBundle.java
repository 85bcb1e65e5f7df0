// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What to send along when somebody is asked for help: a zip of texts and JSON. */
@Component(service = SupportBundle.class)
public class SupportBundle {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final SupportReport report;
  private final QueueReport queue;
  private final Configurations configurations;
  private final @Nullable Checks checks;

  @Activate
  public SupportBundle(
      @Reference SupportReport report,
      @Reference QueueReport queue,
      @Reference Configurations configurations,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable
          Checks checks) {
    this.report = report;
    this.queue = queue;
    this.configurations = configurations;
    this.checks = checks;
  }

  /** A file, and what it is called. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares files
  record Zip(String name, byte[] content) {}

  Zip zip() {
    SupportReport.Report now = report.now();
    QueueReport.Report waiting = queue.report();
    List<Checks.Check> found = found();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("summary.txt", SupportText.of(now, waiting, found));
    files.put("report.json", json(now));
    files.put("queue.json", json(waiting));
    files.put("checks.json", json(found));
    files.put("settings.json", json(configurations.all()));
    files.put("threads.txt", Threads.dump());
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
        for (Map.Entry<String, String> file : files.entrySet()) {
          zip.putNextEntry(new ZipEntry(file.getKey()));
          zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
          zip.closeEntry();
        }
      }
      String at = now.at().replaceAll("[^0-9T]", "").substring(0, 15);
      return new Zip("smo-support-" + at + ".zip", bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every file", e);
    }
  }

  /** The first file of the zip: everything on a page or two. */
  String summary() {
    return SupportText.of(report.now(), queue.report(), found());
  }

  /** The report as JSON. */
  String json() {
    return json(report.now());
  }

  private List<Checks.Check> found() {
    return checks == null ? List.of() : checks.run();
  }

  private static String json(Object content) {
    try {
      return JSON.writeValueAsString(content) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records become JSON", e);
    }
  }
}
