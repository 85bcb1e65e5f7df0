// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.identity.PageIdentity;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.servlets.post.Modification;
import org.apache.sling.servlets.post.SlingPostProcessor;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * Notes with a page who wrote what its posts say, so that four eyes are not theirs. Hosts note only
 * who changed a page last, and many not even that where only {@code jcr:content/smo} changes.
 *
 * <p>As a post-processor it hears of all that forms and dialogs of hosts write, whatever they send
 * along: who takes a name away is noted in its place.
 */
@Component(service = SlingPostProcessor.class)
public final class WordsAuthors implements SlingPostProcessor {
  private static final String PROPERTY = "wordsBy";

  /** All that an author chooses but where a page is never posted. */
  private static final Pattern CHOSEN =
      Pattern.compile("(.+/jcr:content/" + PageIdentity.NODE + ")(?!/without(?:/|$))(?:/.*)?");

  private static final String IN_CONTENT = "/" + PageIdentity.NODE;

  @Override
  public void process(SlingHttpServletRequest request, List<Modification> changes) {
    ResourceResolver resolver = request.getResourceResolver();
    Set<String> places = new HashSet<>();
    for (Modification change : changes) {
      // Of what is copied or moved only the root is named.
      Stream.of(change.getSource(), change.getDestination(), change.getDestination() + IN_CONTENT)
          .filter(path -> path != null)
          .map(CHOSEN::matcher)
          .filter(Matcher::matches)
          .forEach(match -> places.add(match.group(1)));
    }
    places.forEach(path -> note(resolver.getResource(path), resolver.getUserID()));
  }

  /**
   * Notes, without a commit, that somebody wrote what the posts of a page say.
   *
   * @param smo the node of a page that has it; null where it is gone
   */
  public static void note(@Nullable Resource smo, @Nullable String user) {
    ModifiableValueMap values = smo == null ? null : smo.adaptTo(ModifiableValueMap.class);
    if (values == null || user == null) {
      return;
    }
    Set<String> names = new TreeSet<>(names(values));
    if (names.add(user)) {
      values.put(PROPERTY, names.toArray(String[]::new));
    }
  }

  /** Who wrote it, by the properties of that node. */
  static List<String> names(Map<String, Object> smo) {
    Object names = smo.get(PROPERTY);
    return names instanceof String[] all
        ? Arrays.asList(all)
        : names instanceof String one ? List.of(one) : List.of();
  }
}
