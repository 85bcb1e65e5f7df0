// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.files;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletResponse;
import org.apache.sling.api.SlingHttpServletRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets browsers and proxies keep our files for a year where the address names their version. */
@Component(
    service = Filter.class,
    property = {
      "sling.filter.scope=REQUEST",
      "sling.filter.request.pattern=" + StaticFiles.FOLDER + "/.*"
    })
public final class LongCache implements Filter {
  private final StaticFiles files;

  @Activate
  public LongCache(@Reference StaticFiles files) {
    this.files = files;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String wanted = request.getParameter("v");
    if (wanted != null
        && request instanceof SlingHttpServletRequest asked
        && response instanceof HttpServletResponse answer) {
      if (files.named(asked.getPathInfo()).map(files::version).filter(wanted::equals).isPresent()) {
        answer.setHeader("Cache-Control", "public, max-age=31536000, immutable");
      }
    }
    chain.doFilter(request, response);
  }

  @Override
  public void init(FilterConfig configuration) {
    // Nothing to prepare.
  }

  @Override
  public void destroy() {
    // Nothing to release.
  }
}
