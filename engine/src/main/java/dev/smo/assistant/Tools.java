// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.assistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that an assistant can do. None approves or takes back. What it asks for is a proposal: a
 * person must approve it, and what people decided, wrote or planned before stays as it is. Its
 * address sees to that, and not the tool.
 */
final class Tools {
  private static final String CONNECTION = "Id of a connection, as the other tools tell it.";
  private static final String PAGE = "Path of a page in the repository, such as /content/site/a.";

  private static final List<Tool> ALL =
      List.of(
          new Tool(
              "list_posts",
              "List posts",
              "Posts on social networks: what went out, what is planned, what waits for a person."
                  + " Without arguments those of these two weeks.",
              "/bin/smo/posts",
              /* changes= */ false,
              ordered(
                  "q?", "Words of the title, the post or the path of its page.",
                  "state?", "Such as SCHEDULED, AWAITING_APPROVAL, SENT, FAILED, HELD.",
                  "network?", "Name of a network, such as mastodon.",
                  "connection?", CONNECTION,
                  "from?", "First day, as 2026-12-01.",
                  "to?", "Last day, as 2026-12-31.",
                  "next?", "What the answer before said where it ended."),
              Map.of(),
              "posts"),
          new Tool(
              "show_post",
              "Show a post",
              "One post, with its words, its time, its history and why it waits.",
              "/bin/smo/posts",
              /* changes= */ false,
              ordered("id", "Id of the post."),
              Map.of(),
              "posts"),
          new Tool(
              "show_calendar",
              "Show the calendar",
              "What goes out on which day, and slots that no post has yet.",
              "/bin/smo/calendar",
              /* changes= */ false,
              ordered("from", "First day, as 2026-12-01.", "to", "Last day, as 2026-12-07."),
              Map.of(),
              "days"),
          new Tool(
              "what_would_be_posted",
              "What would be posted of a page",
              "For each connection the words as they would go out, and whether they would, or why"
                  + " not. Nothing is posted.",
              "/bin/smo/preview",
              /* changes= */ false,
              ordered("page", PAGE),
              Map.of(),
              "preview"),
          new Tool(
              "propose_words",
              "Save words with a page",
              "Keeps words for one connection with a page that is not public yet and has none, for"
                  + " when a person publishes it. {title}, {description}, {tags} and {url} stand"
                  + " for what the page says.",
              "/bin/smo/requests",
              /* changes= */ true,
              ordered("page", PAGE, "connections", CONNECTION, "text", "The words."),
              Map.of("action", "save", "proposal", "true"),
              ""),
          new Tool(
              "ask_for_approval",
              "Plan a post that a person approves",
              "Plans a post of a public page. It goes out only after a person has approved it in"
                  + " the console. Where a post of the page is planned there already, or a person"
                  + " decided something about it, nothing changes.",
              "/bin/smo/requests",
              /* changes= */ true,
              ordered(
                  "page",
                  PAGE,
                  "connections",
                  CONNECTION,
                  "text?",
                  "The words; without them as the page or its policy says.",
                  "when?",
                  "As 2026-12-04 9:15 by the clock of the site, or next free slot."),
              Map.of("action", "plan", "approval", "true", "proposal", "true"),
              ""));

  private Tools() {}

  static List<Map<String, Object>> described() {
    return ALL.stream().map(Tool::described).toList();
  }

  static Optional<Tool> find(String name) {
    return ALL.stream().filter(tool -> tool.name().equals(name)).findFirst();
  }

  /** What an address answered, without what only the console needs. */
  static JsonNode essence(Tool tool, JsonNode answer) {
    if (tool.answer().isEmpty() || !answer.isObject()) {
      return answer;
    }
    ObjectNode all = (ObjectNode) answer;
    return all.retain(tool.answer(), "next", "zone", "obstacle");
  }

  private static Map<String, String> ordered(String... namesAndWords) {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (int i = 0; i < namesAndWords.length; i += 2) {
      ordered.put(namesAndWords[i], namesAndWords[i + 1]);
    }
    return ordered;
  }
}
