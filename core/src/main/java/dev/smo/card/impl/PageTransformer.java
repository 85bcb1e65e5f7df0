// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.card.Tag;
import dev.smo.memory.PastRewriter;
import dev.smo.words.LowerCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.rewriter.ProcessingComponentConfiguration;
import org.apache.sling.rewriter.ProcessingContext;
import org.apache.sling.rewriter.Transformer;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Writes the card before a head ends, unless the head brought one. A canonical link, links to other
 * languages and words to robots that the head has are not doubled. Nothing is read before, so a
 * response without a head costs nothing. Values go out plain: to escape them is the serializer's
 * task, and that of the Sling rewriter does.
 *
 * <p>What components have {@linkplain PastRewriter left} is written where their mark stands; the
 * card goes the same way where it is open.
 */
final class PageTransformer extends XMLFilterImpl implements Transformer {
  /** Request attribute by which Sling CMS says that the page is being edited. */
  private static final String EDITING = "cmsEditEnabled";

  private static final String TEXT = "CDATA";
  private static final Logger LOG = LoggerFactory.getLogger(PageTransformer.class);

  private final Cards cards;
  private @Nullable ProcessingContext context;
  private @Nullable SlingHttpServletRequest request;
  private Optional<PastRewriter> past = Optional.empty();
  private boolean inMark;
  private boolean inHead;
  private boolean done;
  private boolean canonical;
  private boolean languages;
  private boolean robots;

  PageTransformer(Cards cards) {
    this.cards = cards;
  }

  @Override
  public void init(ProcessingContext context, ProcessingComponentConfiguration configuration) {
    this.context = context;
    request = context.getRequest();
  }

  @Override
  public void setContentHandler(ContentHandler next) {
    super.setContentHandler(next);
    if (context != null) {
      past = open(context, next);
    }
  }

  @Override
  public void dispose() {
    // Nothing is held.
  }

  private static Optional<PastRewriter> open(ProcessingContext context, ContentHandler next) {
    try {
      return PastRewriter.open(
          context.getRequest(), context.getResponse(), context.getWriter(), next);
    } catch (IOException e) {
      throw new UncheckedIOException("the page has no writer", e);
    }
  }

  @Override
  public void startElement(String uri, String localName, String name, Attributes attributes)
      throws SAXException {
    switch (LowerCase.of(localName)) {
      case "head" -> inHead = true;
      case "meta" -> meta(attributes);
      case "link" -> link(attributes);
      case PastRewriter.ELEMENT -> inMark = isMarkOfLeft(attributes);
      default -> {}
    }
    if (inMark) {
      return;
    }
    super.startElement(uri, localName, name, attributes);
  }

  @Override
  public void endElement(String uri, String localName, String name) throws SAXException {
    if (inHead && "head".equalsIgnoreCase(localName)) {
      inHead = false;
      addOnce();
    }
    if (inMark) {
      inMark = !PastRewriter.ELEMENT.equalsIgnoreCase(localName);
      return;
    }
    super.endElement(uri, localName, name);
  }

  @Override
  public void endDocument() throws SAXException {
    super.endDocument();
    int lost = past.map(PastRewriter::lost).orElse(0);
    if (lost > 0 && request != null) {
      LOG.warn(
          "{} lacks {} share bars: their marks stand where no element may, or were captured",
          request.getResource().getPath(),
          lost);
    }
  }

  /** Whether this element stands for something that a component has left, which is then written. */
  private boolean isMarkOfLeft(Attributes attributes) {
    String place = value(attributes, PastRewriter.MARK);
    return place != null && past.map(way -> way.writeLeft(place)).orElse(false);
  }

  private void meta(Attributes attributes) {
    done |= inHead && isMark(attributes);
    robots |= inHead && "robots".equalsIgnoreCase(value(attributes, "name"));
  }

  private void link(Attributes attributes) {
    canonical |= inHead && "canonical".equalsIgnoreCase(value(attributes, "rel"));
    languages |= inHead && value(attributes, "hreflang") != null;
  }

  private static boolean isMark(Attributes attributes) {
    return CardTags.MARK.equalsIgnoreCase(value(attributes, "property"))
        || CardTags.MARK.equalsIgnoreCase(value(attributes, "name"));
  }

  private static @Nullable String value(Attributes attributes, String name) {
    for (int i = 0; i < attributes.getLength(); i++) {
      if (name.equalsIgnoreCase(attributes.getLocalName(i))) {
        return attributes.getValue(i);
      }
    }
    return null;
  }

  private void addOnce() throws SAXException {
    if (!done && request != null && !isEdited(request)) {
      CardView card = cards.wanted(request).orElse(null);
      if (card != null) {
        write(card);
      }
    }
    done = true;
  }

  private static boolean isEdited(SlingHttpServletRequest request) {
    return "true".equals(String.valueOf(request.getAttribute(EDITING)));
  }

  private void write(CardView card) throws SAXException {
    if (past.isPresent()) {
      past.get().write(card.markup(canonical, languages, robots));
      return;
    }
    for (Tag tag : card.without(canonical, languages, robots)) {
      write(tag);
    }
    if (!card.jsonLd().isEmpty()) {
      script(card.jsonLd());
    }
  }

  private void script(String structured) throws SAXException {
    AttributesImpl type = new AttributesImpl();
    type.addAttribute("", "type", "type", TEXT, "application/ld+json");
    super.startElement("", "script", "script", type);
    char[] data = structured.toCharArray();
    super.characters(data, 0, data.length);
    super.endElement("", "script", "script");
  }

  private void write(Tag tag) throws SAXException {
    AttributesImpl attributes = new AttributesImpl();
    tag.attributes().forEach((name, value) -> attributes.addAttribute("", name, name, TEXT, value));
    super.startElement("", tag.element(), tag.element(), attributes);
    super.endElement("", tag.element(), tag.element());
  }
}
