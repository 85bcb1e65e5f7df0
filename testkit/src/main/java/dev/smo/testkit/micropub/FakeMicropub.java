// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.micropub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.FormPart;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A site with IndieAuth and Micropub, as strict as their specifications: discovery, PKCE, a client
 * that is an address, scopes, JSON, pictures that are uploaded before. What is gone already it
 * refuses to delete with 400, as some do.
 */
public final class FakeMicropub extends FakeNetwork {
  /** Places to which it sends copies. */
  public static final Set<String> PLACES =
      Set.of("https://social.example/@museum", "https://archive.example/");

  private static final Set<String> PROPERTIES =
      Set.of("content", "category", "photo", "mp-syndicate-to", "name", "bookmark-of");

  private final SiteTokens tokens;
  private final Map<String, ObjectNode> posts = new LinkedHashMap<>();
  private final List<String> pictures = new ArrayList<>();
  private String place = "";
  private String endpoint = "/micropub?site=1&amp;lang=en";
  private boolean inHeaders;
  private boolean withoutMedia;
  private String mediaEndpoint = "";
  private boolean withoutMetadata;
  private boolean withoutQuestions;
  private long last;

  /**
   * @param port 0 for any free one
   * @param secret stands in every token, so that a leak is seen
   */
  public FakeMicropub(int port, String secret) {
    super(port);
    tokens = new SiteTokens(secret, this::uri);
  }

  public String token() {
    return tokens.access();
  }

  public String refresh() {
    return tokens.refresh();
  }

  /** Answers no question, as sites do that know the first Micropub only. */
  public synchronized void knowNoQuestions() {
    withoutQuestions = true;
  }

  /** Names what belongs to it in headers instead of its page. */
  public synchronized void tellInHeaders() {
    inHeaders = true;
  }

  /** Says of each new post that it is here. */
  public synchronized void sayPlace(String text) {
    place = text;
  }

  /** Names the endpoint of somebody else, as a page does that a stranger has changed. */
  public synchronized void nameEndpoint(String address) {
    endpoint = address;
  }

  /** Tells another address at which pictures are taken. */
  public synchronized void nameMediaEndpoint(String address) {
    mediaEndpoint = address;
  }

  /** Takes no pictures. */
  public synchronized void takeNoPictures() {
    withoutMedia = true;
  }

  /** Names both servers itself, as older sites do. */
  public synchronized void haveNoMetadata() {
    withoutMetadata = true;
  }

  /** Says that tokens belong to another address; empty: does not say it. */
  public synchronized void signInAs(String me) {
    tokens.name(me);
  }

  /** Lets the next person agree to reading only. */
  public synchronized void allowReadingOnly() {
    tokens.allowReadingOnly();
  }

  /** Lets a person agree on the page, and gives the code. */
  public String agreed(URI address) {
    return agree(address);
  }

  @Override
  protected String agree(URI address) {
    return tokens.agree(address);
  }

  @Override
  protected String issuer() {
    return uri().toString();
  }

  @Override
  protected boolean keepsLanguages() {
    return false;
  }

  @Override
  protected boolean creates(Call call) {
    return call.is("POST", "/micropub") && !call.json().has("action");
  }

  @Override
  protected boolean prepares(Call call) {
    return call.is("POST", "/media");
  }

  @Override
  protected synchronized FakeResponse answer(Call call) {
    switch (call.toString()) {
      case "GET /", "GET /ada" -> {
        return page();
      }
      case "GET /metadata" -> {
        ObjectNode metadata = FakeResponse.object().put("issuer", uri().toString());
        metadata.put("authorization_endpoint", uri() + "/auth");
        metadata.put("authorization_response_iss_parameter_supported", true);
        return FakeResponse.json(200, metadata.put("token_endpoint", uri() + "/token"));
      }
      case "POST /token" -> {
        return tokens.grant(call);
      }
      default -> {}
    }
    if (call.method().equals("GET") && call.path().startsWith("/posts/")) {
      return posts.containsKey(uri() + call.path())
          ? FakeResponse.html(200, "<html>A post</html>")
          : FakeResponse.html(410, "<html>Gone</html>");
    }
    return call.bearer().orElse("").equals(token()) ? authorised(call) : unauthorised(call);
  }

