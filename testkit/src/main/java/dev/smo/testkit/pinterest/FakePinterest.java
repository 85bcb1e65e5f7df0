// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.pinterest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeGrants;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Pinterest with one account and two boards, as strict as its description of the API: fields,
 * lengths, pictures in Base64. A board lists its oldest pins first, as late as it is told to.
 */
public final class FakePinterest extends FakeNetwork {
  public static final String BOARD = "549755885175";
  public static final String OTHER_BOARD = "549755885176";

  private static final Map<String, String> BOARDS = Map.of(BOARD, "Museum", OTHER_BOARD, "Garden");
  private static final Map<String, Integer> WORDS =
      Map.of("title", 100, "description", 800, "alt_text", 500, "link", 2_048, "board_id", 30);

  private final Clock clock;
  private final FakeGrants grants;
  private final TreeMap<String, ObjectNode> pins = new TreeMap<>();
  private Duration late = Duration.ZERO;
  private volatile BooleanSupplier actsBeforeErrors = () -> false;
  private boolean edits = true;
  private long last = 813_744_226_420_000_000L;

  /**
   * @param port 0 for any free one
   * @param secret stands in every token, so that a leak is seen
   */
  public FakePinterest(int port, String secret, Clock clock) {
    super(port);
    this.clock = clock;
    Set<String> scopes = Set.of("boards:read", "pins:read", "pins:write", "user_accounts:read");
    FakeGrants.Rules rules =
        new FakeGrants.Rules(
            /* basic= */ true, /* pkce= */ false, /* rotates= */ false, scopes, 2_592_000);
    grants = new FakeGrants(secret, rules, error -> error(401, 283, "Invalid request: " + error));
  }

  public FakeGrants grants() {
    return grants;
  }

  /** How late pins are listed. */
  public synchronized void listLate(Duration time) {
    late = time;
  }

  /** Whether a call is executed before it is answered with 5xx, asked each time. */
  public void actBeforeErrors(BooleanSupplier wanted) {
    actsBeforeErrors = wanted;
  }

  /** Refuses changes of pins, as to most applications. */
  public synchronized void refuseEdits() {
    edits = false;
  }

  /** Sets the counters of a pin. */
  public synchronized void engage(String id, long reactions, long views) {
    Objects.requireNonNull(pins.get(id)).put("_reaction", reactions).put("_impression", views);
  }

  @Override
  protected String agree(URI address) {
    return grants.agree(address);
  }

  @Override
  protected boolean keepsLanguages() {
    return false;
  }

  @Override
  protected boolean creates(Call call) {
    return call.is("POST", "/v5/pins");
  }

  @Override
  protected synchronized FakeResponse answer(Call call) {
    if (call.is("POST", "/v5/oauth/token")) {
      return call.form().getOrDefault("continuous_refresh", List.of("")).contains("true")
          ? grants.grant(call)
          : error(400, 1, "continuous_refresh is missing");
    }
    if (!call.bearer().orElse("").equals(grants.token())) {
      return unauthorised(call);
    }
    String unknown = call.unknown(parameters(call));
    FakeResponse answer =
        unknown.isEmpty() ? route(call) : error(400, 1, "Invalid parameter " + unknown);
    return answer
        .header("X-RateLimit-Limit", "100, 100;w=60;name=\"org_write\"")
        .header("X-RateLimit-Remaining", "97")
        .header("X-RateLimit-Reset", "41");
  }

  /** What the description of the API has in the address of a call, besides advertising accounts. */
  private static Set<String> parameters(Call call) {
    if (!call.method().equals("GET") || call.path().equals("/v5/user_account")) {
      return Set.of();
    }
    if (call.path().equals("/v5/boards")) {
      return Set.of("bookmark", "page_size", "privacy");
    }
    return call.path().startsWith("/v5/pins/")
        ? Set.of("pin_metrics")
        : Set.of("bookmark", "page_size", "creative_types", "pin_metrics");
  }

  private FakeResponse route(Call call) {
    String path = call.path();
    if (path.matches("/v5/pins/\\d+")) {
      return pin(path.substring("/v5/pins/".length()), call);
    }
    if (call.method().equals("GET") && path.matches("/v5/boards/\\d+/pins")) {
      return list(path.split("/")[3], call);
    }
    return switch (call.toString()) {
      case "POST /v5/pins" -> create(call);
      case "GET /v5/boards" -> boards();
      case "GET /v5/user_account" ->
          FakeResponse.json(
              200,
              FakeResponse.object()
                  .put("username", "museum")
                  .put("account_type", "BUSINESS")
                  .put("follower_count", FOLLOWERS));
      default -> error(404, 4, "Endpoint not found");
    };
  }

  private static FakeResponse boards() {
    ObjectNode answer = FakeResponse.object();
    ArrayNode items = answer.putArray("items");
    new TreeMap<>(BOARDS).forEach((id, name) -> items.addObject().put("id", id).put("name", name));
    return FakeResponse.json(200, answer.putNull("bookmark"));
  }

