// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** An incoming webhook of Slack, which answers in one word of plain text and names no message. */
public final class FakeSlack extends FakeNetwork {
  private static final Set<String> FIELDS =
      Set.of("text", "blocks", "mrkdwn", "unfurl_links", "unfurl_media");

  /** Slack would read these as a link, a person or a channel. */
  private static final Pattern OWN = Pattern.compile("[<>]|&(?!(?:amp|lt|gt);)");

  private final String token;
  private final List<Executed> messages = new CopyOnWriteArrayList<>();

  /**
   * @param port 0 for any free one
   * @param token the last part of the webhook's address
   */
  public FakeSlack(int port, String token) {
    super(port);
    this.token = token;
  }

  /** The webhook's address. */
  public URI webhook() {
    return uri().resolve("/services/T0123/B0123/" + token);
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
    return call.method().equals("POST") && !call.json().path("text").asText().isEmpty();
  }

  @Override
  protected FakeResponse answer(Call call) {
    if (!call.is("POST", webhook().getPath())) {
      return unauthorised(call);
    }
    JsonNode body = call.json();
    boolean known = body.isObject() && call.type().equals("application/json");
    for (var names = body.fieldNames(); names.hasNext(); ) {
      known &= FIELDS.contains(names.next());
    }
    String text = body.path("text").asText();
    if (!known || OWN.matcher(text).find()) {
      return plain(400, "invalid_payload");
    }
    if (text.isBlank()) {
      return plain(400, "no_text");
    }
    if (text.length() > 4_000) {
      return plain(400, "msg_too_long");
    }
    String shown = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    messages.add(new Executed("" + messages.size(), shown, body));
    return plain(200, "ok");
  }

  private static FakeResponse plain(int status, String word) {
    return new FakeResponse(
        status, Map.of("Content-Type", "text/plain"), word.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return plain(429, "rate_limited").header("Retry-After", Long.toString(pause.toSeconds()));
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return plain(403, "invalid_token");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return plain(400, "invalid_payload: " + reason);
  }
}
