// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.post.RemotePost;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A PDS with one account, for faults that a real one cannot be brought to: it answers as the real
 * one was seen to, and knows only the methods that a publisher needs.
 */
public final class FakeBluesky extends FakeNetwork {
  public static final String HANDLE = "cms.test";
  public static final String DID = "did:plc:fake234567abcdefghijklmn";

  private static final String LIKES = "app.bsky.feed.like";
  private static final Duration ACCESS = Duration.ofMinutes(120);

  private final String password;
  private final Clock clock;
  private final Map<String, JsonNode> blobs = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> posts = Collections.synchronizedMap(new LinkedHashMap<>());
  private final AppView appView = new AppView(DID);
  private final ThreadGates gates = new ThreadGates(DID);
  private final QuoteGates quotes = new QuoteGates(DID);
  private final Map<String, JsonNode> likes = new ConcurrentHashMap<>();
  private final Map<String, String> people = new ConcurrentHashMap<>();
  private final FakeAuthorization authorization;
  private volatile String access;
  private volatile String refresh;
  private volatile boolean expired;
  private volatile boolean refreshRefused;
  private volatile boolean didDoc = true;
  private int sessions;

  /**
   * @param password the app password; stands in every token too, so that a leak is seen
   */
  public FakeBluesky(int port, String password, Clock clock) {
    super(port);
    this.password = password;
    this.clock = clock;
    access = token("access");
    refresh = token("refresh");
    authorization = new FakeAuthorization(this::uri, password, DID);
    people.put(HANDLE, DID);
  }

  /** Where the account's owner signs in. */
  public FakeAuthorization authorization() {
    return authorization;
  }

  @Override
  protected String agree(URI address) {
    return authorization.agree(address);
  }

  @Override
  protected String issuer() {
    return authorization.issuer();
  }

  @Override
  protected Map<String, String> told(URI address) {
    return authorization.told(address);
  }

  /** The access token that holds now. */
  public String accessJwt() {
    return access;
  }

  public String refreshJwt() {
    return refresh;
  }

  /** Lets the access token expire. */
  public void expire() {
    expired = true;
  }

  /** What an AppView, which this fake is too, knows of people's doings. */
  public AppView appView() {
    return appView;
  }

  /** Which answers the account hides, thread by thread. */
  public ThreadGates gates() {
    return gates;
  }

  /** Posts that nobody may quote. */
  public QuoteGates quotes() {
    return quotes;
  }

  /** Lets a handle be known as somebody's. */
  public void know(String handle, String did) {
    people.put(handle, did);
  }

  /** Takes the refresh token back. */
  public void refuseRefresh() {
    refreshRefused = true;
  }

  /** From now on answers log-ins without the account's DID document, which is optional. */
  public void leaveOutDidDoc() {
    didDoc = false;
  }

  private String token(String kind) {
    String claims = "{\"exp\":" + clock.instant().plus(ACCESS).getEpochSecond() + "}";
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return "e30." + encoded + "." + kind + sessions + password;
  }

  @Override
  protected FakeResponse answer(Call call) {
    return switch (call.toString()) {
      case "POST /xrpc/com.atproto.server.createSession" -> createSession(call.json());
      case "POST /xrpc/com.atproto.server.refreshSession" -> refreshSession(call);
      case "GET /xrpc/com.atproto.repo.getRecord" -> get(call);
      case "GET /xrpc/com.atproto.identity.resolveHandle" -> resolve(call);
      case "GET /xrpc/app.bsky.actor.getProfile" ->
          FakeResponse.json(
              200, FakeResponse.object().put("did", DID).put("followersCount", FOLLOWERS));
      case "GET /xrpc/app.bsky.feed.getPosts" -> appView.posts(call, posts.keySet());
      case "GET /xrpc/app.bsky.feed.getPostThread" -> appView.thread(call, posts.keySet());
      default -> authorization.answer(call).orElseGet(() -> inSession(call));
    };
  }

  private FakeResponse inSession(Call call) {
    if (FakeAuthorization.isBound(call)) {
      Optional<FakeResponse> refusal = authorization.refusal(call);
      return authorization.telling(refusal.orElseGet(() -> authorised(call)));
    }
    return call.bearer().filter(access::equals).isEmpty()
        ? error(400, "InvalidToken", "Token could not be verified")
        : expired ? error(400, "ExpiredToken", "Token has expired") : authorised(call);
  }

