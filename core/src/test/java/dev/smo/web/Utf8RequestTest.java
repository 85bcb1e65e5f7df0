// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.smo.fixture.SlingRequest;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SlingContextExtension.class)
class Utf8RequestTest {
  private static final String LABEL = "Müller & Söhne \ud83c\udf45";

  private final SlingContext context = new SlingContext();

  @Test
  void isReadAsUtf8WhereNothingSaysHow() {
    assertLabel(SlingRequest.of(context, "label", LABEL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "UTF-8", "US-ASCII", "windows-1252"})
  void isReadAsUtf8WhateverTheFormSays(String charset) {
    assertLabel(SlingRequest.of(context, "label", LABEL, "_charset_", charset));
  }

  @Test
  void whatIsNotThereIsNull() {
    Utf8Request request = new Utf8Request(SlingRequest.of(context));
    assertNull(request.getParameter("label"));
    assertNull(request.getParameterValues("label"));
    assertEquals(0, request.getParameterMap().size());
  }

  private static void assertLabel(SlingHttpServletRequest sent) {
    Utf8Request request = new Utf8Request(sent);
    assertEquals(LABEL, request.getParameter("label"));
    assertArrayEquals(new String[] {LABEL}, request.getParameterValues("label"));
    assertArrayEquals(new String[] {LABEL}, request.getParameterMap().get("label"));
  }

  @Test
  void slingAloneWouldReadItOtherwise() {
    assertNotEquals(LABEL, SlingRequest.of(context, "label", LABEL).getParameter("label"));
  }
}
