// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.post.RemotePost;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.facebook.GraphCall;
import dev.smo.testkit.facebook.GraphErrors;
import dev.smo.testkit.facebook.GraphNetwork;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Instagram with one professional account, as strict as developers.facebook.com: containers of
 * pictures only, which take their time and are published once, comments in two layers, posts a day,
 * tokens of an hour and of sixty days.
 */
public final class FakeInstagram extends GraphNetwork {
  public static final String APP = "665544332211009";
  public static final String VERSION = "v26.0";

  static final String ACCOUNT = "museum";

  private static final String USER = "17841400000000001";

  private final String token;
  private final String appSecret;
  private final PictureContainers containers = new PictureContainers(this);
  private final InstagramMedia media = new InstagramMedia(this);
  private final MediaTalk talk = new MediaTalk(this, media);
  private final Map<String, String> codes = new HashMap<>();
  private final Map<String, Stumble> stumbles = new ConcurrentHashMap<>();
  private volatile Instant issued = Instant.EPOCH;
  private volatile int used = 3;
  private volatile int calls = 28;
  private boolean reading;
  private volatile boolean exchangeless;
  private volatile int early;

  /** An error that it says next, and whether it does what it is asked for all the same. */
  private record Stumble(FakeResponse error, boolean done) {}

  /**
   * @param port 0 for any free one
   * @param token the account's long-lived token
   */
  public FakeInstagram(int port, String token, String appSecret, Clock clock) {
    super(port, clock, 17_900_000_000_000_000L);
    this.token = token;
    this.appSecret = appSecret;
  }

  /** How late posts and comments are listed. */
  public void listLate(Duration time) {
    media.listLate(time);
    talk.listLate(time);
  }

  /** How often a container says that it is worked on. */
  public void containersTake(int questions) {
    containers.take(questions);
  }

  /** Breaks containers with this message from now on; empty: no more. */
  public void breakContainers(String message) {
    containers.fail(message);
  }

  /** Says of so many containers that they are not ready when they are to be published. */
  public void notReadyThoughFinished(int times) {
    early = times;
  }

  /**
   * Answers the next call to an edge, {@code media} or {@code media_publish}, with an error of the
   * table in Instagram's documentation.
   *
   * @param done whether it does what it is asked for all the same
   */
  public void stumble(String edge, int code, int subcode, boolean done) {
    stumbles.put("POST me/" + edge, new Stumble(GraphErrors.of(code, subcode, "Try again"), done));
  }

  /** As if the account's token had been made now: within a day, it is not renewed. */
  public void makeToken() {
    issued = now();
  }

  /** How many posts of the day are used up. */
  public void used(int number) {
    used = number;
  }

  /** How much of the account's calls is used up, in percent. */
  public void callsUsed(int percent) {
    calls = percent;
  }

  /** Sets the counters of a post. */
  public void engage(String id, long likes, long views) {
    media.engage(id, likes, views);
  }

  /** Deletes a post in the app, as the account's owner can. */
  public void deleteInApp(String id) {
    media.delete(id);
  }

  @Override
  public RemotePost reply(String to, String text) {
    String id = talk.add("ann", text, to);
    return new RemotePost(id, URI.create("https://www.instagram.com/p/C" + to + "/c/" + id + "/"));
  }

  @Override
  protected Set<String> hidden() {
    return talk.hidden();
  }

  /** Lets people agree to reading only. */
  public synchronized void allowReadingOnly() {
    reading = true;
  }

  /** Refuses to make a token that holds for long of one that does not. */
  public void refuseExchange() {
    exchangeless = true;
  }

  /** Lets a person agree on the page, and gives the code. */
  public String agreed(URI address) {
    return agree(address);
  }

  @Override
  protected synchronized String agree(URI address) {
    Map<String, String> query = Call.query(address);
    boolean known =
        address.getPath().equals("/oauth/authorize")
            && query.getOrDefault("client_id", "").equals(APP)
            && query.getOrDefault("response_type", "").equals("code")
            && query.getOrDefault("scope", "").contains("instagram_business_content_publish")
            && !query.getOrDefault("state", "").isEmpty();
    if (!known) {
      throw new IllegalArgumentException("Instagram shows an error on " + address);
    }
    String code = "AQ" + number();
    codes.put(code, query.getOrDefault("redirect_uri", ""));
    return code;
  }

  @Override
  public List<Executed> posts() {
    List<Executed> all = new ArrayList<>(media.all());
    all.addAll(talk.ours());
    all.sort(Comparator.comparing(Executed::id));
    return all;
  }

  @Override
  protected void forget() {
    media.forget();
    talk.forget();
  }

  @Override
  protected boolean creates(Call call) {
    return call.method().equals("POST")
        && (call.path().endsWith("/media_publish") || call.path().endsWith("/replies"));
  }

  @Override
  protected boolean prepares(Call call) {
    return call.method().equals("POST") && call.path().endsWith("/media");
  }

