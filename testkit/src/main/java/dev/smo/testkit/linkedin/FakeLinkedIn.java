// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.linkedin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.post.RemotePost;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LinkedIn with one member who administers one page, as strict as learn.microsoft.com/linkedin: the
 * version of each call, headers of Rest.li, fields, pictures that take time, words that are cut
 * without a word, duplicates by the name of the first, tokens that last for sixty days.
 */
public final class FakeLinkedIn extends FakeNetwork {
  public static final String PAGE = "urn:li:organization:2414183";
  public static final String MEMBER = "urn:li:person:yrZCpj2Z12";
  public static final String CLIENT_ID = "86abcdefgh1234";
  public static final String VERSION = "202609";

  private static final Pattern POST =
      Pattern.compile("/rest/posts/(urn:li:(?:share|ugcPost):\\d+)");
  private static final Pattern IMAGE = Pattern.compile("/rest/images/(urn:li:image:\\w+)");
  private static final Pattern UPLOAD = Pattern.compile("/dms-uploads/(\\d+)/uploaded-image/0");
  private static final Pattern COMMENTS =
      Pattern.compile("/rest/socialActions/(urn:li:[a-zA-Z]+:[^/]+)/comments");
  private static final Pattern COMMENT =
      Pattern.compile("/rest/socialActions/(urn:li:activity:\\d+)/comments/(\\d+)");

  private final String token;
  private final Clock clock;
  private final MemberTokens tokens;
  private final Pictures pictures = new Pictures(this);
  private final Posts posts = new Posts(this, pictures);
  private final MemberNumbers numbers = new MemberNumbers();
  private final Threads threads = new Threads(this, posts);
  private volatile String active = VERSION;
  private volatile BooleanSupplier actsBeforeErrors = () -> false;
  private long last;

  /**
   * @param port 0 for any free one
   * @param token the member's access token
   */
  public FakeLinkedIn(int port, String token, String clientSecret, Clock clock) {
    super(port);
    this.token = token;
    this.clock = clock;
    tokens = new MemberTokens(this, token, clientSecret, clock.instant());
  }

  /** Ends all versions but one. */
  public void keepOnly(String version) {
    active = version;
  }

  /** How often a picture is asked for before it is ready; 0, the start value, is at once. */
  public void picturesTake(int polls) {
    pictures.take(polls);
  }

  /** Whether pictures that arrive from now on cannot be worked on. */
  public void spoilPictures(boolean wanted) {
    pictures.spoil(wanted);
  }

  /** How late posts and comments are listed. */
  public void listLate(Duration time) {
    posts.listLate(time);
    threads.listLate(time);
  }

  /** Lets nobody comment, as where the application has no permission for it. */
  public void refuseComments() {
    threads.refuse();
  }

  /** Tells numbers of a member's posts by their {@code queryType}, and 0 of those not named. */
  public void tellMembers(Map<String, Integer> told) {
    numbers.tell(told);
  }

  /** Takes the same words again, as nobody promises that LinkedIn does not. */
  public void takeDuplicates() {
    posts.takeDuplicates();
  }

  /** Whether a call is executed before it is answered with 5xx, asked each time. */
  public void actBeforeErrors(BooleanSupplier wanted) {
    actsBeforeErrors = wanted;
  }

  /** Gives refresh tokens, as to partners. */
  public void issueRefreshTokens() {
    tokens.issueRefreshTokens();
  }

  /** Sets the counters of a post. */
  public void engage(String id, long likes, long comments, long views) {
    posts.engage(id, likes, comments, views);
  }

  /** Lets a member comment on a post or answer a comment. */
  @Override
  public RemotePost reply(String to, String text) {
    String urn = threads.add(to, "urn:li:person:ann", text);
    return new RemotePost(urn, URI.create("https://www.linkedin.com/feed/update/" + urn));
  }

  @Override
  protected String agree(URI address) {
    return tokens.agree(address);
  }

  @Override
  public List<Executed> posts() {
    List<Executed> all = new ArrayList<>(posts.all());
    all.addAll(threads.ours());
    all.sort(Comparator.comparingLong(FakeLinkedIn::numberOf));
    return all;
  }

  private static long numberOf(Executed post) {
    return Long.parseLong(post.id().replaceAll("^.*[:,]|\\)$", ""));
  }

  @Override
  protected void forget() {
    posts.forget();
    threads.forget();
  }

  @Override
  protected boolean keepsLanguages() {
    return false;
  }

  @Override
  protected boolean creates(Call call) {
    return call.is("POST", "/rest/posts")
        || (call.method().equals("POST") && COMMENTS.matcher(call.path()).matches());
  }

  @Override
  protected boolean prepares(Call call) {
    return call.method().equals("PUT");
  }

  Instant now() {
    return clock.instant();
  }

  /** A new number, whose upper bits are the time. */
  synchronized long number() {
    last = Math.max(last + 2, now().toEpochMilli() << 22);
    return last;
  }

  boolean mayPostFor(String author) {
    return author.equals(PAGE) || author.equals(MEMBER);
  }

