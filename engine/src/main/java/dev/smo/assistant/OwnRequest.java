// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.assistant;

import dev.smo.endpoint.JsonServlet;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.request.RequestParameter;
import org.apache.sling.api.request.RequestParameterMap;
import org.apache.sling.api.wrappers.SlingHttpServletRequestWrapper;
import org.jetbrains.annotations.Nullable;

/**
 * A request with parameters of its own to another address, in the session of who sent the first.
 */
final class OwnRequest extends SlingHttpServletRequestWrapper {
  private final String method;
  private final String token;
  private final Parameters parameters = new Parameters();

  OwnRequest(
      SlingHttpServletRequest request,
      String method,
      String token,
      Map<String, String> parameters) {
    super(request);
    this.method = method;
    this.token = token;
    parameters.forEach(
        (name, value) ->
            this.parameters.put(name, new RequestParameter[] {new Parameter(name, value)}));
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
  public @Nullable RequestParameter getRequestParameter(String name) {
    return parameters.getValue(name);
  }

  @Override
  public RequestParameter @Nullable [] getRequestParameters(String name) {
    return parameters.getValues(name);
  }

  @Override
  public RequestParameterMap getRequestParameterMap() {
    return parameters;
  }

  /** All of them, by name. */
  private static final class Parameters extends TreeMap<String, RequestParameter[]>
      implements RequestParameterMap {
    private static final long serialVersionUID = 1L;

    @Override
    public RequestParameter @Nullable [] getValues(String name) {
      return get(name);
    }

    @Override
    public @Nullable RequestParameter getValue(String name) {
      RequestParameter[] values = get(name);
      return values == null ? null : values[0];
    }
  }

  /** One of them. */
  private record Parameter(String name, String value) implements RequestParameter {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public byte[] get() {
      return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable String getContentType() {
      return null;
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(get());
    }

    @Override
    public @Nullable String getFileName() {
      return null;
    }

    @Override
    public long getSize() {
      return get().length;
    }

    @Override
    public String getString() {
      return value;
    }

    @Override
    public String getString(String encoding) {
      return value;
    }

    @Override
    public boolean isFormField() {
      return true;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
