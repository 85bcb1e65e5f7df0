// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.smo.fixture.OakSite;
import dev.smo.repository.Repository;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.api.resource.ResourceUtil;
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
  private static final String SMO = CONTENT + "/smo";

  private final SlingContext context = OakSite.context();
  private String user;

  @BeforeEach
  void makeAPage() throws Exception {
    context.create().resource(SMO + "/texts", "toy", "Buy");
    resolver().commit();
    user = resolver().getUserID();
  }

  private ResourceResolver resolver() {
    return context.resourceResolver();
  }

  /** What the servlet does behind the changes of a request. */
  private void posted(Modification... changes) throws Exception {
    new WordsAuthors(new Repository(context.getService(ResourceResolverFactory.class)))
        .process(context.request(), List.of(changes));
    resolver().commit();
  }

  private ModifiableValueMap values(String path) throws Exception {
    return Objects.requireNonNull(
        ResourceUtil.getOrCreateResource(resolver(), path, Map.<String, Object>of(), null, false)
            .adaptTo(ModifiableValueMap.class));
  }

  /** A form sends a value; none takes it away. */
  private void writes(String node, String name, String value) throws Exception {
    if (value.isEmpty()) {
      values(node).remove(name);
    } else {
      values(node).put(name, value);
    }
    posted(Modification.onModified(node + "/" + name));
  }

  private Set<String> noted() {
    return PostOptions.of(resolver().getResource(CONTENT)).authors();
  }

  private void wroteBefore(String... names) throws Exception {
    values(SMO).put("wordsBy", names);
    resolver().commit();
  }

  @Test
  void whoeverWritesWordsForANetworkIsNoted() throws Exception {
    writes(SMO + "/texts", "toy", "Buy it");
    assertEquals(Set.of(user), noted());
  }

  @Test
  void whoeverWritesATitleForPostsIsNoted() throws Exception {
    writes(SMO, "title", "A title");
    assertEquals(Set.of(user), noted());
  }

  @Test
  void whoeverChoosesAPictureForCardsAndSaysWhatItShowsIsNoted() throws Exception {
    writes(SMO, "image", "/content/dam/other.jpg");
    assertEquals(Set.of(user), noted(), "posts show the picture of the card");
    wroteBefore("ann");
    writes(SMO, "imageAlt", "Others");
    assertEquals(Set.of("ann", user), noted());
  }

  @Test
  void whoeverSendsAFormWithTheWordsThatWereThereIsNotNoted() throws Exception {
    wroteBefore("ann");
    writes(SMO + "/texts", "toy", "Buy");
    writes(SMO + "/texts", "toy", " Buy\r\n");
    assertEquals(Set.of("ann"), noted(), "a dialog sends all that it shows");
  }

  @Test
  void whoeverCopiesTheWordsOfAnotherPageHereIsNotedWithWhoWroteThem() throws Exception {
    wroteBefore("ann");
    context.create().resource("/content/other/smo", "wordsBy", new String[] {"bob"});
    context.create().resource("/content/other/smo/texts", "toy", "Other words");
    resolver().delete(resolver().getResource(SMO));
    resolver().copy("/content/other/smo", CONTENT);
    posted(Modification.onCopied("/content/other/smo", SMO));
    assertEquals(Set.of("ann", "bob", user), noted());
  }

  @Test
  void whoeverCopiesAllThatThePageSaysIsNoted() throws Exception {
    context.create().resource("/content/parts/jcr:content/smo/texts", "toy", "Theirs");
    resolver().delete(resolver().getResource(CONTENT));
    resolver().copy("/content/parts/jcr:content", "/content/page");
    posted(Modification.onCopied("/content/parts/jcr:content", CONTENT));
    assertEquals(Set.of(user), noted(), "of what is copied the servlet names the root only");
  }

  @Test
  void namesThatWereNotedBeforeStayAndNoneIsNotedTwice() throws Exception {
    wroteBefore("ann");
    writes(SMO + "/texts", "toy", "Buy it");
    writes(SMO + "/texts", "toy", "Buy it now");
    assertEquals(Set.of("ann", user), noted());
  }

  @Test
  void wherePostsSayNothingOfTheirOwnAnyMoreNobodyWroteIt() throws Exception {
    wroteBefore("ann", "bob");
    writes(SMO + "/texts", "toy", "");
    assertEquals(Set.of(), noted());
    assertNull(values(SMO).get("wordsBy"), "no name is kept that says nothing");
    writes(SMO + "/texts", "toy", "New words");
    assertEquals(Set.of(user), noted(), "the next words are of who writes them");
  }

  @Test
  void namesBesideNoWordsCountForNothing() throws Exception {
    values(SMO + "/texts").remove("toy");
    wroteBefore("ann");
    assertEquals(Set.of(), noted());
  }

  @Test
  void whoeverTakesANameAwayIsNotedBesideIt() throws Exception {
    wroteBefore("ann");
    values(SMO).remove("wordsBy");
    posted(Modification.onDeleted(SMO + "/wordsBy"));
    assertEquals(Set.of("ann", user), noted());
  }

  @Test
  void neitherTheTextOfAPageNorWhereItIsNeverPostedIsWordsOfItsPosts() throws Exception {
    values(CONTENT).put("jcr:title", "A title");
    values(SMO).put("doNotShare", true);
    values(SMO + "/without").put("toy", "true");
    values("/content/page/smo/texts").put("toy", "No words of a page");
    posted(
        Modification.onModified(CONTENT + "/jcr:title"),
        Modification.onModified(SMO + "/doNotShare"),
        Modification.onModified(SMO + "/without/toy"),
        Modification.onModified("/content/page/smo/texts"));
    assertEquals(Set.of(), noted());
  }

  @Test
  void whereNobodyCanSeeWhatWasThereWhoSavesItIsNotedBesideAll() throws Exception {
    wroteBefore("ann");
    Repository away =
        new Repository(null) {
          @Override
          public <T> T read(Work<T> work) {
            throw new IllegalStateException("the service user of SMO cannot log in");
          }
        };
    new WordsAuthors(away)
        .process(context.request(), List.of(Modification.onModified(SMO + "/texts/toy")));
    assertEquals(Set.of("ann", user), noted());
  }

  @Test
  void aNodeThatIsGoneNotesNobody() throws Exception {
    posted(Modification.onDeleted("/content/gone/jcr:content/smo"));
    Resource smo = resolver().getResource(SMO);
    resolver().delete(smo);
    posted(Modification.onDeleted(SMO));
    assertEquals(Set.of(), noted());
  }
}
