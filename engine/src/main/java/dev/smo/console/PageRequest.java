// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.schedule.When;
import dev.smo.syndication.ChosenImages;
import dev.smo.syndication.SyndicationRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.SlingHttpServletRequest;

/**
 * What a person wants posted of a page.
 *
 * @param connections to which
 * @param words template of the words by connection; empty: as the page or its policy says
 * @param options what was chosen of the networks' own options, by connection and name; an empty
 *     value is the field's default
 * @param images pictures by connection in place of those of the page; none: those of the page
 * @param when empty: now
 * @param approval whether somebody must approve, also where the policy does not ask for it
 * @param proposal whether it is only proposed: it changes nothing that a person decided or wrote
 */
record PageRequest(
    String page,
    List<String> connections,
    Map<String, String> words,
    Map<String, Map<String, String>> options,
    Map<String, ChosenImages> images,
    Optional<When> when,
    boolean approval,
    boolean proposal) {
  private static final int MOST = 50;
  private static final String TEXT = "text.";
  private static final String OPTION = "option.";
  private static final String IMAGES = PictureChoice.IMAGES + ".";

  /**
   * Reads the parameters {@code page}, {@code connections}, {@code text.<connection>}, {@code
   * option.<connection>.<name>}, {@code images.<connection>}, {@code imageAlts.<connection>},
   * {@code when}, {@code approval}, {@code proposal}.
   */
  static PageRequest of(SlingHttpServletRequest request) {
    List<String> connections = connections(request);
    Map<String, String> words = new LinkedHashMap<>();
    Map<String, Map<String, String>> options = new LinkedHashMap<>();
    Map<String, ChosenImages> images = new LinkedHashMap<>();
    for (String id : connections) {
      String text = request.getParameter(TEXT + id);
      if (text != null) {
        words.put(id, JsonServlet.limited(text.strip()));
      }
      Map<String, String> chosen = PostActions.optionsOf(request, OPTION + id + ".");
      if (!chosen.isEmpty()) {
        options.put(id, chosen);
      }
      if (request.getParameter(IMAGES + id) != null) {
        images.put(id, PictureChoice.of(request, "." + id));
      }
    }
    String when = request.getParameter("when");
    return new PageRequest(
        JsonServlet.required(request, "page"),
        connections,
        words,
        options,
        images,
        when == null || when.isBlank() ? Optional.empty() : Optional.of(PostActions.when(when)),
        "true".equals(request.getParameter("approval")),
        "true".equals(request.getParameter("proposal")));
  }

  /**
   * The connections that a request names, each once.
   *
   * @throws Refusal there are none, or too many; what is left out would not be missed
   */
  static List<String> connections(SlingHttpServletRequest request) {
    List<String> connections =
        Stream.of(JsonServlet.required(request, "connections").split(","))
            .map(String::strip)
            .filter(id -> !id.isEmpty())
            .distinct()
            .toList();
    if (connections.isEmpty() || connections.size() > MOST) {
      throw Refusal.badRequest("Name 1 to " + MOST + " connections.");
    }
    return connections;
  }

  /** What the planner is asked for on one connection. */
  SyndicationRequest on(String connection, String user) {
    SyndicationRequest wish =
        SyndicationRequest.of(
                page, List.of(connection), words.getOrDefault(connection, ""), when, approval)
            .askedBy(user)
            .choosing(options.getOrDefault(connection, Map.of()));
    if (images.containsKey(connection)) {
      wish = wish.showing(images.get(connection));
    }
    return proposal ? wish.asProposal() : wish;
  }
}
