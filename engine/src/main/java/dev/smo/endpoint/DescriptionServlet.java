// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What all addresses take and answer, as OpenAPI: docs/openapi.json, which travels in the bundle.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/openapi.json")
public class DescriptionServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  @Activate
  public DescriptionServlet(@Reference Tokens tokens) {
    super(tokens);
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    return description();
  }

  private static JsonNode description() {
    try (InputStream file = DescriptionServlet.class.getResourceAsStream("openapi.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(file, "openapi.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
