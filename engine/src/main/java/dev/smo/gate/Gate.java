// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.gate;

import dev.smo.gate.PublicHtml.CardPicture;
import dev.smo.gate.Verdict.NotYet;
import dev.smo.gate.Verdict.Open;
import dev.smo.gate.Verdict.Shut;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.page.Image;
import dev.smo.page.Page;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Looks at a page as strangers will, before a post sends them there: at its public address, without
 * cookies, and with the picture that its card promises; of a file only that it is there. Redirects
 * are followed, but must end on the site they began on: elsewhere waits a login or another site.
 */
@Component(service = Gate.class)
public final class Gate {
  private static final int LARGEST_PAGE = 5 << 20;
  private static final int LARGEST_PICTURE = 30 << 20;
  private static final int LARGEST_FILE = 20 << 20;
  private static final int TRIED = 3;
  private static final Duration FOR_ONE = Duration.ofSeconds(30);

  /** So long a check takes at most: the page, the pictures that are tried, and reading the page. */
  public static final Duration LONGEST = FOR_ONE.multipliedBy(1 + TRIED).plusSeconds(10);

  private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");

  private final Outbound outbound;

  @Activate
  public Gate(@Reference Outbound outbound) {
    this.outbound = outbound;
  }

  /** Checks the page against what its host says of it. */
  public Verdict check(Page page) throws InterruptedException {
    if (page.noindex()) {
      return new Shut("The page asks not to be listed (noindex).");
    }
    if (page.closed()) {
      return new Shut("Strangers may not read this page.");
    }
    Request request =
        Request.get(page.url())
            .header("Accept", page.file() ? "*/*" : "text/html,application/xhtml+xml;q=0.9")
            .header("Accept-Language", page.locale().toLanguageTag())
            .followingRedirects()
            .within(FOR_ONE)
            .atMost(page.file() ? LARGEST_FILE : LARGEST_PAGE);
    try {
      return judge(page, outbound.send(request));
    } catch (IOException e) {
      return new NotYet("The page cannot be loaded: " + e.getMessage());
    }
  }

  private Verdict judge(Page page, Answer answer) throws InterruptedException {
    Optional<Verdict> refused = refusal(page, answer);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (page.file()) {
      return file(page, answer);
    }
    PublicHtml html;
    try {
      html = PublicHtml.of(answer);
    } catch (IOException e) {
      return new NotYet("The page cannot be read: " + e.getMessage());
    }
    Optional<Verdict> differs = html.compare(page);
    if (differs.isPresent()) {
      return differs.get();
    }
    return picture(page, html);
  }

  private static Optional<Verdict> refusal(Page page, Answer answer) {
    int status = answer.status();
    if (status == 401 || status == 403 || status == 451) {
      return shut("Strangers may not read the page: HTTP " + status + ".");
    }
    if (!SameAddress.sameSite(page.url(), answer.uri())) {
      return shut("The page redirects to another site, " + answer.uri().getHost() + ".");
    }
    if (status != 200) {
      return Optional.of(new NotYet("The public page answers HTTP " + status + "."));
    }
    if (!page.file() && !HTML.contains(answer.type())) {
      return Optional.of(
          new NotYet("The public page is of type '" + answer.type() + "', not HTML."));
    }
    List<String> robots = answer.headers().getOrDefault("x-robots-tag", List.of());
    return PublicHtml.forbidsListing(robots)
        ? shut("The page asks not to be listed (X-Robots-Tag: noindex).")
        : Optional.empty();
  }

  /** A picture is its own picture; of other files networks make what they can. */
  private static Verdict file(Page page, Answer answer) {
    return answer.type().startsWith("image/")
        ? loaded(answer, "The file", page.image().map(Image::alt).orElse(""))
        : new Open(Optional.empty());
  }

  /** The first of the card's pictures that is there. That none is keeps nobody from the words. */
  private Verdict picture(Page page, PublicHtml html) throws InterruptedException {
    List<CardPicture> named = html.pictures();
    if (named.isEmpty()) {
      return page.image().isEmpty()
          ? new Open(Optional.empty())
          : new Open(
              Optional.empty(), "The public page has no og:image, though a picture is planned.");
    }
    List<String> reasons = new ArrayList<>();
    for (CardPicture picture : named.subList(0, Math.min(TRIED, named.size()))) {
      Verdict found = picture(picture.address(), "The picture (og:image)", alt(picture, page));
      if (found instanceof NotYet none) {
        reasons.add(none.reason());
      } else {
        // The other shape is that of the first.
        boolean first = reasons.isEmpty();
        return first && found instanceof Open open ? open.withPhoto(html.photo()) : found;
      }
    }
    return new Open(Optional.empty(), String.join(" ", reasons));
  }

  /** What the page says of the picture itself; what is planned speaks of the planned one only. */
  private static String alt(CardPicture picture, Page page) {
    return picture.alt().isEmpty()
        ? page.image()
            .filter(planned -> planned.url().toString().equals(picture.address()))
            .map(Image::alt)
            .orElse("")
        : picture.alt();
  }

  /**
   * A further picture of a page that is as planned.
   *
   * @return the picture, or why there is none
   */
  public Verdict further(String address) throws InterruptedException {
    return picture(address, "The picture " + address, "");
  }

  private Verdict picture(String address, String name, String alt) throws InterruptedException {
    try {
      Request request =
          Request.get(URI.create(address)).header("Accept", "image/*").within(FOR_ONE);
      return loaded(outbound.send(request.followingRedirects().atMost(LARGEST_PICTURE)), name, alt);
    } catch (IllegalArgumentException e) {
      return new NotYet(name + " has an address that cannot be read.");
    } catch (IOException e) {
      return new NotYet(name + " cannot be loaded: " + e.getMessage());
    }
  }

  private static Verdict loaded(Answer answer, String name, String alt) {
    if (answer.status() != 200) {
      return new NotYet(name + " answers HTTP " + answer.status() + ".");
    }
    if (!answer.type().startsWith("image/")) {
      return new NotYet(name + " is of type '" + answer.type() + "'.");
    }
    return new Open(Optional.of(new PublicImage(answer.body(), answer.type(), answer.uri(), alt)));
  }

  private static Optional<Verdict> shut(String reason) {
    return Optional.of(new Shut(reason));
  }
}
