// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.facebook.GraphCall;
import dev.smo.testkit.facebook.GraphContainers;
import dev.smo.testkit.facebook.GraphErrors;
import java.util.List;
import java.util.Set;

/** Containers of a fake Instagram, and the rules under which it takes them. */
final class PictureContainers extends GraphContainers {
  private static final Set<String> FIELDS =
      Set.of("media_type", "caption", "image_url", "alt_text", "is_carousel_item", "children");

  PictureContainers(FakeInstagram instagram) {
    super(instagram);
  }

  synchronized FakeResponse create(GraphCall call) {
    String wrong = wrong(call);
    return wrong.isEmpty() ? made(call) : GraphErrors.parameter(wrong);
  }

  private String wrong(GraphCall call) {
    String unknown = call.unknown(FIELDS);
    if (!unknown.isEmpty()) {
      return "Unknown parameter " + unknown;
    }
    String caption = call.get("caption");
    if (caption.length() > 2_200
        || caption.chars().filter(c -> c == '#').count() > 30
        || caption.chars().filter(c -> c == '@').count() > 20) {
      return "The caption was too long";
    }
    return switch (call.get("media_type")) {
      case "" -> wrongPicture(call);
      case "CAROUSEL" -> wrongChildren(call);
      default -> "Param media_type must be one of {REELS, STORIES, CAROUSEL}";
    };
  }

  private static String wrongPicture(GraphCall call) {
    boolean item = call.get("is_carousel_item").equals("true");
    String alt = call.get("alt_text");
    boolean fits =
        call.get("image_url").startsWith("https://")
            && call.get("children").isEmpty()
            && alt.codePointCount(0, alt.length()) <= 1_000
            && (!item || call.get("caption").isEmpty());
    return fits ? "" : "The parameter image_url is required, or what is said with it is wrong";
  }

  private String wrongChildren(GraphCall call) {
    List<String> children = children(call);
    boolean fits =
        areItems(children)
            && children.size() >= 2
            && children.size() <= 10
            && call.get("image_url").isEmpty()
            && call.get("alt_text").isEmpty();
    return fits ? "" : "Param children is wrong";
  }

  private static List<String> children(GraphCall call) {
    return List.of(call.get("children").split(","));
  }

  @Override
  protected boolean isBroken(Container container) {
    return !error().isEmpty();
  }

  @Override
  protected List<String> alts(GraphCall call) {
    return call.get("media_type").isEmpty()
        ? List.of(call.get("alt_text"))
        : altsOf(children(call));
  }

  synchronized FakeResponse status(String id) {
    String status = status(container(id));
    ObjectNode answer = FakeResponse.object().put("id", id).put("status_code", status);
    answer.put("status", status.equals("ERROR") ? "Error: " + error() : status);
    return FakeResponse.json(200, answer);
  }
}
