// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.threads;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.facebook.GraphCall;
import dev.smo.testkit.facebook.GraphContainers;
import dev.smo.testkit.facebook.GraphErrors;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Containers of a fake Threads, and the rules under which it takes them. */
final class Containers extends GraphContainers {
  private static final Set<String> FIELDS =
      Set.of(
          "media_type",
          "text",
          "image_url",
          "alt_text",
          "link_attachment",
          "reply_to_id",
          "reply_control",
          "topic_tag",
          "is_carousel_item",
          "children");
  private static final Set<String> AUDIENCES =
      Set.of("", "everyone", "accounts_you_follow", "mentioned_only", "followers_only");
  private static final Pattern LINK = Pattern.compile("https?://[^\\s]+");
  private static final Pattern CLUSTER = Pattern.compile("\\X");
  private static final Pattern PICTOGRAPH = Pattern.compile("[\\x{1F000}-\\x{1FAFF}]");

  private final FakeThreads threads;

  Containers(FakeThreads threads) {
    super(threads);
    this.threads = threads;
  }

  synchronized FakeResponse create(GraphCall call) {
    String wrong = wrong(call);
    if (!wrong.isEmpty()) {
      return GraphErrors.parameter(wrong);
    }
    if (links(call) > 5) {
      return GraphErrors.of(
          100, 4279049, "THREADS_API__LINK_LIMIT_EXCEEDED: Too many links in the post");
    }
    return made(call);
  }

  @Override
  protected boolean isBroken(Container container) {
    return container.madeBroken() && !container.call.get("media_type").equals("TEXT");
  }

  @Override
  protected List<String> alts(GraphCall call) {
    return switch (call.get("media_type")) {
      case "IMAGE" -> List.of(call.get("alt_text"));
      case "CAROUSEL" -> altsOf(children(call));
      default -> List.of();
    };
  }

  private String wrong(GraphCall call) {
    String unknown = call.unknown(FIELDS);
    if (!unknown.isEmpty()) {
      return "Unknown parameter " + unknown;
    }
    boolean item = call.get("is_carousel_item").equals("true");
    String text = call.get("text");
    if (length(text) > 500) {
      return "Param text must be at most 500 characters long.";
    }
    if (!AUDIENCES.contains(call.get("reply_control"))
        || !call.get("topic_tag").matches("[^.&]{0,50}")) {
      return "reply_control or topic_tag is wrong";
    }
    String above = call.get("reply_to_id");
    if (!above.isEmpty() && !threads.has(above)) {
      return "The post to answer does not exist";
    }
    return switch (call.get("media_type")) {
      case "TEXT" ->
          text.isBlank() || !call.get("image_url").isEmpty() ? "Param text is required." : "";
      case "IMAGE" -> wrongPicture(call, item);
      case "CAROUSEL" -> wrongChildren(call);
      default -> "Param media_type must be one of {TEXT, IMAGE, VIDEO, CAROUSEL}";
    };
  }

  private static String wrongPicture(GraphCall call, boolean item) {
    String alt = call.get("alt_text");
    boolean fits =
        call.get("image_url").startsWith("https://")
            && call.get("link_attachment").isEmpty()
            && alt.codePointCount(0, alt.length()) <= 1_000
            && (!item || call.get("text").isEmpty());
    return fits ? "" : "The picture, or what is said with it, is wrong";
  }

  private String wrongChildren(GraphCall call) {
    List<String> children = children(call);
    return areItems(children)
            && children.size() >= 2
            && children.size() <= 20
            && call.get("link_attachment").isEmpty()
        ? ""
        : "Param children is wrong";
  }

  private static List<String> children(GraphCall call) {
    return List.of(call.get("children").split(","));
  }

  private static int length(String text) {
    int length = 0;
    for (Matcher cluster = CLUSTER.matcher(text); cluster.find(); ) {
      String one = cluster.group();
      boolean emoji = PICTOGRAPH.matcher(one).find();
      length +=
          emoji ? one.getBytes(StandardCharsets.UTF_8).length : one.codePointCount(0, one.length());
    }
    return length;
  }

  private static int links(GraphCall call) {
    Set<String> links = new LinkedHashSet<>();
    for (Matcher link = LINK.matcher(call.get("text")); link.find(); ) {
      links.add(link.group());
    }
    links.add(call.get("link_attachment"));
    links.remove("");
    return links.size();
  }

  /** Whether a container is to answer somebody. */
  synchronized boolean answers(String id) {
    return has(id) && !container(id).call.get("reply_to_id").isEmpty();
  }

  synchronized FakeResponse status(String id) {
    if (!has(id)) {
      return GraphErrors.missing(id);
    }
    ObjectNode answer = FakeResponse.object().put("id", id);
    String status = status(container(id));
    if (status.equals("ERROR")) {
      answer.put("error_message", error().isEmpty() ? "FAILED_DOWNLOADING_IMAGE" : error());
    }
    return FakeResponse.json(200, answer.put("status", status));
  }
}
