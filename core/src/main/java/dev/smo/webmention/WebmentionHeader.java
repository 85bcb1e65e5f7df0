// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import dev.smo.host.PageSource;
import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletResponse;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceUtil;
import org.apache.sling.servlets.annotations.SlingServletFilter;
import org.apache.sling.servlets.annotations.SlingServletFilterScope;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Says with every page that takes webmentions where to send them: a {@code Link} header, which
 * senders look at first and which needs nothing of the page's template.
 */
@Component(service = Filter.class)
@SlingServletFilter(
    scope = SlingServletFilterScope.REQUEST,
    extensions = "html",
    methods = {"GET", "HEAD"},
    resource_pattern = "/content/.*")
public final class WebmentionHeader implements Filter {
  private final PageSource pages;
  private final WebmentionIntake intake;

  @Activate
  public WebmentionHeader(@Reference PageSource pages, @Reference WebmentionIntake intake) {
    this.pages = pages;
    this.intake = intake;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Resource resource = ((SlingHttpServletRequest) request).getResource();
    if (!ResourceUtil.isNonExistingResource(resource) && pages.pageOf(resource).isPresent()) {
      WebmentionPolicy policy = WebmentionPolicies.of(resource);
      String endpoint = policy.endpoint().strip();
      if (policy.receive() && isWritable(endpoint) && isOpen(endpoint)) {
        ((HttpServletResponse) response)
            .addHeader("Link", "<" + endpoint + ">; rel=\"webmention\"");
      }
    }
    chain.doFilter(request, response);
  }

  /** Whether somebody takes what is sent there; of other endpoints than ours nothing is known. */
  private boolean isOpen(String endpoint) {
    return !endpoint.equals(WebmentionServlet.PATH) || intake.topic().isPresent();
  }

  /** Nothing that would end the address, or the header. */
  private static boolean isWritable(String endpoint) {
    return !endpoint.isEmpty()
        && endpoint.chars().allMatch(c -> c > ' ' && c < 127 && c != '<' && c != '>' && c != '"');
  }

  @Override
  public void init(FilterConfig config) {
    // Nothing to prepare.
  }

  @Override
  public void destroy() {
    // Nothing to give back.
  }
}
