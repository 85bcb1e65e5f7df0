// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.google;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Google's business profiles with one account and two locations, as strict as the reference of the
 * API: fields, update masks, lists that are empty objects, PKCE. Lists its oldest posts first.
 */
public final class FakeBusinessProfile extends FakeNetwork {
  public static final String LOCATION = "accounts/101/locations/202";

  private static final String POSTS = "/v4/" + LOCATION + "/localPosts";
  private static final Set<String> FIELDS =
      Set.of("languageCode", "summary", "callToAction", "media", "topicType");

  private final Clock clock;
  private final FakeGrants grants;
  private final TreeMap<String, ObjectNode> posts = new TreeMap<>();
  private Duration late = Duration.ZERO;
  private volatile BooleanSupplier actsBeforeErrors = () -> false;
  private boolean rejects;
  private long last = 3_000_000_000L;

  /**
   * @param port 0 for any free one
   * @param secret stands in every token, so that a leak is seen
   */
  public FakeBusinessProfile(int port, String secret, Clock clock) {
    super(port);
    this.clock = clock;
    Set<String> scopes = Set.of("https://www.googleapis.com/auth/business.manage");
    FakeGrants.Rules rules =
        new FakeGrants.Rules(
            /* basic= */ false, /* pkce= */ true, /* rotates= */ false, scopes, 3_599);
    grants =
        new FakeGrants(
            secret,
            rules,
            error -> FakeResponse.json(400, FakeResponse.object().put("error", error)));
  }

  public FakeGrants grants() {
    return grants;
  }

  /** How late posts are listed. */
  public synchronized void listLate(Duration time) {
    late = time;
  }

  /** Whether a call is executed before it is answered with 5xx, asked each time. */
  public void actBeforeErrors(BooleanSupplier wanted) {
    actsBeforeErrors = wanted;
  }

  /** Finds the content of all posts wanting from now on. */
  public synchronized void rejectContent() {
    rejects = true;
  }

  @Override
  protected String agree(URI address) {
    String query = address.getRawQuery();
    if (!query.contains("access_type=offline") || !query.contains("prompt=consent")) {
      throw new IllegalArgumentException("Google would give no token that renews: " + address);
    }
    return grants.agree(address);
  }

  @Override
  protected boolean creates(Call call) {
    return call.is("POST", POSTS);
  }

  @Override
  protected synchronized FakeResponse answer(Call call) {
    if (call.is("POST", "/token")) {
      return grants.grant(call);
    }
    if (!call.bearer().orElse("").equals(grants.token())) {
      return unauthorised(call);
    }
    String unknown = call.unknown(parameters(call));
    if (!unknown.isEmpty()) {
      return unknownName(unknown);
    }
    if (call.path().startsWith(POSTS + "/")) {
      return one(call.path().substring("/v4/".length()), call);
    }
    return switch (call.toString()) {
      case "POST " + POSTS -> create(call);
      case "GET " + POSTS -> list(call);
      case "GET /v1/accounts" -> accounts();
      case "GET /v1/accounts/101/locations" -> locations(call);
      case "GET /v1/locations/202" -> location(call);
      default -> error(404, "NOT_FOUND", "Requested entity was not found.");
    };
  }

  private static Set<String> parameters(Call call) {
    return switch (call.toString()) {
      case "GET " + POSTS -> Set.of("pageSize", "pageToken");
      case "GET /v1/accounts" -> Set.of("parentAccount", "pageSize", "pageToken", "filter");
      case "GET /v1/accounts/101/locations" ->
          Set.of("pageSize", "pageToken", "filter", "orderBy", "readMask");
      case "GET /v1/locations/202" -> Set.of("readMask");
      default -> call.method().equals("PATCH") ? Set.of("updateMask") : Set.of();
    };
  }

  private static FakeResponse unknownName(String name) {
    return error(
        400,
        "INVALID_ARGUMENT",
        "Invalid JSON payload received. Unknown name \""
            + name
            + "\": Cannot bind query parameter.");
  }

  private static FakeResponse accounts() {
    ObjectNode answer = FakeResponse.object();
    ObjectNode account = answer.putArray("accounts").addObject();
    account.put("name", "accounts/101").put("accountName", "Museum").put("type", "PERSONAL");
    return FakeResponse.json(200, answer);
  }

  /** Two pages of one location each. */
  private static FakeResponse locations(Call call) {
    if (call.query("readMask").isEmpty()) {
      return error(400, "INVALID_ARGUMENT", "Request contains an invalid argument: read_mask");
    }
    ObjectNode answer = FakeResponse.object();
    ObjectNode one = answer.putArray("locations").addObject();
    if (call.query("pageToken").isEmpty()) {
      one.put("name", "locations/202").put("title", "Museum");
      answer.put("nextPageToken", "second");
    } else {
      one.put("name", "locations/203").put("title", "Garden");
    }
    return FakeResponse.json(200, answer);
  }

  private static FakeResponse location(Call call) {
    if (call.query("readMask").isEmpty()) {
      return error(400, "INVALID_ARGUMENT", "Request contains an invalid argument: read_mask");
    }
    ObjectNode answer = FakeResponse.object().put("name", "locations/202").put("title", "Museum");
    answer.putObject("metadata").put("mapsUri", "https://maps.google.com/maps?cid=1");
    return FakeResponse.json(200, answer);
  }

