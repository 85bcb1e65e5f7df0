// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.wrappers.SlingHttpServletRequestWrapper;
import org.jetbrains.annotations.Nullable;

/**
 * A request to another address with parameters of its own, in the session of who sent the first.
 */
public final class OwnRequest extends SlingHttpServletRequestWrapper {
  private final String method;
  private final String token;
  private final Map<String, String> parameters;

  /**
   * Wraps the request that was sent.
   *
   * @param token for {@link JsonServlet#TOKEN_HEADER}
   */
  public OwnRequest(
      SlingHttpServletRequest request,
      String method,
      String token,
      Map<String, String> parameters) {
    super(request);
    this.method = method;
    this.token = token;
    this.parameters = new LinkedHashMap<>(parameters);
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return JsonServlet.TOKEN_HEADER.equalsIgnoreCase(name) ? token : super.getHeader(name);
  }

  @Override
  public @Nullable String getParameter(String name) {
    return parameters.get(name);
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    String value = parameters.get(name);
    return value == null ? null : new String[] {value};
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> all = new LinkedHashMap<>();
    parameters.forEach((name, value) -> all.put(name, new String[] {value}));
    return all;
  }
}
