// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A workflow of Power Automate that posts an adaptive card in a channel of Teams. It accepts, with
 * 202 and an empty body, and names nothing.
 */
public final class FakeTeams extends FakeNetwork {
  private static final int MOST_BYTES = 28_000;

  private final String signature;
  private final List<Executed> messages = new CopyOnWriteArrayList<>();

  /**
   * @param port 0 for any free one
   * @param signature the parameter {@code sig} of the workflow's address
   */
  public FakeTeams(int port, String signature) {
    super(port);
    this.signature = signature;
  }

  /** The workflow's address. */
  public URI webhook() {
    return uri()
        .resolve("/workflows/0123abcd/triggers/manual/paths/invoke?api-version=1&sig=" + signature);
  }

  @Override
  public List<Executed> posts() {
    return messages;
  }

  @Override
  protected void forget() {
    messages.clear();
  }

  @Override
  protected boolean keepsLanguages() {
    return false;
  }

  @Override
  protected boolean creates(Call call) {
    return call.method().equals("POST");
  }

  @Override
  protected FakeResponse answer(Call call) {
    boolean mine =
        call.is("POST", webhook().getPath())
            && call.query("sig").orElse("").equals(signature)
            && call.query("api-version").isPresent();
    if (!mine) {
      return unauthorised(call);
    }
    if (call.body().length > MOST_BYTES) {
      return error(413, "RequestEntityTooLarge", "Request Entity too large");
    }
    JsonNode attachment = call.json().path("attachments").path(0);
    JsonNode card = attachment.path("content");
    boolean good =
        call.type().equals("application/json")
            && call.json().path("type").asText().equals("message")
            && attachment
                .path("contentType")
                .asText()
                .equals("application/vnd.microsoft.card.adaptive")
            && card.path("type").asText().equals("AdaptiveCard")
            && card.path("version").asText().equals("1.4")
            && actions(card)
            && knows(card);
    String words = words(card);
    if (!good || words.isBlank()) {
      return error(400, "TriggerInputSchemaMismatch", "The input body does not match its schema");
    }
    List<String> alts = new ArrayList<>();
    for (JsonNode block : card.path("body")) {
      if (block.path("type").asText().equals("Image")) {
        alts.add(block.path("altText").asText());
      }
    }
    messages.add(new Executed("" + messages.size(), words, call.json()).picturing(alts));
    return new FakeResponse(202, Map.of(), new byte[0]);
  }

  private static boolean actions(JsonNode card) {
    boolean good = true;
    for (JsonNode action : card.path("actions")) {
      good &=
          action.path("type").asText().equals("Action.OpenUrl")
              && !action.path("title").asText().isEmpty()
              && action.path("url").asText().startsWith("http");
    }
    return good;
  }

  /** Elements of the schema, with what they must have; Teams loads pictures over HTTPS only. */
  private static boolean knows(JsonNode card) {
    boolean good = true;
    for (JsonNode block : card.path("body")) {
      boolean words =
          block.path("type").asText().equals("RichTextBlock") && !block.path("inlines").isEmpty();
      boolean picture =
          block.path("type").asText().equals("Image")
              && block.path("url").asText().startsWith("https://");
      good &= words || picture;
    }
    return good;
  }

  /** Those of the first block; the others are about the page. */
  private static String words(JsonNode card) {
    StringBuilder words = new StringBuilder();
    JsonNode first = card.path("body").path(0);
    first.path("inlines").forEach(run -> words.append(run.path("text").asText()));
    return words.toString();
  }

  private static FakeResponse error(int status, String code, String message) {
    ObjectNode body = FakeResponse.object();
    body.putObject("error").put("code", code).put("message", message);
    return FakeResponse.json(status, body);
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return error(429, "TooManyRequests", "Rate limit is exceeded.")
        .header("Retry-After", Long.toString(pause.toSeconds()));
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return error(401, "DirectApiAuthorizationRequired", "The provided sig is not valid.");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return error(400, "InvalidRequestContent", reason);
  }
}
