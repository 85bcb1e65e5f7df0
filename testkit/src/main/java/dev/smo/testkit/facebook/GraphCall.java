// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.facebook;

import dev.smo.testkit.Call;
import dev.smo.testkit.FormPart;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A call as the Graph API reads it: parameters of address and body together.
 *
 * @param path without version and slashes at its ends
 */
public record GraphCall(String method, String path, Map<String, String> parameters) {
  private static final Set<String> EVERYWHERE = Set.of("access_token", "appsecret_proof");

  public static GraphCall of(Call call, String version) {
    Map<String, String> all = new LinkedHashMap<>();
    call.query().forEach((name, values) -> all.put(name, values.get(0)));
    if (call.type().equals("application/x-www-form-urlencoded")) {
      call.form().forEach((name, values) -> all.put(name, values.get(0)));
    }
    FormPart.all(call).forEach((name, part) -> all.put(name, part.text()));
    String path = call.path().replaceFirst("^/" + version, "").replaceAll("^/|/$", "");
    return new GraphCall(call.method(), path, all);
  }

  public String get(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** A parameter that is none of these; empty where all are known. */
  public String unknown(Set<String> known) {
    return parameters.keySet().stream()
        .map(name -> name.replaceFirst("\\[\\d+\\]$", ""))
        .filter(name -> !known.contains(name) && !EVERYWHERE.contains(name))
        .findFirst()
        .orElse("");
  }

  public boolean is(String wantedMethod, String wantedPath) {
    return method.equals(wantedMethod) && path.equals(wantedPath);
  }
}
