// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.fixture.OakSite;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.servlets.post.Modification;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever writes with a form what posts of a page say is noted there. */
@ExtendWith(SlingContextExtension.class)
class WordsAuthorsTest {
  private static final String CONTENT = "/content/page/jcr:content";

  private final SlingContext context = OakSite.context();
  private String user;

  @BeforeEach
  void makeAPage() {
    context.create().resource(CONTENT + "/smo/texts", "toy", "Buy");
    user = context.resourceResolver().getUserID();
  }

  private void posted(Modification... changes) {
    new WordsAuthors().process(context.request(), List.of(changes));
  }

  private ModifiableValueMap smo() {
    return Objects.requireNonNull(
        context.resourceResolver().getResource(CONTENT + "/smo").adaptTo(ModifiableValueMap.class));
  }

  private Set<String> noted() {
    Resource content = context.resourceResolver().getResource(CONTENT);
    return PostOptions.of(content).people();
  }

  @Test
  void whoeverWritesWordsForANetworkIsNoted() {
    posted(Modification.onModified(CONTENT + "/smo/texts/toy"));
    assertEquals(Set.of(user), noted());
  }

  @Test
  void whoeverWritesATitleForPostsIsNoted() {
    posted(Modification.onModified(CONTENT + "/smo/title"));
    assertEquals(Set.of(user), noted());
  }

  @Test
  void whoeverCopiesTheWordsOfAnotherPageHereIsNoted() {
    posted(Modification.onCopied("/content/other/smo/texts", CONTENT + "/smo/texts"));
    assertEquals(Set.of(user), noted());
  }

  @Test
  void whoeverCopiesAllThatThePageSaysIsNoted() {
    posted(Modification.onCopied("/content/other/parts", CONTENT));
    assertEquals(Set.of(user), noted());
  }

  @Test
  void namesThatWereNotedBeforeStayAndNoneIsNotedTwice() {
    smo().put("wordsBy", new String[] {"ann"});
    posted(Modification.onModified(CONTENT + "/smo/texts/toy"));
    posted(Modification.onModified(CONTENT + "/smo/texts/toy"));
    assertEquals(2, Arrays.asList(smo().get("wordsBy", String[].class)).size());
    assertEquals(Set.of("ann", user), noted());
  }

  @Test
  void whoeverTakesANameAwayIsNotedInItsPlace() {
    posted(Modification.onDeleted(CONTENT + "/smo/wordsBy"));
    assertEquals(Set.of(user), noted());
  }

  @Test
  void neitherTheTextOfAPageNorWhereItIsNeverPostedIsWordsOfItsPosts() {
    posted(
        Modification.onModified(CONTENT + "/jcr:title"),
        Modification.onModified(CONTENT + "/smo/without/toy"),
        Modification.onModified("/content/page/smo/texts"));
    assertEquals(Set.of(), noted());
  }

  @Test
  void aNodeThatIsGoneNotesNobody() {
    posted(Modification.onDeleted("/content/gone/jcr:content/smo"));
    assertEquals(Set.of(), noted());
  }
}
