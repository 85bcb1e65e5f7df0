// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.reactions.store.Reaction.Kind;
import dev.smo.web.WebAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages as they stand on the web, in the shapes that publishing software gives them. */
class HEntryTest {
  private static final WebAddress OURS =
      WebAddress.of("https://museum.example/news/clock.html").orElseThrow();

  private static Optional<HEntry> find(String html) {
    return HEntry.about(Jsoup.parse(html, "https://jane.example/2026/reply"), OURS);
  }

  private static HEntry entry(String html) {
    return find(html).orElseThrow();
  }

  /** An element that counts how often somebody looks for its classes. */
  private static final class CountedElement extends Element {
    private final AtomicLong looks;

    CountedElement(AtomicLong looks, String classes) {
      super("div");
      this.looks = looks;
      attr("class", classes);
    }

    @Override
    public Set<String> classNames() {
      looks.incrementAndGet();
      return super.classNames();
    }
  }

  /** How often elements are looked at that lie within each other, to find out all of an entry. */
  private static long looks(int elements, String classes) {
    AtomicLong looks = new AtomicLong();
    Document page = Document.createShell("https://jane.example/");
    Element inner = page.body();
    for (int i = 0; i < elements; i++) {
      inner = inner.appendChild(new CountedElement(looks, classes)).child(0);
    }
    inner.append("<a href='" + OURS + "'>clock</a>");
    HEntry.about(page, OURS)
        .ifPresent(
            entry -> {
              entry.text(entry.kind(OURS));
              entry.author();
              entry.authorUrl();
              entry.url();
              entry.published();
            });
    return looks.get();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h-feed h-entry",
        "h-entry",
        "h-feed",
        "h-card",
        "h-entry p-author u-url p-name",
        "p-name",
        "h-feed p-author u-in-reply-to"
      })
  void readingTakesWorkAsTheDocumentIsLongHoweverDeepItIs(String classes) {
    long few = looks(250, classes);
    long many = looks(1000, classes);
    assertTrue(many <= 5 * few, () -> "4 times the elements: from " + few + " to " + many);
  }

  @Test
  void aFeedThatIsAnEntryItselfIsOne() {
    HEntry entry =
        entry(
            """
            <div class="h-feed h-entry"><a class="u-like-of" href="%s">liked</a>
              <div class="h-entry"><a class="u-in-reply-to" href="%s">replied</a></div></div>
            """
                .formatted(OURS, OURS));
    assertEquals(Kind.LIKE, entry.kind(OURS));
  }

  @Test
  void aReplyOfAPersonalSite() {
    HEntry reply =
        entry(
            """
            <!doctype html><title>Jane replies</title>
            <div class="h-entry">
              <a class="p-author h-card" href="https://jane.example/"><img class="u-photo" src="/j.jpg"
                alt=""> Jane Doe</a>
              <a class="u-in-reply-to" href="https://museum.example/news/clock.html">Re: the clock</a>
              <div class="e-content p-name"><p>Mine runs</p><p>backwards <b>too</b>!</p>
                <script>alert(1)</script></div>
              <a class="u-url" href="/2026/reply"><time class="dt-published"
                datetime="2026-11-20T10:30:00+0100">yesterday</time></a>
            </div>
            """);
    assertEquals(Kind.REPLY, reply.kind(OURS));
    assertEquals("Jane Doe", reply.author());
    assertEquals("https://jane.example/", reply.authorUrl());
    assertEquals("Mine runs backwards too!", reply.text(Kind.REPLY));
    assertEquals("https://jane.example/2026/reply", reply.url());
    assertEquals(Optional.of(Instant.parse("2026-11-20T09:30:00Z")), reply.published());
  }

  @Test
  void aReplyToACitedPostIsAReplyToWhatIsCited() {
    HEntry reply =
        entry(
            """
            <article class="h-entry">
              <div class="u-in-reply-to h-cite">
                <p class="p-author h-card"><a class="u-url" href="https://museum.example/">Museum</a></p>
                <a class="u-url p-name" href="https://museum.example/news/clock.html">The clock</a>
                <div class="e-content">It runs backwards.</div>
                <time class="dt-published" datetime="2020-01-01">2020</time>
              </div>
              <p class="e-content">I saw it.</p>
              <span class="p-author">Ann</span>
            </article>
            """);
    assertEquals(Kind.REPLY, reply.kind(OURS));
    assertEquals("Ann", reply.author(), "not the author of what is cited");
    assertEquals("I saw it.", reply.text(Kind.REPLY));
    assertEquals(Optional.empty(), reply.published());
  }

  @Test
  void aLikeAsBridgyWritesIt() {
    HEntry like =
        entry(
            """
            <article class="h-entry">
            <span class="p-uid">tag:fed.brid.gy,2013:1_liked_by_2</span>
            <span class="p-author h-card">
              <data class="p-uid" value="tag:mastodon.example:bo"></data>
              <a class="p-name u-url" href="https://mastodon.example/@bo">Bo 🐘</a>
              <span class="p-nickname">bo</span></span>
            <span class="p-name"></span>
            <div class=""></div>
            <a class="u-like-of" href="https://mastodon.example/@museum/1"></a>
            <a class="u-like-of" href="https://museum.example/news/clock.html"></a>
            <a class="u-url" href="https://mastodon.example/@museum/1#favorited-by-2"></a>
            </article>
            """);
    assertEquals(Kind.LIKE, like.kind(OURS));
    assertEquals("Bo 🐘", like.author());
    assertEquals("https://mastodon.example/@bo", like.authorUrl());
    assertEquals("", like.text(Kind.LIKE));
    assertEquals("https://mastodon.example/@museum/1", like.url());
  }

  @Test
  void repostsAndBookmarksAreToldApart() {
    String entry = "<div class=h-entry><a class='u-%s' href='%s'>x</a></div>";
    assertEquals(Kind.REPOST, entry(entry.formatted("repost-of", OURS)).kind(OURS));
    assertEquals(Kind.BOOKMARK, entry(entry.formatted("bookmark-of", OURS)).kind(OURS));
    assertEquals(Kind.MENTION, entry(entry.formatted("url", OURS)).kind(OURS));
  }

  @Test
  void anArticleThatLinksToUsIsAMentionAndSaysItsTitle() {
    HEntry mention =
        entry(
            """
            <article class="h-entry"><h1 class="p-name">Clocks of the world</h1>
            <div class="e-content">Long, long text with <a
              href="https://museum.example/news/clock.html">a link</a>.</div>
            <a class="p-author h-card" href="/about">Ann</a></article>
            """);
    assertEquals(Kind.MENTION, mention.kind(OURS));
    assertEquals("Clocks of the world", mention.text(Kind.MENTION));
    assertEquals("https://jane.example/about", mention.authorUrl());
  }

  @Test
  void inAFeedTheEntryCountsThatSpeaksOfUsAndItsFeedsAuthor() {
    HEntry found =
        entry(
            """
            <div class="h-feed"><span class="p-author h-card"><a href="https://ann.example/">Ann</a></span>
              <div class="h-entry"><p class="e-content">About cats</p></div>
              <div class="h-entry"><p class="e-content">I was at
                 <a href="https://museum.example/news/clock.html">the museum</a></p></div>
              <div class="h-entry"><a class="u-like-of" href="https://museum.example/news/clock.html"></a>
                 <p class="e-content">Good clock</p></div>
            </div>
            """);
    assertEquals(Kind.LIKE, found.kind(OURS), "who says what he does comes before who only links");
    assertEquals("Ann", found.author());
    assertEquals("https://ann.example/", found.authorUrl());
  }

  @Test
  void aCommentBelowAPostIsNotThePostsOwnWord() {
    HEntry post =
        entry(
            """
            <div class="h-entry"><p class="e-content">My holiday</p>
              <div class="p-comment h-entry"><a class="u-in-reply-to"
                href="https://museum.example/news/clock.html">x</a>
                <p class="e-content p-name">A comment</p></div>
            </div>
            """);
    assertEquals(Kind.MENTION, post.kind(OURS));
    assertEquals("My holiday", post.text(Kind.MENTION));
  }

  @Test
  void theOnlyFreeCardOfAPageIsItsAuthors() {
    HEntry found =
        entry(
            """
            <header><a class="h-card" rel="me" href="/"><img alt="Ann Other" src="/a.png"></a></header>
            <div class="h-entry"><a class="u-in-reply-to" href="https://museum.example/news/clock.html">
            </a></div>
            """);
    assertEquals("Ann Other", found.author());
    assertEquals("https://jane.example/", found.authorUrl());
  }

  @Test
  void datesInPartsAndRelativeAddressesWithABaseAreRead() {
    HEntry found =
        entry(
            """
            <base href="https://other.example/blog/">
            <div class="h-entry"><a class="u-repost-of" href="https://museum.example/news/clock.html"></a>
              <a class="u-url" href="posts/7">7</a>
              <p class="dt-published"><span class="value">2026-11-01</span> at
                 <time class="value" datetime="20:15-05:00">quarter past eight</time></p>
            </div>
            """);
    assertEquals("https://other.example/blog/posts/7", found.url());
    assertEquals(Optional.of(Instant.parse("2026-11-02T01:15:00Z")), found.published());
  }

  @Test
  void classesOfStyleSheetsThatLookLikeItemsAreNone() {
    HEntry found =
        entry(
            """
            <main class="h-full"><div class="h-entry h-screen"><div class="h-auto">
              <a class="u-in-reply-to" href="https://museum.example/news/clock.html">x</a>
              <p class="e-content">Words</p></div></div></main>
            """);
    assertEquals(Kind.REPLY, found.kind(OURS));
    assertEquals("Words", found.text(Kind.REPLY));
  }

  @Test
  void addressesThatAreNoneOfTheWebAreLeftOut() {
    HEntry found =
        entry(
            """
            <div class="h-entry"><a class="u-in-reply-to" href="https://museum.example/news/clock.html"></a>
              <a class="u-url" href="javascript:alert(1)">x</a>
              <a class="p-author h-card" href="data:text/html,x">Eve</a></div>
            """);
    assertEquals("", found.url());
    assertEquals("", found.authorUrl());
    assertEquals("Eve", found.author());
  }

  @Test
  void aPageWithoutItemsHasNoEntry() {
    assertTrue(find("<p><a href='https://museum.example/news/clock.html'>x</a>").isEmpty());
  }

  @Test
  void aPageOfBottomlessDepthIsReadToo() {
    String item = "<div class='h-entry'><a class='u-in-reply-to' href='" + OURS + "'></a>";
    String deep = item + "<b class='p-author h-card'><i class='p-name h-card'>".repeat(20_000);
    assertEquals(Kind.REPLY, entry(deep).kind(OURS));
    assertEquals("", entry(deep).author());
  }
}
