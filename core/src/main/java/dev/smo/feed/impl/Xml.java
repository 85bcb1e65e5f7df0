// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML, one element a line. Texts must hold only what XML can carry. */
final class Xml {
  static final String LANG = "xml:lang";

  private final StringWriter text = new StringWriter(1 << 14);
  private final XMLStreamWriter writer;

  /**
   * Begins a document.
   *
   * @param stylesheet address of a CSS, or empty
   * @param namespaces by prefix; the default namespace has the empty prefix
   */
  Xml(String stylesheet, String root, Map<String, String> namespaces) {
    try {
      writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      writer.writeStartDocument("UTF-8", "1.0");
      if (stylesheet.matches("[\\w/.:~%?=-]+")) {
        writer.writeCharacters("\n");
        writer.writeProcessingInstruction(
            "xml-stylesheet", "href=\"" + stylesheet + "\" type=\"text/css\"");
      }
      open(root);
      for (Map.Entry<String, String> namespace : namespaces.entrySet()) {
        if (namespace.getKey().isEmpty()) {
          writer.writeDefaultNamespace(namespace.getValue());
        } else {
          writer.writeNamespace(namespace.getKey(), namespace.getValue());
        }
      }
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An attribute of the element that was opened last. */
  Xml attribute(String name, String value) {
    try {
      attributes(name, value);
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An element that stays open; its attributes follow. */
  Xml open(String name, String... attributes) {
    try {
      writer.writeCharacters("\n");
      writer.writeStartElement(name);
      attributes(attributes);
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  Xml close() {
    try {
      writer.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An element with a text, and attributes in pairs of name and value; empty ones are left out. */
  Xml element(String name, String value, String... attributes) {
    try {
      open(name, attributes);
      writer.writeCharacters(value);
      return close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * An element with plain text where readers may take it for HTML: what would begin markup is
   * written as a hexadecimal reference (RSS Advisory Board's best practices, "Character Data").
   */
  Xml plain(String name, String value) {
    try {
      open(name);
      int from = 0;
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c == '&' || c == '<' || c == '>') {
          writer.writeCharacters(value.substring(from, i));
          writer.writeEntityRef("#x" + Integer.toHexString(c).toUpperCase(Locale.ROOT));
          from = i + 1;
        }
      }
      writer.writeCharacters(value.substring(from));
      return close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  Xml link(String name, String rel, URI href, String... attributes) {
    try {
      writer.writeCharacters("\n");
      writer.writeEmptyElement(name);
      attributes("rel", rel, "href", href.toASCIIString());
      attributes(attributes);
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  Xml empty(String name, String... attributes) {
    try {
      writer.writeCharacters("\n");
      writer.writeEmptyElement(name);
      attributes(attributes);
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private void attributes(String... pairs) throws XMLStreamException {
    for (int i = 0; i < pairs.length; i += 2) {
      if (!pairs[i + 1].isEmpty()) {
        writer.writeAttribute(pairs[i], pairs[i + 1]);
      }
    }
  }

  byte[] bytes() {
    try {
      writer.writeEndDocument();
      writer.close();
      return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }
}
