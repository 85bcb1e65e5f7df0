// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import dev.smo.clicks.Click;
import dev.smo.clicks.ClickCounter;
import dev.smo.clicks.OptOut;
import dev.smo.host.PageSource;
import dev.smo.identity.VerifiedPages;
import dev.smo.networks.Networks;
import dev.smo.settings.ShareSettings;
import dev.smo.web.Utf8Request;
import dev.smo.web.WebAddress;
import java.util.Objects;
import java.util.Optional;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.servlets.SlingAllMethodsServlet;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Takes the word of a browser that somebody used an entry of a share bar, where the site's settings
 * want that counted, and the reader does not ask to be left out. Of the request only page and
 * network are looked at; nothing is kept of who sent it, and the answer is always the same.
 */
@Component(service = Servlet.class, property = ClickServlet.FOR_EVERYBODY)
@SlingServletPaths(ClickServlet.PATH)
public final class ClickServlet extends SlingAllMethodsServlet {
  static final String PATH = "/bin/smo/clicks";

  /** Readers have no account, and a host may close /bin to them. */
  static final String FOR_EVERYBODY = "sling.auth.requirements=-" + PATH;

  private static final long serialVersionUID = 1L;

  private final transient Networks networks;
  private final transient PageSource pages;
  private final transient VerifiedPages identities;
  private final transient ClickCounter tally;

  @Activate
  public ClickServlet(
      @Reference Networks networks,
      @Reference PageSource pages,
      @Reference VerifiedPages identities,
      @Reference ClickCounter tally) {
    this.networks = networks;
    this.pages = pages;
    this.identities = identities;
    this.tally = tally;
  }

  @Override
  protected void doPost(SlingHttpServletRequest request, SlingHttpServletResponse response) {
    String site = request.getHeader("Sec-Fetch-Site");
    if ((site == null || site.equals("same-origin")) && !OptOut.isIn(request)) {
      click(new Utf8Request(request)).ifPresent(tally::add);
    }
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(SlingHttpServletResponse.SC_NO_CONTENT);
  }

  /** Empty unless the network is known, and the page is there for this visitor and counts. */
  private Optional<Click> click(SlingHttpServletRequest request) {
    String path = Objects.requireNonNullElse(request.getParameter("page"), "");
    String name = Objects.requireNonNullElse(request.getParameter("network"), "");
    return networks
        .named(name)
        .filter(network -> BarEntries.shares(network) && isPath(path))
        .flatMap(
            network ->
                Optional.ofNullable(request.getResourceResolver().getResource(path))
                    .filter(pages::isPage)
                    .map(page -> new Click(identities.of(page), network.name()))
                    .filter(click -> tally.knows(click) || counts(path, request)));
  }

  private static boolean isPath(String text) {
    return text.startsWith("/") && !WebAddress.isNoPath(text);
  }

  private static boolean counts(String path, SlingHttpServletRequest request) {
    return Optional.ofNullable(request.getResourceResolver().getResource(path))
        .map(page -> page.adaptTo(ConfigurationBuilder.class))
        .filter(builder -> builder.as(ShareSettings.class).count())
        .isPresent();
  }
}
