// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.request.PostRequest;
import dev.smo.syndication.PostPreview;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Words of several parts, from the template to the network. */
class ThreadTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  @BeforeEach
  void describe() {
    smo.network.limits = limits(3);
  }

  private static Limits limits(int maxThread) {
    return Limits.builder(200, Limits::graphemes).maxThread(maxThread).build();
  }

  private void policy(String text) {
    smo.posting("text", text);
  }

  private PostRecord published() {
    smo.publish(page);
    smo.pass(A_WHILE);
    return smo.post(page);
  }

  private PostRecord asked(String words) {
    smo.syndication().request(PostRequest.of(page).connections(List.of("toy")).text(words));
    smo.pass(A_WHILE);
    return smo.post(page);
  }

  @Test
  void theTemplateOfAPolicyMayBeAThread() {
    policy("{title}\n---\nCome in #today\n---\n{url}");
    PostRecord post = published();
    assertEquals(State.SENT, post.state());
    Post sent = smo.network.posts.get(0);
    assertEquals("Hours", sent.text());
    assertEquals(Optional.empty(), sent.link());
    assertEquals(
        List.of("Come in #today", post.text(Key.LINK)),
        sent.thread().stream().map(Post::text).toList());
    assertEquals(List.of("today"), sent.thread().get(0).hashtags());
    assertEquals(post.uri(Key.LINK), sent.thread().get(1).link());
    assertEquals("", post.text(Key.NOTE));
  }

  @Test
  void aNetworkWithoutThreadsGetsTheFirstPartAndTheRecordSaysSo() {
    smo.network.limits = limits(1);
    PostRecord post = asked("One\n---\nTwo {url}");
    assertEquals(List.of("One\n\n" + post.text(Key.LINK)), post.parts());
    assertEquals("Only the first of 2 parts: this network has no threads.", post.text(Key.NOTE));
    assertEquals(List.of(), smo.network.posts.get(0).thread());
  }

  @Test
  void aNetworkWithoutThreadsGetsTheFirstPartThatHasWords() {
    smo.network.limits = limits(1);
    PostRecord post = asked("{author}\n---\nTwo\n---\nThree {url}");
    assertEquals(List.of("Two\n\n" + post.text(Key.LINK)), post.parts());
  }

  @Test
  void moreOfAPersonsPartsThanTheNetworkTakesAreRefused() {
    PostRecord post = asked("1\n---\n2\n---\n3\n---\n4");
    assertEquals(State.FAILED, post.state());
    assertEquals(
        "The words have 4 parts where the network takes threads of 3. Join some, or leave some"
            + " out.",
        post.text(Key.REASON));
    assertEquals(List.of(), smo.network.calls);
  }

  @Test
  void moreOfATemplatesPartsThanTheNetworkTakesLeaveTheFirst() {
    policy("{title} {url}\n---\n2\n---\n3\n---\n4");
    PostRecord post = published();
    assertEquals(List.of("Hours " + post.text(Key.LINK)), post.parts());
    assertEquals(
        "Only the first of 4 parts: the network takes threads of 3 at most.", post.text(Key.NOTE));
    assertEquals(State.SENT, post.state());
  }

  @Test
  void aPartThatChangesIsTakenOverUntilThePostIsOut() {
    policy("{title}\n---\nOld");
    smo.publish(page);
    policy("{title}\n---\nNew");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals("New", smo.network.posts.get(0).thread().get(0).text());
  }

  @Test
  void thePreviewShowsAllPartsAndWhatIsLeftOut() {
    smo.set(page + "/jcr:content/smo", Map.of("text", "One {url}\n---\nTwo"));
    PostPreview whole = rehearsed();
    assertTrue(whole.text().endsWith("\n\n---\n\nTwo"), whole::text);
    assertEquals(whole.whole(), whole.text());
    smo.network.limits = limits(1);
    PostPreview first = rehearsed();
    assertEquals("One " + first.link(), first.text());
    assertEquals("Only the first of 2 parts: this network has no threads.", first.note());
  }

  private PostPreview rehearsed() {
    context.resourceResolver().refresh();
    Resource resource = context.resourceResolver().getResource(page);
    return smo.rehearsal().of(resource, smo.pages.read(resource).orElseThrow()).posts().get(0);
  }

  private PostRecord threadIsOut() {
    smo.network.next.add(
        (delivery, toy) -> {
          RemotePost first = toy.execute(delivery);
          delivery.progress().partDone(1, first, "");
          for (int part = 2; part <= 3; part++) {
            URI address = URI.create("https://toy.test/part-" + part);
            delivery.progress().partDone(part, new RemotePost("part-" + part, address), "");
          }
          return new Outcome.Published(first);
        });
    return asked("1\n---\n2\n---\n3");
  }

  @Test
  void allPartsOfAThreadAreTakenBackOnceTheLastFirst() {
    String id = threadIsOut().id();
    smo.decisions.retract(id, "ada");
    smo.network.whenRetracted =
        post -> {
          boolean lost =
              post.id().equals("part-2")
                  && smo.network.retracted.stream().filter("part-2"::equals).count() == 1;
          return lost ? new Outcome.Unknown("reset") : new Outcome.Published(post);
        };
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(List.of("part-3", "part-2", "part-2", "toy-1"), smo.network.retracted);
  }

  @Test
  void aThreadThatIsSlowlyTakenBackTakesNoLongerThanACallAtATime() {
    smo.decisions.retract(threadIsOut().id(), "ada");
    smo.network.whenRetracted =
        post -> {
          smo.clock.pass(Duration.ofSeconds(70));
          return new Outcome.Published(post);
        };
    smo.deliver("toy");
    assertEquals(List.of("part-3", "part-2"), smo.network.retracted);
    smo.pass(Duration.ofMinutes(2));
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(List.of("part-3", "part-2", "toy-1"), smo.network.retracted);
  }

  @Test
  void onePartThatIsNotKnownByNameIsSpokenOfInTheSingular() {
    smo.network.next.add(
        (delivery, toy) -> {
          delivery.progress().partDone(1, toy.execute(delivery), "");
          return new Outcome.Published(new RemotePost("toy-1", URI.create("https://toy.test/1")));
        });
    smo.decisions.retract(asked("1\n---\n2").id(), "ada");
    smo.pass(A_WHILE);
    assertEquals(
        "It could not be taken back: Of this thread 1 part is not known by name; delete it by"
            + " hand.",
        smo.post(page).text(Key.REASON));
  }

  @Test
  void theCardStandsWhereTheLinkDoes() throws Exception {
    URI picture = URI.create(smo.site.url() + "/hours.jpg");
    smo.network.limits =
        Limits.builder(200, Limits::graphemes)
            .images(List.of("image/jpeg"), 1_000_000, 2000)
            .maxThread(3)
            .build();
    smo.site.illustrate("/opening.html", picture, PublicSite.jpeg());
    policy("{title}\n---\n{url}");
    published();
    assertEquals(List.of(), smo.network.posts.get(0).images());
    assertEquals(1, smo.network.posts.get(0).thread().get(0).images().size());
  }

  @Test
  void theWordsOfAThreadStayOnceAPartIsOut() {
    policy("1\n---\n2\n---\n3");
    smo.network.next.add(
        (delivery, toy) -> {
          URI a = URI.create("https://toy.test/a");
          delivery.progress().partDone(1, new RemotePost("a", a), "");
          URI b = URI.create("https://toy.test/b");
          delivery.progress().partDone(2, new RemotePost("b", b), "");
          return new Outcome.Deferred(Duration.ofMinutes(20), "busy");
        });
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SCHEDULED, smo.post(page).state());
    policy("only");
    smo.publish(page);
    smo.pass(Duration.ofMinutes(30));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(3, smo.post(page).parts().size());
  }
}