  private FakeResponse create(Call call) {
    JsonNode pin = call.json();
    String wrong =
        wrong(pin, Set.of("board_id", "title", "description", "link", "alt_text", "media_source"));
    if (!call.type().equals("application/json") || !wrong.isEmpty()) {
      return error(400, 1, wrong);
    }
    if (!BOARDS.containsKey(pin.path("board_id").asText())) {
      return error(404, 40, "Board not found.");
    }
    if (!isPicture(pin.path("media_source"))) {
      return error(400, 235, "Sorry! We were unable to read the image.");
    }
    String id = String.valueOf(++last);
    ObjectNode made = pin.deepCopy();
    made.remove("media_source");
    made.put("id", id).put("_at", clock.instant().toEpochMilli());
    Instant seconds = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    made.put(
        "created_at",
        DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(seconds.atOffset(ZoneOffset.UTC)));
    pins.put(id, made);
    return FakeResponse.json(201, shown(made, call));
  }

  private static String wrong(JsonNode pin, Set<String> known) {
    for (Iterator<String> names = pin.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        return "Invalid parameter " + name;
      }
      if (name.equals("media_source")) {
        continue;
      }
      String text = pin.path(name).asText();
      if (text.codePointCount(0, text.length()) > WORDS.getOrDefault(name, 0)) {
        return name + " is too long";
      }
    }
    String link = pin.path("link").asText("https://");
    return link.startsWith("https://") || link.startsWith("http://") ? "" : "link is wrong";
  }

  private static boolean isPicture(JsonNode source) {
    try {
      byte[] bytes = Base64.getDecoder().decode(source.path("data").asText());
      return source.size() == 3
          && source.path("source_type").asText().equals("image_base64")
          && Set.of("image/jpeg", "image/png").contains(source.path("content_type").asText())
          && bytes.length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private FakeResponse pin(String id, Call call) {
    ObjectNode pin = pins.get(id);
    if (pin == null) {
      return error(404, 50, "Pin not found.");
    }
    switch (call.method()) {
      case "GET" -> {
        return FakeResponse.json(200, shown(pin, call));
      }
      case "DELETE" -> {
        pins.remove(id);
        return new FakeResponse(204, Map.of(), new byte[0]);
      }
      case "PATCH" -> {
        String wrong = wrong(call.json(), Set.of("title", "description", "link", "alt_text"));
        if (!edits) {
          return error(403, 29, "You are not permitted to access that resource.");
        }
        if (!wrong.isEmpty()) {
          return error(400, 1, wrong);
        }
        pin.setAll((ObjectNode) call.json());
        return FakeResponse.json(200, shown(pin, call));
      }
      default -> {
        return error(405, 6, "Method not allowed");
      }
    }
  }

  private static ObjectNode shown(ObjectNode pin, Call call) {
    ObjectNode shown = pin.deepCopy();
    shown.remove(List.of("_at", "_reaction", "_impression"));
    if (call.query("pin_metrics").orElse("").equals("true")) {
      ObjectNode all = shown.putObject("pin_metrics").putObject("lifetime_metrics");
      all.put("impression", pin.path("_impression").asLong()).put("comment", 0);
      all.put("reaction", pin.path("_reaction").asLong()).put("clickthrough", 0);
    }
    return shown;
  }

  private FakeResponse list(String board, Call call) {
    if (!BOARDS.containsKey(board)) {
      return error(404, 40, "Board not found.");
    }
    int size = Integer.parseInt(call.query("page_size").orElse("25"));
    if (size < 1 || size > 250) {
      return error(400, 1, "page_size must be between 1 and 250");
    }
    List<ObjectNode> listed =
        pins.values().stream()
            .filter(pin -> pin.path("board_id").asText().equals(board))
            .filter(
                pin ->
                    !Instant.ofEpochMilli(pin.path("_at").asLong())
                        .plus(late)
                        .isAfter(clock.instant()))
            .toList();
    int from = Integer.parseInt(call.query("bookmark").orElse("0"));
    int to = Math.min(listed.size(), from + size);
    ObjectNode answer = FakeResponse.object();
    ArrayNode items = answer.putArray("items");
    listed.subList(from, to).forEach(pin -> items.add(shown(pin, call)));
    answer.put("bookmark", to < listed.size() ? String.valueOf(to) : null);
    return FakeResponse.json(200, answer);
  }

  private static FakeResponse error(int status, int code, String message) {
    return FakeResponse.json(
        status, FakeResponse.object().put("code", code).put("message", message));
  }

  @Override
  public synchronized List<Executed> posts() {
    List<Executed> all = new ArrayList<>();
    for (ObjectNode pin : pins.values()) {
      String words = pin.path("description").asText();
      all.add(
          new Executed(pin.path("id").asText(), words, pin.deepCopy())
              .picturing(List.of(pin.path("alt_text").asText())));
    }
    return all;
  }

  @Override
  protected synchronized void forget() {
    pins.clear();
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return error(429, 8, "You have exceeded your rate limit. Try again later.")
        .header("X-RateLimit-Remaining", "0")
        .header("X-RateLimit-Reset", String.valueOf(pause.toSeconds()));
  }

  @Override
  protected FakeResponse serverError(int status, Call call) {
    if (actsBeforeErrors.getAsBoolean()) {
      answer(call);
    }
    return super.serverError(status, call);
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return error(401, 2, "Authentication failed.");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return error(400, 1, reason);
  }
}
