// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.mastodon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.post.Application;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Mastodon instance with one account, strict about what docs.joinmastodon.org documents: methods,
 * paths, bearer token, fields, lengths, media that take time. {@link #main} runs it alone.
 */
public final class FakeMastodon extends FakeNetwork {
  private static final Pattern STATUS = Pattern.compile("/api/v1/statuses/(\\d+)");
  private static final Pattern CONTEXT = Pattern.compile("/api/v1/statuses/(\\d+)/context");
  private static final Pattern FAVOURITE =
      Pattern.compile("/api/v1/statuses/(\\d+)/(un|)favourite");
  private static final Pattern MEDIUM = Pattern.compile("/api/v1/media/(\\d+)");

  private final String token;
  private final Clock clock;
  private final Statuses statuses;
  private final Attachments media = new Attachments();
  private final Apps apps;
  private final Map<String, FakeResponse> refusals = new ConcurrentHashMap<>();
  private volatile String software = "mastodon";
  private volatile Set<Oddity> oddities = Set.of();
  private volatile Duration late = Duration.ZERO;
  private final Set<String> liked = new HashSet<>();
  private volatile boolean mayLike = true;

  /**
   * @param port 0 for any free one
   * @param token the account's access token
   * @param maxCharacters what the instance allows; 500 is Mastodon's default
   */
  public FakeMastodon(int port, String token, int maxCharacters, Clock clock) {
    super(port);
    this.token = token;
    this.clock = clock;
    apps = new Apps(token);
    statuses = new Statuses(this, media, maxCharacters, clock);
  }

  /** Is another server than Mastodon, of this software, with these oddities. */
  public void be(String name, Oddity... its) {
    software = name;
    oddities = Set.of(its);
  }

  /** How late statuses are listed. */
  public void listLate(Duration time) {
    late = time;
  }

  boolean is(Oddity oddity) {
    return oddities.contains(oddity);
  }

  Duration late() {
    return late;
  }

  /** Runs until killed: {@code FakeMastodon <port> [token]}, token "token" unless given. */
  public static void main(String[] args) throws InterruptedException {
    String token = args.length > 1 ? args[1] : "token";
    int port = Integer.parseInt(args[0]);
    try (FakeMastodon mastodon = new FakeMastodon(port, token, 500, Clock.systemUTC())) {
      System.out.println("{\"url\":\"" + mastodon.uri() + "\"}");
      Thread.currentThread().join();
    }
  }

  /** How often a medium is asked for before it is ready; 0, the start value, is at once. */
  public void mediaTake(int polls) {
    media.take(polls);
  }

  /** Forgets media that are not attached to a status, as instances do after a day. */
  public void forgetMedia() {
    media.forget();
  }

  /**
   * An application that somebody registered before.
   *
   * @param redirect where it sends people back to
   */
  public Application application(String redirect) {
    String scopes = "read:accounts read:statuses write:statuses write:media";
    return Application.none()
        .setting("clientId", apps.add(redirect, scopes))
        .secret("clientSecret", Secret.of(apps.secret()));
  }

  /** Forgets applications that nobody has a token of, as Mastodon does after a day. */
  public void forgetUnusedApplications() {
    apps.vacuum();
  }

  @Override
  public String agree(URI address) {
    return apps.agree(address);
  }

  /** Fails to process the media that were uploaded until now. */
  public void spoilMedia() {
    media.spoil();
  }

  /** Sets the counters of a status. */
  public void engage(String id, long favourites, long reblogs, long replies) {
    statuses.engage(id, favourites, reblogs, replies);
  }

  /**
   * Lets somebody on another server answer a status, or an answer.
   *
   * @param html the answer as Mastodon gives it
   * @param visibility {@code public}, {@code unlisted}, {@code private} or {@code direct}
   * @return the id of the answer
   */
  public String reply(String to, String author, String html, String visibility) {
    return statuses.reply(to, author, html, visibility);
  }

  @Override
  public RemotePost reply(String to, String text) {
    String id = reply(to, "ann", "<p>" + text + "</p>", "public");
    return new RemotePost(id, URI.create("https://elsewhere.example/@ann/" + id));
  }

  /** Lets the author of an answer delete it. */
  public void deleteReply(String id) {
    statuses.deleteReply(id);
  }

  @Override
  public List<Executed> posts() {
    return statuses.all();
  }

  @Override
  protected void forget() {
    statuses.forget();
  }

  @Override
  protected boolean creates(Call call) {
    return call.is("POST", "/api/v1/statuses");
  }

  @Override
  protected boolean prepares(Call call) {
    return call.is("POST", "/api/v2/media");
  }

  @Override
  protected FakeResponse answer(Call call) {
    if (call.is("GET", "/api/v2/instance")) {
      return is(Oddity.FIRST_VERSION_ONLY)
          ? error(404, "Not Found")
          : FakeResponse.json(200, instance());
    }
    if (call.is("GET", "/api/v1/instance")) {
      ObjectNode old = FakeResponse.object().put("uri", host()).put("version", "2.7.2");
      return FakeResponse.json(200, old.put("max_toot_chars", statuses.maxCharacters()));
    }
    if (call.is("GET", "/nodeinfo/2.0") && is(Oddity.HAS_NO_NODEINFO)) {
      return FakeResponse.html(200, "<html><body>Welcome!</body></html>");
    }
    if (call.is("GET", "/nodeinfo/2.0")) {
      ObjectNode info = FakeResponse.object().put("version", "2.0");
      info.putObject("software").put("name", software).put("version", "1.0");
      return FakeResponse.json(200, info);
    }
    if (call.is("POST", "/api/v1/apps")) {
      return apps.register(call);
    }
    if (call.is("GET", "/oauth/authorize")) {
      return apps.authorize(call);
    }
    if (call.is("POST", "/oauth/token")) {
      return apps.token(call);
    }
    if (!call.bearer().map(token::equals).orElse(false)) {
      return unauthorised(call);
    }
    Matcher status = STATUS.matcher(call.path());
    Matcher medium = MEDIUM.matcher(call.path());
    Matcher context = CONTEXT.matcher(call.path());
    Matcher favourite = FAVOURITE.matcher(call.path());
    return switch (call.toString()) {
      case "GET /api/v1/accounts/verify_credentials" -> FakeResponse.json(200, account());
      case "GET /api/v1/accounts/1/statuses" ->
          is(Oddity.REFUSES_THE_LIST) ? error(403, "This is not allowed") : statuses.list(call);
      case "GET /api/v1/statuses" ->
          is(Oddity.ONE_STATUS_A_CALL)
              ? error(404, "The page you were looking for doesn't exist")
              : statuses.getAll(call);
      case "POST /api/v1/statuses" -> replayed(call);
      case "POST /api/v2/media" -> media.upload(call);
      default -> {
        if (status.matches() && call.method().equals("GET")) {
          yield statuses.get(status.group(1));
        }
        if (status.matches() && call.method().equals("PUT")) {
          yield statuses.edit(status.group(1), call);
        }
        if (status.matches() && call.method().equals("DELETE")) {
          yield statuses.delete(status.group(1));
        }
        if (favourite.matches() && call.method().equals("POST")) {
          yield favourite(favourite.group(1), favourite.group(2).isEmpty());
        }
        if (context.matches() && call.method().equals("GET")) {
          yield statuses.context(context.group(1));
        }
        if (medium.matches() && call.method().equals("GET")) {
          yield media.get(medium.group(1));
        }
        yield error(404, "Record not found");
      }
    };
  }

  private synchronized FakeResponse favourite(String id, boolean like) {
    FakeResponse status = statuses.get(id);
    if (!mayLike) {
      return error(403, "This action is outside the authorized scopes");
    }
    if (status.status() == 200 && like) {
      liked.add(id);
    } else {
      liked.remove(id);
    }
    return status;
  }

  /** From now on the token lacks the scope for likes, as those that were made before likes were. */
  public void forbidLikes() {
    mayLike = false;
  }

  /** Ids of what the account likes. */
  public synchronized Set<String> liked() {
    return Set.copyOf(liked);
  }

  private FakeResponse replayed(Call call) {
    FakeResponse before = refusals.get(call.header("idempotency-key").orElse(""));
    return before == null ? kept(statuses.create(call), call) : before;
  }

  /** Keeps a refusal where the server does so. */
  private FakeResponse kept(FakeResponse answer, Call call) {
    if (is(Oddity.REPLAYS_FAULTS) && answer.status() >= 400 && creates(call)) {
      refusals.putIfAbsent(call.header("idempotency-key").orElse(""), answer);
    }
    return answer;
  }

  /** A refusal of a status for what is in it. */
  FakeResponse wrong(String reason, Call call) {
    return is(Oddity.REFUSES_WITH_401) ? error(401, reason) : invalid(reason, call);
  }

  ObjectNode account() {
    return FakeResponse.object()
        .put("id", "1")
        .put("username", "cms")
        .put("acct", "cms")
        .put("display_name", "CMS")
        .put("followers_count", FOLLOWERS)
        .put("url", uri() + "/@cms");
  }

  private ObjectNode instance() {
    ObjectNode instance = FakeResponse.object().put("domain", host()).put("version", "4.5.0");
    int url = is(Oddity.COUNTS_CODE_POINTS) ? 25 : Statuses.URL_LENGTH;
    ObjectNode configuration = instance.putObject("configuration");
    configuration
        .putObject("statuses")
        .put("max_characters", statuses.maxCharacters())
        .put("max_media_attachments", 4)
        .put("characters_reserved_per_url", url);
    ObjectNode attachments = configuration.putObject("media_attachments");
    attachments.put("image_size_limit", 16_777_216).put("image_matrix_limit", 33_177_600);
    attachments.put("description_limit", Attachments.MAX_DESCRIPTION);
    ArrayNode types = JsonNodeFactory.instance.arrayNode();
    Attachments.TYPES.forEach(types::add);
    attachments.set("supported_mime_types", types);
    return instance;
  }

  static FakeResponse error(int status, String text) {
    return FakeResponse.json(status, FakeResponse.object().put("error", text));
  }

  @Override
  protected FakeResponse serverError(int status, Call call) {
    return kept(super.serverError(status, call), call);
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    Instant end = clock.instant().plus(pause);
    String reset =
        is(Oddity.SECONDS_SINCE_1970) ? String.valueOf(end.getEpochSecond()) : end.toString();
    FakeResponse refused =
        error(429, "Too many requests")
            .header("X-RateLimit-Limit", "300")
            .header("X-RateLimit-Remaining", "0")
            .header("X-RateLimit-Reset", reset);
    return kept(refused, call);
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return error(is(Oddity.REFUSES_TOKENS_WITH_422) ? 422 : 401, "The access token is invalid");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return kept(error(422, "Validation failed: " + reason), call);
  }
}
