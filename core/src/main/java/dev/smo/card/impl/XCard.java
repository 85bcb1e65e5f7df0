// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.page.Image;
import dev.smo.prose.PlainText;
import dev.smo.prose.Shortening;
import java.util.Optional;
import java.util.Set;

/**
 * The tags of X, which also Slack and Discord read, and the one by which Mastodon credits an
 * author. X itself cuts title and description where it shows less; they are whole here, because
 * readers that prefer these tags would show the cut. Of a picture's text it takes no more.
 */
final class XCard {
  private static final int ALT = 420;
  private static final int LARGE = 300;
  private static final String PLAYER = "player";
  private static final String APP = "app";
  private static final Set<String> STORES = Set.of("iphone", "ipad", "googleplay");

  private final Card card;
  private final Head head;

  XCard(Card card, Head head) {
    this.card = card;
    this.head = head;
  }

  void write() {
    String type = type();
    head.name("twitter:card", type);
    head.name("twitter:site", card.text(CardValues.TWITTER_SITE));
    head.name("twitter:creator", card.text(CardValues.TWITTER_CREATOR));
    head.name("twitter:title", card.title());
    head.name("twitter:description", card.description());
    card.image().ifPresent(this::image);
    if (PLAYER.equals(type)) {
      head.name("twitter:player", card.text(CardValues.VIDEO));
      head.name("twitter:player:width", String.valueOf(side("videoWidth")));
      head.name("twitter:player:height", String.valueOf(side("videoHeight")));
    }
    if (APP.equals(type)) {
      apps();
    }
    head.name("fediverse:creator", card.text(CardValues.CREATOR));
  }

  private void image(Image image) {
    head.name("twitter:image", image.url().toASCIIString());
    head.name("twitter:image:alt", cut(PlainText.line(image.alt()), ALT));
  }

  /** What the author chose, where the page has what that needs. */
  private String type() {
    String chosen = card.text(CardValues.CARD);
    boolean fits =
        switch (chosen) {
          case PLAYER -> plays();
          case "" -> false;
          default -> true;
        };
    return fits ? chosen : large() ? "summary_large_image" : "summary";
  }

  /** A player is a page over https with a size. */
  private boolean plays() {
    String video = card.text(CardValues.VIDEO);
    return video.startsWith("https:")
        && OpenGraph.videoType(video).equals("text/html")
        && side("videoWidth") > 0
        && side("videoHeight") > 0;
  }

  private int side(String name) {
    return card.fields().get(name, 0);
  }

  /** Wide enough for the large card, or of unknown size, which most pictures of articles are. */
  private boolean large() {
    return card.image()
        .filter(i -> i.width() == 0 || (i.width() >= LARGE && i.width() > i.height()))
        .isPresent();
  }

  private void apps() {
    for (String line : card.defaults().apps()) {
      String[] app = PlainText.line(line).split("\\s*=\\s*", 2);
      if (app.length == 2 && STORES.contains(app[0])) {
        head.name("twitter:app:id:" + app[0], app[1]);
      } else if (app.length == 2 && app[0].equals("country")) {
        head.name("twitter:app:country", app[1]);
      }
    }
  }

  private static String cut(String text, int graphemes) {
    return Optional.of(text)
        .filter(full -> full.length() > graphemes)
        .map(full -> new Shortening(full).to(graphemes))
        .orElse(text);
  }
}
