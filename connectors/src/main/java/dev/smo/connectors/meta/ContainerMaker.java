// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.meta;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.AltText;
import dev.smo.connectors.Json;
import dev.smo.connectors.Part;
import dev.smo.connectors.Uploaded;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes containers. Nothing is posted by it, so whatever fails is tried again. */
public final class ContainerMaker {
  public static final int MAX_ALT = 1_000;

  private final ContainerApi api;

  public ContainerMaker(ContainerApi api) {
    this.api = api;
  }

  /**
   * Makes the container of a part, and those of its pictures where there are several.
   *
   * @param pictures which the network loads by itself from their {@link Media#source()}
   * @param fields all others of the container
   * @return what went wrong; empty: the container is kept
   */
  public Optional<Outcome> make(
      Delivery delivery, Part part, List<Media> pictures, Map<String, String> fields)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(fields);
    if (pictures.size() == 1) {
      all.putAll(picture(pictures.get(0)));
    } else if (pictures.size() > 1) {
      Uploaded children = children(pictures, delivery, part);
      if (!(children instanceof Uploaded.Ready ready)) {
        return failed(children);
      }
      all.put("media_type", "CAROUSEL");
      all.put("children", String.join(",", ready.ids()));
    }
    Uploaded made = make(all, delivery, part);
    if (made instanceof Uploaded.Ready ready) {
      new Container(delivery.progress(), part).keep(ready.ids().get(0), api.now());
    }
    return failed(made);
  }

  private static Optional<Outcome> failed(Uploaded made) {
    return made instanceof Uploaded.Failed failed
        ? Optional.of(failed.outcome())
        : Optional.empty();
  }

  private Map<String, String> picture(Media picture) {
    Map<String, String> fields = new HashMap<>();
    if (!api.its().picture().isEmpty()) {
      fields.put("media_type", api.its().picture());
    }
    fields.put("image_url", picture.source().orElseThrow().toString());
    String alt = AltText.of(picture, MAX_ALT);
    if (!alt.isEmpty()) {
      fields.put("alt_text", alt);
    }
    return fields;
  }

  private Uploaded children(List<Media> pictures, Delivery delivery, Part part)
      throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (Media picture : pictures) {
      Optional<String> before =
          delivery
              .progress()
              .ofUpload(part.number(), picture)
              .flatMap(kept -> Container.fresh(kept, api.now()));
      if (before.isPresent()) {
        ids.add(before.get());
        continue;
      }
      Map<String, String> fields = picture(picture);
      fields.put("is_carousel_item", "true");
      Uploaded made = make(fields, delivery, part);
      if (!(made instanceof Uploaded.Ready ready)) {
        return made;
      }
      String id = ready.ids().get(0);
      delivery.progress().uploadDone(part.number(), picture, Container.kept(id, api.now()));
      ids.add(id);
    }
    return new Uploaded.Ready(ids);
  }

  private Uploaded make(Map<String, String> fields, Delivery delivery, Part part)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    try {
      Answer answer = api.send(api.post("me/" + api.its().posts(), fields, connection));
      if (!answer.ok()) {
        if (GraphError.of(answer).kind() == GraphError.Kind.LINK_UNREAD) {
          new Container(delivery.progress(), part).broken();
        }
        return new Uploaded.Failed(api.refusedBefore(answer, connection));
      }
      String id = Json.of(answer).path("id").asText();
      return ContainerApi.isId(id)
          ? new Uploaded.Ready(List.of(id))
          : Uploaded.later(api.network() + " took the post without naming it");
    } catch (IOException e) {
      return Uploaded.later("The post could not be prepared: " + e.getMessage());
    }
  }
}