  @Override
  protected FakeResponse answer(Call call) {
    GraphCall request = GraphCall.of(call, VERSION);
    switch (request.method() + " " + call.path()) {
      case "POST /oauth/access_token" -> {
        return shortLived(call, request);
      }
      case "GET /access_token" -> {
        boolean fits =
            !exchangeless
                && request.get("grant_type").equals("ig_exchange_token")
                && request.get("client_secret").equals(appSecret)
                && request.get("access_token").equals("short-" + token);
        return fits
            ? granted()
            : GraphErrors.of(190, 0, "Malformed access token " + request.get("access_token"));
      }
      case "GET /refresh_access_token" -> {
        boolean fits =
            request.get("grant_type").equals("ig_refresh_token")
                && request.get("access_token").equals(token);
        if (fits && issued.plus(Duration.ofDays(1)).isAfter(now())) {
          return GraphErrors.of(10, 0, "The token must be at least 24 hours old to be refreshed");
        }
        return fits ? granted() : unauthorised(call);
      }
      default -> {}
    }
    return request.get("access_token").equals(token) && call.path().startsWith("/" + VERSION + "/")
        ? authorised(request)
            .header(
                "X-Business-Use-Case-Usage",
                usage(USER, "instagram", calls, Duration.ofMinutes(calls < 100 ? 0 : 7)))
        : unauthorised(call);
  }

  /** Gives a token in a list, and refuses in words that are not those of the Graph API. */
  private synchronized FakeResponse shortLived(Call call, GraphCall request) {
    boolean known =
        call.type().equals("application/x-www-form-urlencoded")
            && request.get("client_id").equals(APP)
            && request.get("client_secret").equals(appSecret)
            && request.get("grant_type").equals("authorization_code");
    String redirect = codes.remove(request.get("code"));
    if (!known || !request.get("redirect_uri").equals(redirect)) {
      return unauthorised(call);
    }
    ObjectNode answer = FakeResponse.object();
    answer
        .putArray("data")
        .addObject()
        .put("access_token", "short-" + token)
        .put("user_id", USER)
        .put(
            "permissions",
            reading
                ? "instagram_business_basic"
                : "instagram_business_basic,instagram_business_content_publish");
    return FakeResponse.json(200, answer);
  }

  private FakeResponse granted() {
    issued = now();
    return FakeResponse.json(
        200,
        FakeResponse.object()
            .put("access_token", token)
            .put("token_type", "bearer")
            .put("expires_in", 5_183_944));
  }

  private FakeResponse authorised(GraphCall request) {
    Stumble stumble = stumbles.remove(request.method() + " " + request.path());
    if (stumble == null) {
      return told(request);
    }
    if (stumble.done()) {
      told(request);
    }
    return stumble.error();
  }

  private FakeResponse told(GraphCall request) {
    return switch (request.method() + " " + request.path()) {
      case "GET me" ->
          FakeResponse.json(
              200,
              FakeResponse.object()
                  .put("user_id", USER)
                  .put("username", ACCOUNT)
                  .put("followers_count", FOLLOWERS));
      case "GET me/content_publishing_limit" -> FakeResponse.json(200, limit());
      case "GET me/media" -> media.list(request);
      case "POST me/media" -> containers.create(request);
      case "POST me/media_publish" -> publish(request);
      default -> named(request);
    };
  }

  private ObjectNode limit() {
    ObjectNode answer = FakeResponse.object();
    ObjectNode told = answer.putArray("data").addObject().put("quota_usage", used);
    told.putObject("config").put("quota_total", 100).put("quota_duration", 86_400);
    return answer;
  }

  private FakeResponse publish(GraphCall request) {
    if (used >= 100) {
      return GraphErrors.of(9, 2207042, "You reached maximum number of posts that is allowed");
    }
    if (early > 0) {
      early--;
      return GraphErrors.of(
          9007, 2207027, "The media is not ready for publishing, please wait for a moment");
    }
    PictureContainers.Container container = containers.publish(request.get("creation_id"));
    return container == null
        ? GraphErrors.of(24, 2207006, "The media with id cannot be found")
        : media.add(container);
  }

  private FakeResponse named(GraphCall request) {
    String[] path = request.path().split("/", 2);
    String edge = path.length == 1 ? "" : path[1];
    return switch (request.method() + " " + edge) {
      case "GET " ->
          containers.has(path[0]) ? containers.status(path[0]) : media.get(path[0], request);
      case "GET insights" -> media.insights(path[0], request);
      case "GET comments" -> talk.comments(path[0], request);
      case "GET replies" -> talk.replies(path[0], request);
      case "POST replies" -> talk.answer(path[0], request);
      case "POST " -> talk.hide(path[0], request);
      default -> GraphErrors.of(2500, 0, "Unknown path components: /" + request.path());
    };
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return GraphErrors.of(4, 0, "Application request limit reached")
        .header("X-Business-Use-Case-Usage", usage(USER, "instagram", 100, pause));
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return call.path().equals("/oauth/access_token")
        ? FakeResponse.json(
            400,
            FakeResponse.object()
                .put("error_type", "OAuthException")
                .put("code", 400)
                .put("error_message", "Invalid authorization code"))
        : super.unauthorised(call);
  }
}
