// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.content;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.Resource;

/**
 * The addresses that the content of a page names for something to show: a property that is nothing
 * but an address, such as that of an embedding component or of the page's social video, and the
 * source of a frame in HTML. What authors link to in their words is none of these.
 */
public final class ContentAddresses {
  private static final int MOST = 200;

  /** No page that people read has more; whoever has is read in part. */
  private static final int MOST_NODES = 500;

  /** Longer than the HTML that people put into a component by hand. */
  private static final int MOST_CHARACTERS = 20_000;

  private static final int LONGEST = 2_000;
  private static final Pattern ADDRESS = Pattern.compile("(?:https?:)?//[^\\s<>\"']++");
  private static final Pattern FRAME =
      Pattern.compile(
          "<iframe\\s[^>]{0,1000}?\\bsrc\\s{0,5}=\\s{0,5}[\"']([^\"'<>\\s]{1,2000}+)[\"']",
          Pattern.CASE_INSENSITIVE);

  /** How the embedding component of the AEM Core Components names a video. */
  private static final String VIDEO_ID = "youtubeVideoId";

  private ContentAddresses() {}

  /**
   * Each once, in document order, and no more than 200.
   *
   * @param content node that holds the properties and components of a page
   */
  public static Set<URI> of(Resource content) {
    Set<URI> found = new LinkedHashSet<>();
    Stream.concat(Stream.of(content), below(content))
        .limit(MOST_NODES)
        .flatMap(node -> node.getValueMap().entrySet().stream())
        .flatMap(property -> texts(property.getKey(), property.getValue()))
        .filter(text -> text.length() <= MOST_CHARACTERS)
        .flatMap(ContentAddresses::addresses)
        .flatMap(text -> address(text).stream())
        .takeWhile(address -> found.size() < MOST)
        .forEach(found::add);
    return found;
  }

  private static Stream<Resource> below(Resource node) {
    return StreamSupport.stream(node.getChildren().spliterator(), /* parallel= */ false)
        .flatMap(child -> Stream.concat(Stream.of(child), below(child)));
  }

  private static Stream<String> texts(String name, Object value) {
    if (name.equals(VIDEO_ID) && value instanceof String id && id.matches("[\\w-]{1,20}")) {
      return Stream.of("https://youtu.be/" + id);
    }
    if (value instanceof String[] several) {
      return Stream.of(several);
    }
    return value instanceof String text ? Stream.of(text) : Stream.empty();
  }

  private static Stream<String> addresses(String text) {
    String line = text.strip();
    return ADDRESS.matcher(line).matches()
        ? Stream.of(line)
        : FRAME.matcher(line).results().map(frame -> frame.group(1).replace("&amp;", "&"));
  }

  private static Optional<URI> address(String text) {
    String whole = text.startsWith("//") ? "https:" + text : text;
    try {
      URI uri = new URI(whole);
      return whole.length() <= LONGEST && uri.getHost() != null && whole.startsWith("http")
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
