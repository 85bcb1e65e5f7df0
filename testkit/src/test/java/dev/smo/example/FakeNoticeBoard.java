package dev.smo.example;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Limits;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A notice board with one account; takes notes of up to 200 characters. */
final class FakeNoticeBoard extends FakeNetwork {
  private final String token;
  private final Map<String, ObjectNode> notes = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();

  FakeNoticeBoard(String token) {
    super(0);
    this.token = token;
  }

  @Override
  protected FakeResponse answer(Call call) {
    if (!call.bearer().map(token::equals).orElse(false)) {
      return unauthorised();
    }
    if (call.is("GET", "/me")) {
      return FakeResponse.json(
          200, FakeResponse.object().put("name", "cms").put("url", uri() + "/cms"));
    }
    if (creates(call)) {
      return create(call.json().path("key").asText(), call.json().path("text").asText());
    }
    if (call.is("GET", "/notes")) {
      ObjectNode note = notes.get(call.query("key").orElse(""));
      return note == null ? notFound() : FakeResponse.json(200, note);
    }
    if (call.path().endsWith("/answers")) {
      String note = call.path().replaceAll("^/notes/|/answers$", "");
      return notes.values().stream().anyMatch(n -> note.equals(id(n)))
          ? FakeResponse.json(200, FakeResponse.object().set("answers", answers()))
          : notFound();
    }
    boolean gone = notes.values().removeIf(n -> call.path().equals("/notes/" + id(n)));
    return gone ? FakeResponse.json(200, FakeResponse.object()) : notFound();
  }

  private static ArrayNode answers() {
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    answers
        .addObject()
        .put("id", "7")
        .put("url", "https://board.example/notes/7")
        .put("author", "Ann")
        .put("profile", "https://board.example/ann")
        .put("text", "Thank you")
        .put("at", "2026-11-23T12:00:00Z");
    return answers;
  }

  private FakeResponse create(String key, String text) {
    if (text.isBlank() || Limits.graphemes(text) > 200) {
      return invalid("Write 1 to 200 characters");
    }
    return FakeResponse.json(201, notes.computeIfAbsent(key, k -> note(text)));
  }

  private ObjectNode note(String text) {
    String id = String.valueOf(last.incrementAndGet());
    return FakeResponse.object().put("id", id).put("url", uri() + "/notes/" + id).put("text", text);
  }

  @Override
  protected boolean creates(Call call) {
    return call.is("POST", "/notes");
  }

  @Override
  public List<Executed> posts() {
    return notes.values().stream()
        .map(note -> new Executed(id(note), note.path("text").asText(), note))
        .toList();
  }

  private static String id(ObjectNode note) {
    return note.path("id").asText();
  }

  @Override
  protected void forget() {
    notes.clear();
  }

  @Override
  protected FakeResponse rateLimited(Duration pause) {
    return error(429, "Slow down").header("Retry-After", String.valueOf(pause.toSeconds()));
  }

  @Override
  protected FakeResponse unauthorised() {
    return error(401, "Unknown token");
  }

  @Override
  protected FakeResponse invalid(String reason) {
    return error(422, reason);
  }

  private static FakeResponse notFound() {
    return error(404, "No such note");
  }

  private static FakeResponse error(int status, String text) {
    return FakeResponse.json(status, FakeResponse.object().put("error", text));
  }
}
