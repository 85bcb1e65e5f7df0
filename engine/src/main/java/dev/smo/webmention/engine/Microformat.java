// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.prose.PlainText;
import dev.smo.web.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.Elements;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * One item of microformats2 in a page, and its properties: those of items within it are theirs.
 * Reads as much of <a href="https://microformats.org/wiki/microformats2-parsing">the rules</a> as
 * reactions need. No library: the one for Java has had no release in years.
 *
 * @param level how many items it is a property of, one of the other
 */
record Microformat(Element root, int level) {
  // Known ones only: utility classes such as h-full and h-screen look like roots as well.
  private static final Set<String> ROOTS =
      Set.of(
          "h-entry",
          "h-cite",
          "h-card",
          "h-feed",
          "h-event",
          "h-review",
          "h-adr",
          "h-geo",
          "h-item",
          "h-listing",
          "h-product",
          "h-recipe",
          "h-resume",
          "h-app",
          "h-x-app");

  // Each may lie in the one before it, and its text is that of all that follow.
  private static final int MOST_PROPERTIES = 20;
  // An item may be a property of an item, which is one of an item: so often is followed.
  private static final int MOST_LEVELS = 8;

  Microformat(Element root) {
    this(root, 0);
  }

  static boolean isRoot(Element element) {
    return element.hasAttr("class") && element.classNames().stream().anyMatch(ROOTS::contains);
  }

  /** Items that lie in no other, in document order: what is within a feed alone, lies free. */
  static List<Element> outermost(Element page) {
    List<Element> found = new ArrayList<>();
    NodeTraversor.filter(
        (node, depth) -> {
          if (!(node instanceof Element element) || !isRoot(element) || isFeed(element)) {
            return NodeFilter.FilterResult.CONTINUE;
          }
          found.add(element);
          return NodeFilter.FilterResult.SKIP_CHILDREN;
        },
        (Node) page);
    return found;
  }

  /** Whether it is a feed and nothing else. */
  private static boolean isFeed(Element root) {
    return root.classNames().stream().filter(ROOTS::contains).allMatch("h-feed"::equals);
  }

  /** The first elements of this item that carry one of the classes, in document order. */
  List<Element> properties(String... classes) {
    Set<String> wanted = Set.of(classes);
    List<Element> found = new ArrayList<>();
    NodeFilter collector =
        (node, depth) -> {
          if (node == root || !(node instanceof Element element)) {
            return NodeFilter.FilterResult.CONTINUE;
          }
          if (element.classNames().stream().anyMatch(wanted::contains)) {
            found.add(element);
          }
          if (found.size() == MOST_PROPERTIES) {
            return NodeFilter.FilterResult.STOP;
          }
          return isRoot(element)
              ? NodeFilter.FilterResult.SKIP_CHILDREN
              : NodeFilter.FilterResult.CONTINUE;
        };
    NodeTraversor.filter(collector, (Node) root);
    return found;
  }

  /** First text of a property, in one line, or empty. */
  String text(String... classes) {
    return properties(classes).stream()
        .map(this::textOf)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** All addresses that a property names. */
  List<WebAddress> addresses(String... classes) {
    return properties(classes).stream().flatMap(element -> addressOf(element).stream()).toList();
  }

  /** The item's own address, explicit or implied. */
  Optional<WebAddress> url() {
    Optional<WebAddress> named =
        level > MOST_LEVELS ? Optional.empty() : addresses("u-url").stream().findFirst();
    return named.isPresent() ? named : impliedUrl(root);
  }

  /** The item's name, explicit or implied. */
  String name() {
    String named = level > MOST_LEVELS ? "" : text("p-name");
    return named.isEmpty() ? impliedName(root) : named;
  }

  private String textOf(Element element) {
    if (isRoot(element)) {
      return new Microformat(element, level + 1).name();
    }
    return PlainText.line(MicroformatValues.text(element));
  }

  private Optional<WebAddress> addressOf(Element element) {
    if (isRoot(element)) {
      Optional<WebAddress> own = new Microformat(element, level + 1).url();
      return own.isPresent() ? own : MicroformatValues.address(element);
    }
    return MicroformatValues.address(element);
  }

  private static Optional<WebAddress> impliedUrl(Element element) {
    if (element.hasAttr("href")) {
      return WebAddress.of(element.absUrl("href"));
    }
    Elements links = element.children().not(".h-card, .h-cite, .h-entry");
    links.removeIf(child -> !child.hasAttr("href"));
    if (links.size() == 1) {
      return WebAddress.of(links.get(0).absUrl("href"));
    }
    return element.childrenSize() == 1 && element.child(0).childrenSize() == 1
        ? Optional.of(element.child(0).child(0))
            .filter(only -> only.hasAttr("href"))
            .flatMap(only -> WebAddress.of(only.absUrl("href")))
        : Optional.empty();
  }

  /** What a picture that is all of the item is called, else all of its text. */
  private static String impliedName(Element root) {
    Element only = root;
    for (int depth = 0; depth < 3; depth++) {
      String called = PlainText.line(only.hasAttr("alt") ? only.attr("alt") : "");
      if (!called.isEmpty()) {
        return called;
      }
      if (only.childrenSize() != 1 || !only.ownText().isBlank()) {
        break;
      }
      only = only.child(0);
    }
    return PlainText.line(
        root.normalName().equals("abbr") && root.hasAttr("title")
            ? root.attr("title")
            : root.text());
  }
}