  private FakeResponse page() {
    if (inHeaders) {
      return FakeResponse.html(200, "<html>Museum</html>")
          .header(
              "Link", "<https://hub.example/>; rel=\"hub\", </micropub?site=1>; rel=\"micropub\"");
    }
    String servers =
        withoutMetadata
            ? "<link rel='authorization_endpoint' href='/auth'>"
                + "<LINK href=/token rel=\"token_endpoint\">"
            : "<link rel=\"indieauth-metadata\" href=\"/metadata\">";
    return FakeResponse.html(
        200,
        "<html><head><link rel=\"stylesheet\" href=\"/micropub.css\">"
            + servers
            + "<link href=\""
            + endpoint
            + "\" rel=\"me micropub\">");
  }

  private FakeResponse authorised(Call call) {
    String asked = call.query("q").orElse("");
    return switch (call.toString()) {
      case "GET /micropub" -> {
        ObjectNode answer = FakeResponse.object();
        if (asked.equals("config") && !withoutMedia) {
          answer.put("media-endpoint", mediaEndpoint.isEmpty() ? uri() + "/media" : mediaEndpoint);
        }
        ArrayNode places = answer.putArray("syndicate-to");
        PLACES.stream()
            .sorted()
            .forEach(uid -> places.addObject().put("uid", uid).put("name", "Copy " + uid));
        yield Set.of("config", "syndicate-to").contains(asked) && !withoutQuestions
            ? FakeResponse.json(200, answer)
            : error(400, "invalid_request", "Unknown query");
      }
      case "POST /media" -> upload(call);
      case "POST /micropub" -> call.json().has("action") ? act(call.json()) : create(call);
      default -> error(404, "not_found", "Not found");
    };
  }

  private FakeResponse upload(Call call) {
    FormPart file = FormPart.all(call).get("file");
    if (file == null || !file.type().startsWith("image/") || file.content().length == 0) {
      return error(400, "invalid_request", "No file was sent");
    }
    String place = "https://media.example/" + ++last + ".jpg";
    pictures.add(place);
    return new FakeResponse(201, Map.of("Location", place), new byte[0]);
  }

  private FakeResponse create(Call call) {
    JsonNode entry = call.json();
    JsonNode properties = entry.path("properties");
    if (!call.type().equals("application/json")
        || !entry.path("type").path(0).asText().equals("h-entry")
        || properties.path("content").path(0).asText().isBlank()) {
      return error(400, "invalid_request", "The entry has no type or no content");
    }
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      if (!PROPERTIES.contains(property.getKey()) || !property.getValue().isArray()) {
        return error(400, "invalid_request", "Wrong property " + property.getKey());
      }
    }
    for (JsonNode photo : properties.path("photo")) {
      if (!pictures.contains(photo.path("value").asText())) {
        return error(400, "invalid_request", "Unknown photo");
      }
    }
    for (JsonNode place : properties.path("mp-syndicate-to")) {
      if (!PLACES.contains(place.asText())) {
        return error(400, "invalid_request", "Unknown place");
      }
    }
    String path = "/posts/" + ++last;
    posts.put(uri() + path, properties.deepCopy());
    return new FakeResponse(
        last % 2 == 0 ? 201 : 202,
        Map.of("Location", place.isEmpty() ? path : place),
        "{}".getBytes(StandardCharsets.UTF_8));
  }

  private FakeResponse act(JsonNode action) {
    String url = action.path("url").asText();
    ObjectNode post = posts.get(url);
    if (post == null) {
      return error(400, "invalid_request", "There is no such post");
    }
    switch (action.path("action").asText()) {
      case "delete" -> posts.remove(url);
      case "update" -> {
        for (Map.Entry<String, JsonNode> one : action.path("replace").properties()) {
          if (!one.getValue().isArray()) {
            return error(400, "invalid_request", "Values are arrays");
          }
          post.set(one.getKey(), one.getValue());
        }
      }
      default -> {
        return error(400, "invalid_request", "Unknown action");
      }
    }
    return new FakeResponse(204, Map.of(), new byte[0]);
  }

  static FakeResponse error(int status, String error, String description) {
    return FakeResponse.json(
        status, FakeResponse.object().put("error", error).put("error_description", description));
  }

  @Override
  public synchronized List<Executed> posts() {
    List<Executed> all = new ArrayList<>();
    posts.forEach(
        (url, post) -> {
          List<String> alts = new ArrayList<>();
          post.path("photo").forEach(photo -> alts.add(photo.path("alt").asText()));
          String words = post.path("content").path(0).asText();
          all.add(new Executed(url, words, post.deepCopy()).picturing(alts));
        });
    return all;
  }

  @Override
  protected synchronized void forget() {
    posts.clear();
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return error(429, "slow_down", "Too many requests")
        .header("Retry-After", String.valueOf(pause.toSeconds()));
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return error(401, "unauthorized", "No access token was provided");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return error(400, "invalid_request", reason);
  }
}
