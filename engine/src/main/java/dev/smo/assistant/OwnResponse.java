// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.assistant;

import java.io.ByteArrayOutputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletResponse;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.wrappers.SlingHttpServletResponseWrapper;

/** Keeps what an address answers; the response around it hears of none of it. */
final class OwnResponse extends SlingHttpServletResponseWrapper {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status = HttpServletResponse.SC_OK;

  OwnResponse(SlingHttpServletResponse response) {
    super(response);
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body.toByteArray();
  }

  @Override
  public void setStatus(int sc) {
    status = sc;
  }

  @Override
  public void sendError(int sc) {
    status = sc;
  }

  @Override
  public void sendError(int sc, String message) {
    status = sc;
  }

  @Override
  public void setHeader(String name, String value) {}

  @Override
  public void addHeader(String name, String value) {}

  @Override
  public void setContentType(String type) {}

  @Override
  public void setContentLength(int length) {}

  @Override
  public ServletOutputStream getOutputStream() {
    return new ServletOutputStream() {
      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new IllegalStateException("this answer is read when it is whole");
      }

      @Override
      public void write(int octet) {
        body.write(octet);
      }
    };
  }
}
