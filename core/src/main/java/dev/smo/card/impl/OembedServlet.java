// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.web.WebAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import javax.servlet.Servlet;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Provider of <a href="https://oembed.com">oEmbed</a> for the public pages of all sites: {@code
 * ?url=...&format=json|xml&maxwidth=...&maxheight=...}. 400 where the question is none, 401 where
 * strangers see nothing here, 404 where there is no such public page, 501 for other formats.
 */
@Component(service = Servlet.class, property = "sling.auth.requirements=-" + OembedServlet.PATH)
@SlingServletPaths(OembedServlet.PATH)
public final class OembedServlet extends EmbeddingServlet {
  static final String PATH = "/bin/smo/oembed";

  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Activate
  public OembedServlet(@Reference PublicCards cards) {
    super(cards);
  }

  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    Optional<OembedFormat> format = OembedFormat.named(parameter(request, "format"));
    if (format.isEmpty()) {
      refuse(response, SlingHttpServletResponse.SC_NOT_IMPLEMENTED, "format is json or xml");
      return;
    }
    OptionalInt width = pixels(request, "maxwidth");
    OptionalInt height = pixels(request, "maxheight");
    Optional<WebAddress> url = WebAddress.of(parameter(request, "url"));
    if (url.isEmpty() || width.isEmpty() || height.isEmpty()) {
      refuse(
          response,
          SlingHttpServletResponse.SC_BAD_REQUEST,
          "url is an address of the web, maxwidth and maxheight are numbers of pixels");
      return;
    }
    Optional<Map<String, Object>> told =
        find(url.get(), card -> Oembed.of(card, width.getAsInt(), height.getAsInt()), response);
    if (told.isPresent()) {
      // Anybody's script may read what anybody may read.
      response.setHeader("Access-Control-Allow-Origin", "*");
      byte[] body =
          switch (format.get()) {
            case JSON -> JSON.writeValueAsBytes(told.get());
            case XML -> xml(told.get());
          };
      answer(response, format.get().type(), body);
    }
  }

  /** No limit where the consumer names none; empty where it names nonsense. */
  private static OptionalInt pixels(SlingHttpServletRequest request, String name) {
    String given = parameter(request, name);
    if (given.isEmpty()) {
      return OptionalInt.of(Integer.MAX_VALUE);
    }
    return given.matches("\\d{1,9}")
        ? OptionalInt.of(Integer.parseInt(given))
        : OptionalInt.empty();
  }

  private static byte[] xml(Map<String, Object> told) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writeStartElement("oembed");
      for (Map.Entry<String, Object> field : told.entrySet()) {
        xml.writeStartElement(field.getKey());
        xml.writeCharacters(Objects.toString(field.getValue()));
        xml.writeEndElement();
      }
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
    return bytes.toByteArray();
  }
}
