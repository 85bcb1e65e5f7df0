// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.links;

import dev.smo.clicks.LinkClickCounter;
import dev.smo.repository.Repository;
import dev.smo.web.WebAddress;
import java.io.IOException;
import java.util.Optional;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.servlets.annotations.SlingServletFilter;
import org.apache.sling.servlets.annotations.SlingServletFilterScope;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Leads those who follow a short link to its page. A filter, because such an address is none of the
 * repository and means the same below each host name. A code that the ledger does not know is left
 * to the host, as any other address that is not there.
 */
@Component(service = Filter.class, property = "sling.auth.requirements=-" + ShortLinks.BELOW)
@SlingServletFilter(
    scope = SlingServletFilterScope.REQUEST,
    methods = {"GET", "HEAD"})
@Designate(ocd = ShortLinkFilter.Settings.class)
public final class ShortLinkFilter implements Filter {
  /** Where short links are served. */
  @ObjectClassDefinition(
      name = "SMO: Short links",
      description = "Where this instance serves the short links of posts.")
  public @interface Settings {
    @AttributeDefinition(
        name = "Path",
        description =
            "Path below which the codes stand. Another than the default must be named in the"
                + " configuration smo/tracking of the site, too.")
    String path() default "/s/";
  }

  private final Repository repository;
  private final LinkClickCounter clicks;
  private final String path;

  @Activate
  public ShortLinkFilter(
      Settings settings, @Reference Repository repository, @Reference LinkClickCounter clicks) {
    this(settings.path(), repository, clicks);
  }

  ShortLinkFilter(String path, Repository repository, LinkClickCounter clicks) {
    this.repository = repository;
    this.clicks = clicks;
    this.path = path.endsWith("/") ? path : path + "/";
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    Optional<Link> link = link(asked);
    if (link.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    if (Followers.counts(asked)) {
      clicks.add(link.get().post());
    }
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setHeader("Location", link.get().target());
    // Kept by a browser or a cache, the next click would not get here.
    answer.setHeader("Cache-Control", "no-store");
    answer.setHeader("X-Robots-Tag", "noindex");
    answer.setStatus(HttpServletResponse.SC_FOUND);
  }

  /** Where a code leads, and the post that carries it. */
  private record Link(String target, String post) {}

  private Optional<Link> link(HttpServletRequest request) {
    String asked = request.getPathInfo();
    if (asked == null || !asked.startsWith(path)) {
      return Optional.empty();
    }
    String code = asked.substring(path.length());
    return ShortLinks.isCode(code)
        ? repository.read(
            resolver ->
                Optional.ofNullable(resolver.getResource(ShortLinks.path(code)))
                    .flatMap(ShortLinkFilter::kept))
        : Optional.empty();
  }

  private static Optional<Link> kept(Resource node) {
    String post = node.getValueMap().get(ShortLinks.POST, "");
    return WebAddress.shown(node.getValueMap().get(ShortLinks.TARGET, ""))
        .filter(target -> !post.isEmpty())
        .map(target -> new Link(target.toASCIIString(), post));
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
