package org.example.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Limits;
import dev.smo.post.RemotePost;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A notice board with one account; takes notes of up to 200 characters with two pictures. */
public class FakeNoticeBoard extends FakeNetwork {
  private static final Set<String> TYPES = Set.of("image/png", "image/jpeg");

  private final String token;
  private final Map<String, ObjectNode> notes = new LinkedHashMap<>();
  private final Map<String, ObjectNode> replies = new LinkedHashMap<>();
  private final Set<String> hidden = new TreeSet<>();
  private final Map<String, String> challenges = new HashMap<>();
  private int pictures;
  private int last;

  /**
   * @param token the account's token; {@code refresh-} before it renews it
   */
  public FakeNoticeBoard(String token) {
    super(0);
    this.token = token;
  }

  @Override
  protected synchronized FakeResponse answer(Call call) {
    if (call.is("POST", "/token")) {
      return token(call);
    }
    if (!call.bearer().map(token::equals).orElse(false)) {
      return unauthorised(call);
    }
    if (call.is("GET", "/me")) {
      return FakeResponse.json(
          200, FakeResponse.object().put("name", "cms").put("url", uri() + "/cms"));
    }
    if (prepares(call)) {
      return TYPES.contains(call.type())
          ? FakeResponse.json(201, FakeResponse.object().put("id", "picture-" + ++pictures))
          : invalid("Pictures are PNG or JPEG", call);
    }
    if (creates(call)) {
      return create(call);
    }
    if (call.is("GET", "/notes")) {
      ObjectNode note = notes.get(call.query("key").orElse(""));
      return note == null ? notFound() : FakeResponse.json(200, note);
    }
    if (call.path().endsWith("/hidden")) {
      return hide(call, call.path().replaceAll("^/notes/|/hidden$", ""));
    }
    return about(call, call.path().replaceAll("^/notes/|/answers$", ""));
  }

  private FakeResponse hide(Call call, String reply) {
    if (!replies.containsKey(reply)) {
      return notFound();
    }
    boolean changed = call.method().equals("PUT") ? hidden.add(reply) : hidden.remove(reply);
    return FakeResponse.json(200, FakeResponse.object().put("changed", changed));
  }

  @Override
  public synchronized RemotePost reply(String to, String text) {
    String id = String.valueOf(++last);
    ObjectNode reply = FakeResponse.object().put("id", id).put("after", to).put("text", text);
    reply.put("url", uri() + "/notes/" + id).put("at", "2026-11-23T12:00:00Z");
    reply.put("author", "Ann").put("profile", uri() + "/ann");
    replies.put(id, reply);
    return new RemotePost(id, URI.create(reply.path("url").asText()));
  }

  @Override
  protected synchronized Set<String> hidden() {
    return Set.copyOf(hidden);
  }

  /** Calls about one note. */
  private FakeResponse about(Call call, String id) {
    Optional<ObjectNode> found = notes.values().stream().filter(n -> id.equals(id(n))).findFirst();
    if (found.isEmpty()) {
      return notFound();
    }
    ObjectNode note = found.get();
    if (call.path().endsWith("/answers")) {
      return FakeResponse.json(200, FakeResponse.object().set("answers", answers(id)));
    }
    if (call.method().equals("PUT")) {
      note.put("text", call.json().path("text").asText());
    } else {
      notes.values().remove(note);
    }
    return FakeResponse.json(200, note);
  }

  private ArrayNode answers(String to) {
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    replies.values().stream()
        .filter(reply -> to.equals(reply.path("after").asText()))
        .forEach(answers::add);
    return answers;
  }

  private FakeResponse create(Call call) {
    JsonNode asked = call.json();
    String text = asked.path("text").asText();
    if (text.isBlank() || Limits.graphemes(text) > 200) {
      return invalid("Write 1 to 200 characters", call);
    }
    String after = asked.path("after").asText();
    boolean there =
        replies.containsKey(after) || notes.values().stream().anyMatch(n -> after.equals(id(n)));
    if (!after.isEmpty() && !there) {
      return invalid("There is no such note to answer", call);
    }
    if (asked.path("pictures").size() > 2) {
      return invalid("Up to two pictures", call);
    }
    for (JsonNode picture : asked.path("pictures")) {
      if (!picture.path("id").asText().startsWith("picture-")
          || picture.path("alt").asText().codePoints().count() > 100) {
        return invalid("A picture has an id, and a text of up to 100 characters", call);
      }
    }
    return FakeResponse.json(
        201, notes.computeIfAbsent(asked.path("key").asText(), key -> note(asked)));
  }

  private ObjectNode note(JsonNode asked) {
    String id = String.valueOf(++last);
    ObjectNode note = asked.deepCopy();
    return note.put("id", id).put("url", uri() + "/notes/" + id);
  }

  /** Changes a code, or what renews a token, for a token. */
  private FakeResponse token(Call call) {
    JsonNode asked = call.json();
    String challenge = challenges.remove(asked.path("code").asText());
    boolean signedIn = challenge != null && challenge.equals(s256(asked.path("verifier").asText()));
    if (!signedIn && !asked.path("refresh").asText().equals("refresh-" + token)) {
      return unauthorised(call);
    }
    ObjectNode granted = FakeResponse.object().put("token", token).put("seconds", 3600);
    return FakeResponse.json(200, granted.put("refresh", "refresh-" + token));
  }

  private static String s256(String verifier) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(digest.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected synchronized String agree(URI address) {
    String code = "code-" + challenges.size();
    challenges.put(code, parameter(address, "challenge"));
    return code;
  }

  private static String parameter(URI address, String name) {
    for (String pair : address.getQuery().split("&")) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    throw new IllegalArgumentException("no " + name + " in the address");
  }

  @Override
  protected boolean creates(Call call) {
    return call.is("POST", "/notes");
  }

  @Override
  protected boolean prepares(Call call) {
    return call.is("POST", "/pictures");
  }

  @Override
  public synchronized List<Executed> posts() {
    List<Executed> all = new ArrayList<>();
    for (ObjectNode note : notes.values()) {
      all.add(
          new Executed(id(note), note.path("text").asText(), note)
              .in(note.path("language").asText())
              .picturing(note.path("pictures").findValuesAsText("alt"))
              .answering(note.path("after").asText()));
    }
    return all;
  }

  private static String id(ObjectNode note) {
    return note.path("id").asText();
  }

  @Override
  protected synchronized void forget() {
    notes.clear();
    replies.clear();
    hidden.clear();
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return error(429, "Slow down").header("Retry-After", String.valueOf(pause.toSeconds()));
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return error(401, call.path().equals("/token") ? "Unknown code" : "Unknown token");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return error(422, reason);
  }

  private static FakeResponse notFound() {
    return error(404, "No such note");
  }

  private static FakeResponse error(int status, String text) {
    return FakeResponse.json(status, FakeResponse.object().put("error", text));
  }
}