  private FakeResponse create(Call call) {
    JsonNode post = call.json();
    String wrong = wrong(post, /* whole= */ true);
    if (!call.type().equals("application/json") || !wrong.isEmpty()) {
      return invalidField(wrong);
    }
    String name = LOCATION + "/localPosts/" + ++last;
    ObjectNode made = post.deepCopy();
    made.put("name", name).put("createTime", clock.instant().toString());
    made.put("state", rejects ? "REJECTED" : "LIVE");
    made.put("searchUrl", "https://local.google.com/place?id=202&use=posts&lpsid=" + last);
    posts.put(name, made);
    return FakeResponse.json(200, made);
  }

  private static String wrong(JsonNode post, boolean whole) {
    String unknown = Call.unknown(post.fieldNames(), FIELDS);
    unknown += Call.unknown(post.path("callToAction").fieldNames(), Set.of("actionType", "url"));
    for (JsonNode one : post.path("media")) {
      unknown += Call.unknown(one.fieldNames(), Set.of("mediaFormat", "sourceUrl"));
    }
    if (!unknown.isEmpty()) {
      return "Unknown name " + unknown;
    }
    if (post.path("summary").asText().isBlank() || post.path("summary").asText().length() > 1_500) {
      return "summary";
    }
    JsonNode action = post.path("callToAction");
    boolean acts =
        action.isMissingNode()
            || (action.path("actionType").asText().equals("LEARN_MORE")
                && action.path("url").asText().matches("https?://.+"));
    JsonNode media = post.path("media").path(0);
    boolean pictured =
        media.isMissingNode()
            || (media.path("mediaFormat").asText().equals("PHOTO")
                && media.path("sourceUrl").asText().startsWith("https://"));
    boolean topic = !whole || post.path("topicType").asText().equals("STANDARD");
    return acts && pictured && topic ? "" : "callToAction, media or topicType";
  }

  private FakeResponse one(String name, Call call) {
    ObjectNode post = posts.get(name);
    if (post == null) {
      return error(404, "NOT_FOUND", "Requested entity was not found.");
    }
    if (call.method().equals("DELETE")) {
      posts.remove(name);
      return FakeResponse.json(200, FakeResponse.object());
    }
    String mask = call.query("updateMask").orElse("");
    String wrong = wrong(call.json(), /* whole= */ false);
    if (!call.method().equals("PATCH") || mask.isEmpty() || !wrong.isEmpty()) {
      return error(400, "INVALID_ARGUMENT", "Request contains an invalid argument: " + wrong);
    }
    String unmaskable = Call.unknown(List.of(mask.split(",")).iterator(), FIELDS);
    if (!unmaskable.isEmpty()) {
      return error(400, "INVALID_ARGUMENT", "Invalid field path in update_mask: " + unmaskable);
    }
    for (String field : mask.split(",")) {
      post.set(field, call.json().path(field));
    }
    return FakeResponse.json(200, post);
  }

  private FakeResponse list(Call call) {
    int size = Integer.parseInt(call.query("pageSize").orElse("20"));
    if (size < 1 || size > 100) {
      return error(400, "INVALID_ARGUMENT", "Request contains an invalid argument: page_size");
    }
    List<ObjectNode> listed =
        posts.values().stream()
            .filter(
                post ->
                    !Instant.parse(post.path("createTime").asText())
                        .plus(late)
                        .isAfter(clock.instant()))
            .toList();
    int from = Integer.parseInt(call.query("pageToken").orElse("0"));
    int to = Math.min(listed.size(), from + size);
    ObjectNode answer = FakeResponse.object();
    if (!listed.isEmpty()) {
      ArrayNode page = answer.putArray("localPosts");
      listed.subList(from, to).forEach(page::add);
    }
    return FakeResponse.json(
        200, to < listed.size() ? answer.put("nextPageToken", String.valueOf(to)) : answer);
  }

  /** Which field it is stands in the details only. */
  private static FakeResponse invalidField(String field) {
    ObjectNode answer = FakeResponse.object();
    ObjectNode error = answer.putObject("error").put("code", 400);
    error.put("message", "Request contains an invalid argument.").put("status", "INVALID_ARGUMENT");
    ObjectNode detail = error.putArray("details").addObject();
    detail.put("@type", "type.googleapis.com/google.mybusiness.v4.ValidationError");
    ObjectNode one = detail.putArray("errorDetails").addObject();
    one.put("code", 3).put("field", field).put("message", "This is not valid.");
    return FakeResponse.json(400, answer);
  }

  private static FakeResponse error(int code, String status, String message) {
    ObjectNode answer = FakeResponse.object();
    answer.putObject("error").put("code", code).put("message", message).put("status", status);
    return FakeResponse.json(code, answer);
  }

  @Override
  public synchronized List<Executed> posts() {
    List<Executed> all = new ArrayList<>();
    for (ObjectNode post : posts.values()) {
      List<String> alts = post.has("media") ? List.of("") : List.of();
      String words = post.path("summary").asText();
      all.add(
          new Executed(post.path("name").asText(), words, post.deepCopy())
              .picturing(alts)
              .in(post.path("languageCode").asText()));
    }
    return all;
  }

  @Override
  protected synchronized void forget() {
    posts.clear();
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return error(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Requests'")
        .header("Retry-After", String.valueOf(pause.toSeconds()));
  }

  @Override
  protected FakeResponse serverError(int status, Call call) {
    if (actsBeforeErrors.getAsBoolean()) {
      answer(call);
    }
    return error(status, status == 503 ? "UNAVAILABLE" : "INTERNAL", "Internal error encountered.");
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return error(400, "INVALID_ARGUMENT", reason);
  }
}
