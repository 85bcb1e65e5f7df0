// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.facebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.post.RemotePost;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jetbrains.annotations.Nullable;

/**
 * Facebook with one page, as strict as developers.facebook.com: tokens of a page and proofs of the
 * application, parameters, photos that are not published, the same twice in a row, metrics that
 * still exist. Nearly all that it refuses is HTTP 400, as there.
 */
public final class FakeFacebook extends GraphNetwork {
  public static final String PAGE = "106500000000001";
  public static final String APP = "1234567890123456";
  public static final String VERSION = "v26.0";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT);
  private static final Pattern OBJECT = Pattern.compile("(\\d+_\\d+)(?:/(comments|insights))?");

  private final PageTokens tokens;
  private final PhotoAlbum photos = new PhotoAlbum(this);
  private final PagePosts posts = new PagePosts(this, photos);
  private final PageThreads threads = new PageThreads(this, posts);
  private final List<URI> read = new CopyOnWriteArrayList<>();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
  private volatile int used = 12;

  /**
   * @param port 0 for any free one
   * @param token the page's access token
   */
  public FakeFacebook(int port, String token, String appSecret, Clock clock) {
    super(port, clock, 1000);
    tokens = new PageTokens(this, token, appSecret);
  }

  /** How late posts and comments are listed. */
  public void listLate(Duration time) {
    posts.listLate(time);
    threads.listLate(time);
  }

  /** Lists comments without saying whose they are, as for some applications. */
  public void hideAuthors() {
    threads.hideAuthors();
  }

  /** Takes the same twice in a row, as nobody promises that Facebook does not. */
  public void takeDuplicates() {
    posts.takeDuplicates();
  }

  /** Cannot read a page that posts lead to. */
  public void cannotRead(URI page) {
    unreadable.add(page.toString());
  }

  @Override
  public List<URI> pagesRead() {
    return List.copyOf(read);
  }

  /** Ends all tokens, as a change of the password does. */
  public void killTokens() {
    tokens.kill();
  }

  /** Takes the permission to post away. */
  public void withdrawPosting() {
    tokens.withdrawPosting();
  }

  /** How much of the page's calls are used up, in percent. */
  public void used(int percent) {
    used = percent;
  }

  /** Sets the counters of a post. */
  public void engage(String id, long reactions, long comments, long views) {
    posts.engage(id, reactions, comments, views);
  }

  /** Lets somebody comment on a post or answer a comment. */
  @Override
  public RemotePost reply(String to, String text) {
    String id = threads.add(to, "900001", text);
    return new RemotePost(id, URI.create("https://www.facebook.com/" + id));
  }

  @Override
  protected Set<String> hidden() {
    return threads.hidden();
  }

  @Override
  protected String agree(URI address) {
    return tokens.agree(address);
  }

  @Override
  public List<Executed> posts() {
    List<Executed> all = new ArrayList<>(posts.all());
    all.addAll(threads.ours());
    all.sort(Comparator.comparingLong(post -> Long.parseLong(post.id().replaceAll("^.*_", ""))));
    return all;
  }

  @Override
  protected void forget() {
    posts.forget();
    threads.forget();
  }

  @Override
  protected boolean creates(Call call) {
    return call.method().equals("POST")
        && (call.path().endsWith("/feed") || call.path().endsWith("/comments"));
  }

  @Override
  protected boolean prepares(Call call) {
    return call.method().equals("POST") && call.path().endsWith("/photos");
  }

  boolean cannotRead(String link) {
    return unreadable.contains(link);
  }

  static String time(Instant time) {
    return TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  @Override
  protected FakeResponse answer(Call call) {
    return answered(call)
        .header("X-App-Usage", "{\"call_count\":3,\"total_cputime\":1,\"total_time\":2}")
        .header("X-Business-Use-Case-Usage", usage(PAGE, "pages", used, Duration.ZERO));
  }

  private FakeResponse answered(Call call) {
    if (!call.path().startsWith("/" + VERSION + "/")) {
      return GraphErrors.of(
          2635, 0, "(#2635) You are calling a deprecated version of the Graph API");
    }
    GraphCall request = GraphCall.of(call, VERSION);
    switch (request.method() + " " + request.path()) {
      case "GET oauth/access_token" -> {
        return tokens.give(request);
      }
      case "GET debug_token" -> {
        return tokens.debug(request);
      }
      case "POST " -> {
        return scrape(request);
      }
      default -> {}
    }
    String token = request.get("access_token");
    if (!tokens.isPage(token) && !tokens.isPerson(token)) {
      return unauthorised(call);
    }
    if (!tokens.proves(request)) {
      return GraphErrors.of(
          100, 0, "API calls from the server require an appsecret_proof argument");
    }
    if (request.is("GET", "me/accounts")) {
      return tokens.isPerson(token) ? tokens.accounts() : GraphErrors.parameter("no such edge");
    }
    return tokens.isPage(token)
        ? ofPage(call, request)
        : GraphErrors.of(200, 0, "(#200) A page access token is required");
  }

  private FakeResponse scrape(GraphCall request) {
    if (!tokens.isApplication(request.get("access_token"))
        || !request.get("scrape").equals("true")) {
      return GraphErrors.of(190, 0, "An app access token is required");
    }
    String page = request.get("id");
    if (unreadable.contains(page)) {
      return GraphErrors.of(100, 1611007, "URL Timeout");
    }
    read.add(URI.create(page));
    return FakeResponse.json(200, FakeResponse.object().put("id", page).put("type", "article"));
  }

  private FakeResponse ofPage(Call call, GraphCall request) {
    Matcher object = OBJECT.matcher(request.path());
    return switch (request.method() + " " + request.path().replace(PAGE + "/", "{page}/")) {
      case "POST {page}/feed" -> posts.create(request);
      case "GET " -> posts.getAll(request);
      case "GET {page}/posts" -> posts.list(request);
      case "POST {page}/photos" -> photos.upload(call, request);
      default -> {
        if (request.is("GET", PAGE)) {
          ObjectNode page = FakeResponse.object().put("name", "Museum").put("id", PAGE);
          yield FakeResponse.json(
              200,
              request.get("fields").contains("followers_count")
                  ? page.put("followers_count", FOLLOWERS)
                  : page);
        }
        yield object.matches()
            ? ofObject(object.group(1), object.group(2), request)
            : GraphErrors.of(2500, 0, "Unknown path components: /" + request.path());
      }
    };
  }

  private FakeResponse ofObject(String id, @Nullable String edge, GraphCall request) {
    boolean comment = threads.has(id);
    if ("comments".equals(edge)) {
      return request.method().equals("GET")
          ? threads.list(id, request)
          : threads.create(id, request);
    }
    if ("insights".equals(edge)) {
      return posts.insights(id, request);
    }
    return switch (request.method()) {
      case "GET" -> posts.get(id, request);
      case "DELETE" -> comment ? threads.delete(id) : posts.delete(id);
      default -> comment ? threads.hide(id, request) : posts.edit(id, request);
    };
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return GraphErrors.of(32, 0, "(#32) Page request limit reached")
        .header("X-Business-Use-Case-Usage", usage(PAGE, "pages", 100, pause));
  }
}
