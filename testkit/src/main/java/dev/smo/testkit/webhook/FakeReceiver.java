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
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whoever takes the signed webhook and checks it as docs/connectors/webhook.md tells: signature,
 * age, body. Like most of them, it takes the same id twice.
 */
public final class FakeReceiver extends FakeNetwork {
  private static final Duration OLDEST = Duration.ofMinutes(5);
  private static final Set<String> DATA =
      Set.of(
          "id",
          "connection",
          "text",
          "link",
          "title",
          "description",
          "language",
          "hashtags",
          "images");

  private final String key;
  private final Clock clock;
  private final List<Executed> taken = new CopyOnWriteArrayList<>();

  /**
   * @param port 0 for any free one
   * @param key the signing key; also a part of the address, so that a leak is seen
   */
  public FakeReceiver(int port, String key, Clock clock) {
    super(port);
    this.key = key;
    this.clock = clock;
  }

  /** The receiver's address. */
  public URI webhook() {
    return uri().resolve("/hooks/catch/" + key);
  }

  @Override
  public List<Executed> posts() {
    return taken;
  }

  @Override
  protected void forget() {
    taken.clear();
  }

  @Override
  protected boolean creates(Call call) {
    return call.method().equals("POST");
  }

  @Override
  protected FakeResponse answer(Call call) {
    if (!call.is("POST", webhook().getPath())) {
      return error(404, "There is no such hook");
    }
    if (!isSigned(call)) {
      return unauthorised(call);
    }
    JsonNode body = call.json();
    JsonNode data = body.path("data");
    boolean known = data.isObject() && call.type().equals("application/json");
    for (var names = data.fieldNames(); names.hasNext(); ) {
      known &= DATA.contains(names.next());
    }
    boolean good =
        known
            && body.path("type").asText().equals("post.published")
            && data.path("id").asText().equals(call.header("webhook-id").orElse(""))
            && data.path("id").asText().equals(call.header("idempotency-key").orElse(""))
            && data.path("hashtags").isArray()
            && data.path("images").isArray()
            && !data.path("text").asText().isBlank();
    if (!good) {
      return error(400, "The body is not as documented");
    }
    Executed post = new Executed("r" + taken.size(), data.path("text").asText(), body);
    List<String> alts = new ArrayList<>();
    for (JsonNode image : data.path("images")) {
      if (!image.path("url").asText().startsWith("https://")) {
        return error(400, "A picture has no address");
      }
      alts.add(image.path("alt").asText());
    }
    taken.add(post.in(data.path("language").asText()).picturing(alts));
    return FakeResponse.json(
        200,
        FakeResponse.object()
            .put("id", post.id())
            .put("url", "https://receiver.example/posts/" + post.id()));
  }

  private boolean isSigned(Call call) {
    String id = call.header("webhook-id").orElse("");
    String seconds = call.header("webhook-timestamp").orElse("0");
    Instant sent = Instant.ofEpochSecond(Long.parseLong(seconds));
    if (Duration.between(sent, clock.instant()).abs().compareTo(OLDEST) > 0) {
      return false;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      String wanted = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(call.body()));
      return MessageDigest.isEqual(
          wanted.getBytes(StandardCharsets.UTF_8),
          call.header("webhook-signature").orElse("").getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FakeResponse error(int status, String message) {
    return FakeResponse.json(status, FakeResponse.object().put("error", message));
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return error(429, "Slow down").header("Retry-After", Long.toString(pause.toSeconds()));
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return error(401, "The signature is wrong");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return error(422, reason);
  }
}