  private FakeResponse authorised(Call call) {
    return switch (call.toString()) {
      case "GET /xrpc/com.atproto.server.getSession" ->
          FakeResponse.json(200, FakeResponse.object().put("handle", HANDLE).put("did", DID));
      case "POST /xrpc/com.atproto.repo.uploadBlob" -> upload(call);
      case "POST /xrpc/com.atproto.repo.putRecord" -> put(call.json());
      case "POST /xrpc/com.atproto.repo.deleteRecord" -> delete(call.json());
      default -> error(501, "MethodNotImplemented", "Method Not Implemented");
    };
  }

  private FakeResponse delete(JsonNode input) {
    String rkey = input.path("rkey").asText();
    switch (input.path("collection").asText()) {
      case ThreadGates.COLLECTION -> gates.delete(rkey);
      case QuoteGates.COLLECTION -> quotes.delete(rkey);
      case LIKES -> likes.remove(rkey);
      default -> posts.remove(rkey);
    }
    return FakeResponse.json(200, FakeResponse.object());
  }

  private FakeResponse resolve(Call call) {
    String did = people.getOrDefault(call.query("handle").orElse(""), "");
    return did.isEmpty()
        ? error(400, "InvalidRequest", "Unable to resolve handle")
        : FakeResponse.json(200, FakeResponse.object().put("did", did));
  }

  private FakeResponse createSession(JsonNode login) {
    boolean right =
        login.path("identifier").asText().equals(HANDLE)
            && login.path("password").asText().equals(password);
    return right
        ? session()
        : error(401, "AuthenticationRequired", "Invalid identifier or password");
  }

  private FakeResponse refreshSession(Call call) {
    if (call.body().length > 0) {
      return error(400, "InvalidRequest", "A request body was provided when none was expected");
    }
    if (refreshRefused || call.bearer().filter(refresh::equals).isEmpty()) {
      return error(400, "ExpiredToken", "Token has been revoked");
    }
    return session();
  }

  private synchronized FakeResponse session() {
    sessions++;
    access = token("access");
    refresh = token("refresh");
    expired = false;
    refreshRefused = false;
    ObjectNode session = FakeResponse.object().put("accessJwt", access).put("refreshJwt", refresh);
    session.put("handle", HANDLE).put("did", DID).put("active", true);
    if (didDoc) {
      session
          .putObject("didDoc")
          .putArray("service")
          .addObject()
          .put("id", "#atproto_pds")
          .put("type", "AtprotoPersonalDataServer")
          .put("serviceEndpoint", uri().toString());
    }
    return FakeResponse.json(200, session);
  }

  private FakeResponse upload(Call call) {
    String cid = "bafkrei" + Integer.toHexString(java.util.Arrays.hashCode(call.body()));
    ObjectNode blob = FakeResponse.object().put("$type", "blob").put("mimeType", call.type());
    blob.put("size", call.body().length).putObject("ref").put("$link", cid);
    blobs.put(cid, blob);
    return FakeResponse.json(200, FakeResponse.object().set("blob", blob));
  }

  private FakeResponse put(JsonNode input) {
    switch (input.path("collection").asText()) {
      case ThreadGates.COLLECTION -> {
        return gates.put(input, posts.keySet());
      }
      case QuoteGates.COLLECTION -> {
        return quotes.put(input, posts.keySet());
      }
      case LIKES -> {
        return like(input.path("rkey").asText(), input.path("record"));
      }
      default -> {}
    }
    String wrong = Lexicon.wrong(input, DID);
    if (!wrong.isEmpty()) {
      return error(400, "InvalidRequest", wrong);
    }
    JsonNode record = input.path("record");
    for (String cid : record.path("embed").findValuesAsText("$link")) {
      if (!blobs.containsKey(cid)) {
        return error(400, "BlobNotFound", "Could not find blob: " + cid);
      }
    }
    JsonNode there = posts.get(input.path("rkey").asText());
    if (there != null && input.path("swapRecord").isNull()) {
      return error(400, "InvalidSwap", "Record was at " + cid(there));
    }
    posts.put(input.path("rkey").asText(), record);
    ObjectNode output = FakeResponse.object().put("uri", uri(input.path("rkey").asText()));
    return FakeResponse.json(200, output.put("cid", cid(record)).put("validationStatus", "valid"));
  }

