// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.facebook.GraphCall;
import dev.smo.testkit.facebook.GraphErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jetbrains.annotations.Nullable;

/** Containers of a fake Instagram, and the rules under which it takes them. */
final class PictureContainers {
  private static final Set<String> FIELDS =
      Set.of("media_type", "caption", "image_url", "alt_text", "is_carousel_item", "children");
  private static final Duration KEPT = Duration.ofDays(1);

  private final FakeInstagram instagram;
  private final Map<String, Container> containers = new HashMap<>();
  private int takes;
  private String error = "";

  /** One container, with the number of times that it will still say that it is worked on. */
  static final class Container {
    final GraphCall call;
    final Instant made;
    final List<String> alts;
    int working;
    boolean published;

    Container(GraphCall call, Instant made, List<String> alts, int working) {
      this.call = call;
      this.made = made;
      this.alts = alts;
      this.working = working;
    }
  }

  PictureContainers(FakeInstagram instagram) {
    this.instagram = instagram;
  }

  synchronized void take(int questions) {
    takes = questions;
  }

  synchronized void fail(String message) {
    error = message;
  }

  synchronized FakeResponse create(GraphCall call) {
    String wrong = wrong(call);
    if (!wrong.isEmpty()) {
      return GraphErrors.parameter(wrong);
    }
    String id = instagram.number();
    containers.put(id, new Container(call, instagram.now(), alts(call), takes));
    return FakeResponse.json(200, FakeResponse.object().put("id", id));
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
    List<String> children = List.of(call.get("children").split(","));
    boolean fits =
        children.stream()
                .allMatch(
                    id ->
                        containers.containsKey(id)
                            && container(id).call.get("is_carousel_item").equals("true"))
            && children.size() >= 2
            && children.size() <= 10
            && call.get("image_url").isEmpty()
            && call.get("alt_text").isEmpty();
    return fits ? "" : "Param children is wrong";
  }

  private Container container(String id) {
    return Objects.requireNonNull(containers.get(id));
  }

  private List<String> alts(GraphCall call) {
    return call.get("media_type").isEmpty()
        ? List.of(call.get("alt_text"))
        : List.of(call.get("children").split(",")).stream()
            .map(id -> container(id).call.get("alt_text"))
            .toList();
  }

  synchronized boolean has(String id) {
    return containers.containsKey(id);
  }

  synchronized FakeResponse status(String id) {
    Container container = container(id);
    String status = status(container);
    ObjectNode answer = FakeResponse.object().put("id", id).put("status_code", status);
    answer.put("status", status.equals("ERROR") ? "Error: " + error : status);
    return FakeResponse.json(200, answer);
  }

  private String status(Container container) {
    if (container.published) {
      return "PUBLISHED";
    }
    if (container.made.plus(KEPT).isBefore(instagram.now())) {
      return "EXPIRED";
    }
    if (!error.isEmpty()) {
      return "ERROR";
    }
    return container.working-- > 0 ? "IN_PROGRESS" : "FINISHED";
  }

  /** Takes a container for publishing; null where it is not ready. */
  synchronized @Nullable Container publish(String id) {
    Container container = containers.get(id);
    boolean ready =
        container != null
            && !container.published
            && error.isEmpty()
            && container.working <= 0
            && !container.call.get("is_carousel_item").equals("true")
            && !container.made.plus(KEPT).isBefore(instagram.now());
    if (container == null || !ready) {
      return null;
    }
    container.published = true;
    return container;
  }
}
