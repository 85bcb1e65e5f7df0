// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.web;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.request.RequestParameter;
import org.apache.sling.api.wrappers.SlingHttpServletRequestWrapper;
import org.jetbrains.annotations.Nullable;

/**
 * A request whose form data and query are read as UTF-8, as browsers and other servers send them.
 * Sling reads them as a parameter {@code _charset_} says, and without it as its installation is
 * set, on most by ISO-8859-1. Each servlet of this bundle and of the engine that takes words reads
 * them through this; the sandbox's, in a bundle that sees the API only, takes names of nodes.
 */
public final class Utf8Request extends SlingHttpServletRequestWrapper {
  public Utf8Request(SlingHttpServletRequest request) {
    super(request);
  }

  @Override
  public @Nullable String getParameter(String name) {
    RequestParameter parameter = getRequestParameter(name);
    return parameter == null ? null : text(parameter);
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    RequestParameter[] parameters = getRequestParameters(name);
    return parameters == null ? null : texts(parameters);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> all = new LinkedHashMap<>();
    getRequestParameterMap().forEach((name, parameters) -> all.put(name, texts(parameters)));
    return all;
  }

  private static String[] texts(RequestParameter... parameters) {
    String[] texts = new String[parameters.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text(parameters[i]);
    }
    return texts;
  }

  private static String text(RequestParameter parameter) {
    try {
      return parameter.getString(StandardCharsets.UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java platform has UTF-8", e);
    }
  }
}
