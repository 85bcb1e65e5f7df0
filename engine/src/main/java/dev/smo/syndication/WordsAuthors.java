// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.identity.PageIdentity;
import dev.smo.repository.Repository;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.servlets.post.Modification;
import org.apache.sling.servlets.post.SlingPostProcessor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes with a page who wrote what its posts say, so that four eyes are not theirs. Hosts note only
 * who changed a page last, and many not even that where only {@code jcr:content/smo} changes.
 *
 * <p>As a post-processor it hears of all that forms and dialogs of hosts write, whatever they send
 * along. They send all that they show: what counts is what differs from the repository.
 */
@Component(service = SlingPostProcessor.class)
public final class WordsAuthors implements SlingPostProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(WordsAuthors.class);

  /** The content of a page where something is changed below the node of SMO. */
  private static final Pattern CHOSEN =
      Pattern.compile("(.+/jcr:content)/" + PageIdentity.NODE + "(?:/.*)?");

  private static final String IN_CONTENT = "/" + PageIdentity.NODE;

  private final Repository repository;

  @Activate
  public WordsAuthors(@Reference Repository repository) {
    this.repository = repository;
  }

  @Override
  public void process(SlingHttpServletRequest request, List<Modification> changes) {
    ResourceResolver resolver = request.getResourceResolver();
    Set<String> places = new HashSet<>();
    for (Modification change : changes) {
      // Of what is copied or moved only the root is named.
      Stream.of(change.getSource(), change.getDestination(), change.getDestination() + IN_CONTENT)
          .filter(Objects::nonNull)
          .map(CHOSEN::matcher)
          .filter(Matcher::matches)
          .forEach(match -> places.add(match.group(1)));
    }
    if (!places.isEmpty()) {
      before(places, resolver)
          .forEach(
              (content, before) ->
                  before.note(resolver.getResource(content), resolver.getUserID()));
    }
  }

  private Map<String, SaidBefore> before(Set<String> places, ResourceResolver now) {
    Map<String, SaidBefore> before = new HashMap<>();
    try {
      return repository.read(
          committed -> {
            places.forEach(path -> before.put(path, SaidBefore.of(committed.getResource(path))));
            return before;
          });
    } catch (IllegalStateException e) {
      // Such as while packages are installed, when forms of the host must go on.
      LOG.warn("What {} said before cannot be read: {}", places, e.getMessage());
      places.forEach(path -> before.put(path, SaidBefore.unseen(now.getResource(path))));
      return before;
    }
  }
}