  private FakeResponse like(String rkey, JsonNode record) {
    JsonNode subject = record.path("subject");
    boolean whole =
        record.path("$type").asText().equals(LIKES)
            && record.path("createdAt").asText().matches("\\d{4}-\\d\\d-\\d\\dT.*Z")
            && subject.path("uri").asText().startsWith("at://")
            && subject.path("cid").asText().startsWith("bafy");
    if (!whole) {
      return error(400, "InvalidRequest", "Invalid app.bsky.feed.like record");
    }
    likes.put(rkey, record);
    return FakeResponse.json(
        200,
        FakeResponse.object()
            .put("uri", "at://" + DID + "/" + LIKES + "/" + rkey)
            .put("cid", cid(record)));
  }

  /** Addresses of what the account likes, one for each like. */
  public List<String> liked() {
    return likes.values().stream().map(like -> like.at("/subject/uri").asText()).toList();
  }

  static String cid(JsonNode record) {
    return "bafyrei" + Integer.toHexString(record.toString().hashCode());
  }

  /** Forgets blobs that no post refers to yet, as a PDS does after some hours. */
  public void forgetBlobs() {
    blobs.clear();
  }

  /** Records of others come from the AppView, as they do from a real PDS. */
  private FakeResponse get(Call call) {
    String rkey = call.query("rkey").orElse("");
    String collection = call.query("collection").orElse("");
    String repo = call.query("repo").orElse("");
    String uri = "at://" + repo + "/" + collection + "/" + rkey;
    Optional<JsonNode> record =
        !repo.equals(DID)
            ? appView.record(uri, this::reference)
            : switch (collection) {
              case ThreadGates.COLLECTION -> gates.get(rkey);
              case QuoteGates.COLLECTION -> quotes.get(rkey);
              default -> Optional.ofNullable(posts.get(rkey));
            };
    if (record.isEmpty()) {
      return error(400, "RecordNotFound", "Could not locate record: " + uri);
    }
    ObjectNode found = FakeResponse.object().put("uri", uri).put("cid", cid(record.get()));
    return FakeResponse.json(200, found.set("value", record.get()));
  }

  private ObjectNode reference(String uri) {
    JsonNode own = posts.getOrDefault(uri.substring(uri.lastIndexOf('/') + 1), NullNode.instance);
    return FakeResponse.object().put("uri", uri).put("cid", cid(own));
  }

  @Override
  public RemotePost reply(String to, String text) {
    String uri = appView.reply(to, "ann", text, "");
    return new RemotePost(
        uri,
        URI.create(
            "https://bsky.app/profile/did:plc:ann/post/"
                + uri.substring(uri.lastIndexOf('/') + 1)));
  }

  @Override
  public Set<String> hidden() {
    return gates.hidden();
  }

  private static String uri(String rkey) {
    return "at://" + DID + "/app.bsky.feed.post/" + rkey;
  }

  @Override
  protected boolean creates(Call call) {
    return call.is("POST", "/xrpc/com.atproto.repo.putRecord")
        && !authorization.wantsNonce(call)
        && call.json().path("collection").asText().equals("app.bsky.feed.post");
  }

  @Override
  protected boolean prepares(Call call) {
    return call.is("POST", "/xrpc/com.atproto.repo.uploadBlob") && !authorization.wantsNonce(call);
  }

  @Override
  public List<Executed> posts() {
    List<Executed> all = new ArrayList<>();
    synchronized (posts) {
      posts.forEach((rkey, post) -> all.add(executed(rkey, post)));
    }
    return all;
  }

  private static Executed executed(String rkey, JsonNode post) {
    return new Executed(uri(rkey), post.path("text").asText(), post)
        .in(post.path("langs").path(0).asText())
        .picturing(post.path("embed").path("images").findValuesAsText("alt"))
        .answering(post.at("/reply/parent/uri").asText());
  }

  @Override
  protected void forget() {
    posts.clear();
    gates.forget();
    quotes.forget();
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    long reset = clock.instant().plus(pause).getEpochSecond();
    return error(429, "RateLimitExceeded", "Rate Limit Exceeded")
        .header("RateLimit-Limit", "3000")
        .header("RateLimit-Remaining", "0")
        .header("RateLimit-Reset", String.valueOf(reset))
        .header("RateLimit-Policy", "3000;w=300");
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return error(400, "ExpiredToken", "Token has expired");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return error(400, "InvalidRequest", reason);
  }

  @Override
  protected FakeResponse serverError(int status, Call call) {
    return error(status, "InternalServerError", "Internal Server Error");
  }

  static FakeResponse error(int status, String name, String message) {
    return FakeResponse.json(
        status, FakeResponse.object().put("error", name).put("message", message));
  }
}