  @Override
  protected FakeResponse answer(Call call) {
    switch (call.toString()) {
      case "POST /oauth/v2/accessToken" -> {
        return tokens.give(call);
      }
      case "POST /oauth/v2/introspectToken" -> {
        return tokens.introspect(call);
      }
      default -> {}
    }
    if (!call.bearer().map(token::equals).orElse(false) || !tokens.isAlive()) {
      return unauthorised(call);
    }
    Matcher upload = UPLOAD.matcher(call.path());
    if (upload.matches() && call.method().equals("PUT")) {
      return pictures.put(upload.group(1), call);
    }
    if (call.is("GET", "/v2/userinfo")) {
      return FakeResponse.json(
          200, FakeResponse.object().put("sub", MEMBER.replaceAll("^.*:", "")).put("name", "Ada"));
    }
    return call.path().startsWith("/rest/") ? versioned(call) : nothing(call);
  }

  private FakeResponse versioned(Call call) {
    String version = call.header("linkedin-version").orElse("");
    if (!version.equals(active)) {
      return version.isEmpty()
          ? Refusals.of(400, "VERSION_MISSING", "A version must be present.")
          : Refusals.of(
              426, "NONEXISTENT_VERSION", "Requested version " + version + " is not active");
    }
    if (!call.header("x-restli-protocol-version").orElse("").equals("2.0.0")) {
      return Refusals.of(400, "ILLEGAL_ARGUMENT", "X-Restli-Protocol-Version must be 2.0.0");
    }
    return switch (call.toString()) {
      case "POST /rest/posts" -> posts.create(call);
      case "GET /rest/posts" -> posts.list(call);
      case "POST /rest/images" -> pictures.initialize(call);
      case "GET /rest/organizationalEntityShareStatistics" -> posts.statistics(call);
      case "GET /rest/memberCreatorPostAnalytics" -> numbers.of(call);
      case "GET /rest/organizationAcls" -> FakeResponse.json(200, roles());
      case "GET /rest/organizations" -> FakeResponse.json(200, organizations());
      case "GET /rest/networkSizes/urn:li:organization:2414183" ->
          FakeResponse.json(200, FakeResponse.object().put("firstDegreeSize", FOLLOWERS));
      case "GET /rest/organizations/2414183" -> FakeResponse.json(200, organization());
      default -> named(call);
    };
  }

  private FakeResponse named(Call call) {
    Matcher post = POST.matcher(call.path());
    Matcher image = IMAGE.matcher(call.path());
    Matcher comments = COMMENTS.matcher(call.path());
    Matcher comment = COMMENT.matcher(call.path());
    if (post.matches()) {
      return switch (call.method()) {
        case "GET" -> posts.get(post.group(1));
        case "POST" -> posts.edit(post.group(1), call);
        case "DELETE" -> posts.delete(post.group(1), call);
        default -> nothing(call);
      };
    }
    if (image.matches() && call.method().equals("GET")) {
      return pictures.get(image.group(1));
    }
    if (comments.matches()) {
      return call.method().equals("GET")
          ? threads.list(comments.group(1), call)
          : threads.create(comments.group(1), call);
    }
    return comment.matches() && call.method().equals("DELETE")
        ? threads.delete(comment.group(1), comment.group(2), call)
        : nothing(call);
  }

  private FakeResponse nothing(Call call) {
    return Refusals.of(404, "RESOURCE_NOT_FOUND", "No virtual resource found for " + call);
  }

  private static ObjectNode roles() {
    ObjectNode answer = FakeResponse.object();
    ArrayNode elements = answer.putArray("elements");
    for (String role : new String[] {"ADMINISTRATOR", "ANALYST"}) {
      elements
          .addObject()
          .put("organization", role.equals("ANALYST") ? "urn:li:organization:9" : PAGE)
          .put("roleAssignee", MEMBER)
          .put("role", role)
          .put("state", "APPROVED");
    }
    return answer;
  }

  private static ObjectNode organization() {
    return FakeResponse.object()
        .put("id", 2_414_183)
        .put("vanityName", "museum")
        .put("localizedName", "Museum");
  }

  private static ObjectNode organizations() {
    ObjectNode answer = FakeResponse.object();
    answer.putObject("results").set("2414183", organization());
    return answer;
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return Refusals.of(429, "TOO_MANY_REQUESTS", "Resource level throttle limit is reached")
        .header("Retry-After", String.valueOf(pause.toSeconds()));
  }

  @Override
  protected FakeResponse serverError(int status, Call call) {
    if (actsBeforeErrors.getAsBoolean()) {
      answer(call);
    }
    return Refusals.of(status, "INTERNAL_SERVER_ERROR", "Internal Server Error");
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return call.path().startsWith("/oauth/")
        ? MemberTokens.refused(401, "invalid_client", "Client authentication failed")
        : Refusals.of(401, "INVALID_ACCESS_TOKEN", "Invalid access token");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return Refusals.invalid(reason);
  }
}
