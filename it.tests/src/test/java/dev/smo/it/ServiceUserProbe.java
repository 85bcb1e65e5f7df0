// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A script in the repository that tries things as our service user. */
final class ServiceUserProbe {
  private static final String FOLDER = "/apps/smo-it-probe";
  private static final String MAPPER =
      "org.apache.sling.serviceusermapping.impl.ServiceUserMapperImpl.amended~smo-it-probe";

  private final Cms cms;

  ServiceUserProbe(Cms cms) {
    this.cms = cms;
  }

  /** Lets scripts act as our service user, from the next start on. */
  static void allow(Path install) {
    try {
      Files.createDirectories(install);
      Files.writeString(
          install.resolve(MAPPER + ".cfg.json"),
          "{\"user.mapping\": [\"org.apache.sling.scripting.core:smo-it-probe=[smo-service]\"]}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void install() {
    cms.write(FOLDER, Map.of("jcr:primaryType", "sling:Folder"));
    cms.write(
        FOLDER + "/POST.jsp",
        Map.of(
            "jcr:primaryType", "nt:file",
            "jcr:content/jcr:primaryType", "nt:resource",
            "jcr:content/jcr:mimeType", "text/plain",
            "jcr:content/jcr:data", script(),
            "jcr:content/jcr:data@TypeHint", "Binary"));
    cms.write("/content/smo-it", Map.of("probe/sling:resourceType", "smo-it-probe"));
    Eventually.see("probe", () -> tried(Set.of("see /")), seen -> seen.size() == 1);
  }

  /** What came of each attempt, made in this order: done, denied, or what else went wrong. */
  Map<String, String> tried(Collection<String> attempts) {
    Map<String, String> form = new LinkedHashMap<>();
    attempts.forEach(attempt -> form.put("attempt[" + form.size() + "]", attempt));
    String answer = cms.admin().post(cms.uri("/content/smo-it/probe.html"), form).body();
    Map<String, String> results = new HashMap<>();
    answer
        .lines()
        .map(line -> line.split("\t"))
        .filter(columns -> columns.length == 2)
        .forEach(columns -> results.put(columns[0], columns[1]));
    return results;
  }

  private static String script() {
    try (InputStream in = ServiceUserProbe.class.getResourceAsStream("/service-user-probe.jsp")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
