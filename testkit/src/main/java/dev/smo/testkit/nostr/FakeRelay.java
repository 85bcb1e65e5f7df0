// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.nostr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.post.RemotePost;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A relay that keeps to NIP-01, NIP-09 and NIP-11, and checks ids and signatures. It is no kinder
 * than the worst: it gives few events at once, and says no to what it has already.
 */
public final class FakeRelay extends FakeNetwork {
  public static final int MOST_CHARACTERS = 5_000;

  /** As many events it tells at once, the newest, whatever somebody asks for, unless told. */
  public static final int AT_ONCE = 60;

  private static final BigInteger SOMEBODY = BigInteger.valueOf(4_711);
  private static final Duration AHEAD = Duration.ofMinutes(15);
  private static final Comparator<JsonNode> NEWEST_FIRST =
      Comparator.<JsonNode, BigInteger>comparing(
              event -> event.path("created_at").bigIntegerValue())
          .reversed();

  private final Clock clock;
  private final Map<String, JsonNode> events = new LinkedHashMap<>();
  private final Set<String> forced = new HashSet<>();
  private boolean keeping;
  private int most = AT_ONCE;
  private long told;

  public FakeRelay(int port, Clock clock) {
    super(port);
    this.clock = clock;
  }

  /** The address by which clients know it. */
  public URI relay() {
    return URI.create("ws://" + host());
  }

  /** Tells so many events at once from now on, to whoever asks for as many. */
  public synchronized void tellAtMost(int events) {
    most = events;
  }

  /** Deletes nothing from now on, whoever asks. */
  public synchronized void keepAll() {
    keeping = true;
  }

  @Override
  protected boolean opensWebSockets() {
    return true;
  }

  @Override
  protected Call message(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    Call raw = new Call("?", "/", Map.of(), Map.of(), body);
    return new Call(raw.json().path(0).asText("?"), "/", Map.of(), Map.of(), body);
  }

  @Override
  protected boolean creates(Call call) {
    return call.method().equals("EVENT") && event(call).path("kind").asInt() == 1;
  }

  private static JsonNode event(Call call) {
    return call.json().path(1);
  }

  @Override
  protected synchronized FakeResponse answer(Call call) {
    return switch (call.method()) {
      case "EVENT" -> take(call);
      case "REQ" -> tell(call.json());
      case "GET" -> about(call);
      case "CLOSE" -> lines(List.of());
      default -> lines(List.of(array("NOTICE").add("invalid: no such message")));
    };
  }

  private FakeResponse about(Call call) {
    if (!call.header("accept").orElse("").equals("application/nostr+json")) {
      return FakeResponse.html(200, "<html>A relay</html>");
    }
    ObjectNode body = FakeResponse.object().put("name", "Fake relay");
    body.putArray("supported_nips").add(1).add(9).add(11);
    body.putObject("limitation").put("max_content_length", MOST_CHARACTERS);
    return FakeResponse.json(200, body);
  }

  private FakeResponse take(Call call) {
    JsonNode event = event(call);
    String id = event.path("id").asText();
    String wrong = EventRules.wrong(event);
    String content = event.path("content").asText();
    long latest = clock.instant().plus(AHEAD).getEpochSecond();
    if (wrong.isEmpty() && event.path("created_at").asLong() > latest) {
      wrong = "created_at is too far in the future";
    }
    if (wrong.isEmpty() && content.codePointCount(0, content.length()) > MOST_CHARACTERS) {
      wrong = "content is too long";
    }
    if (!wrong.isEmpty()) {
      return ok(id, false, "invalid: " + wrong);
    }
    if (events.putIfAbsent(id, event) != null) {
      return ok(id, false, "duplicate: already have this event");
    }
    if (event.path("kind").asInt() == 5 && !keeping) {
      forget(event);
    }
    return ok(id, true, "");
  }

  private void forget(JsonNode deletion) {
    for (JsonNode tag : deletion.path("tags")) {
      JsonNode named = events.get(tag.path(1).asText());
      boolean own = named != null && named.path("pubkey").equals(deletion.path("pubkey"));
      if (tag.path(0).asText().equals("e") && own) {
        events.remove(tag.path(1).asText());
      }
    }
  }

  private FakeResponse tell(JsonNode request) {
    String name = request.path(1).asText();
    if (name.isEmpty() || request.size() < 3) {
      return lines(List.of(array("NOTICE").add("invalid: a REQ has a name and filters")));
    }
    Set<JsonNode> fitting = new LinkedHashSet<>();
    for (int filter = 2; filter < request.size(); filter++) {
      JsonNode wanted = request.path(filter);
      events.values().stream()
          .filter(event -> fits(event, wanted))
          .sorted(NEWEST_FIRST)
          .limit(wanted.path("limit").asLong(most))
          .forEach(fitting::add);
    }
    List<ArrayNode> lines = new ArrayList<>();
    fitting.stream()
        .sorted(NEWEST_FIRST)
        .limit(most)
        .forEach(event -> lines.add(array("EVENT").add(name).add(event)));
    lines.add(array("EOSE").add(name));
    return lines(lines);
  }

  private boolean fits(JsonNode event, JsonNode filter) {
    BigInteger at = event.path("created_at").bigIntegerValue();
    boolean timely =
        !filter.has("until") || at.compareTo(filter.path("until").bigIntegerValue()) <= 0;
    boolean tagged = !filter.has("#e");
    for (JsonNode tag : event.path("tags")) {
      tagged |= tag.path(0).asText().equals("e") && in(filter.path("#e"), tag.path(1));
    }
    timely &= !filter.has("since") || at.compareTo(filter.path("since").bigIntegerValue()) >= 0;
    return tagged
        && (timely || forced.contains(event.path("id").asText()))
        && (!filter.has("ids") || in(filter.path("ids"), event.path("id")))
        && (!filter.has("authors") || in(filter.path("authors"), event.path("pubkey")))
        && (!filter.has("kinds") || in(filter.path("kinds"), event.path("kind")));
  }

  private static boolean in(JsonNode list, JsonNode one) {
    for (JsonNode item : list) {
      if (item.asText().equals(one.asText())) {
        return true;
      }
    }
    return false;
  }

  /** All notes but those of the one who reacts. */
  @Override
  public synchronized List<Executed> posts() {
    return events.values().stream()
        .filter(event -> event.path("kind").asInt() == 1)
        .filter(event -> !event.path("pubkey").asText().equals(Signer.owner(SOMEBODY)))
        .map(
            event ->
                new Executed(event.path("id").asText(), event.path("content").asText(), event)
                    .in(language(event))
                    .answering(answered(event)))
        .toList();
  }

  /** NIP-10: what is marked as answered, or else the root. */
  private static String answered(JsonNode event) {
    Map<String, String> marked = new HashMap<>();
    for (JsonNode tag : event.path("tags")) {
      if (tag.path(0).asText().equals("e")) {
        marked.put(tag.path(3).asText(), tag.path(1).asText());
      }
    }
    return marked.getOrDefault("reply", marked.getOrDefault("root", ""));
  }

  private static String language(JsonNode event) {
    for (JsonNode tag : event.path("tags")) {
      if (tag.path(0).asText().equals("l") && tag.path(2).asText().equals("ISO-639-1")) {
        return tag.path(1).asText();
      }
    }
    return "";
  }

  /** Lets somebody do something with a note: like it (7), repost it (6), answer it (1). */
  public synchronized RemotePost react(int kind, String to, String content, String marker) {
    BigInteger now = BigInteger.valueOf(clock.instant().getEpochSecond() + ++told);
    return react(kind, to, content, marker, now);
  }

  /** Lets somebody answer in a second. */
  public synchronized RemotePost answerAt(long second, String to, String content) {
    return react(1, to, content, "root", BigInteger.valueOf(second));
  }

  /** Lets somebody answer at any time, which this tells whatever time it is asked for. */
  public synchronized RemotePost answerWhenever(BigInteger second, String to, String content) {
    RemotePost answer = react(1, to, content, "root", second);
    forced.add(answer.id());
    return answer;
  }

  private RemotePost react(int kind, String to, String content, String marker, BigInteger second) {
    ObjectNode event =
        FakeResponse.object()
            .put("pubkey", Signer.owner(SOMEBODY))
            .put("created_at", second)
            .put("kind", kind)
            .put("content", content);
    event.putArray("tags").addArray().add("e").add(to).add("").add(marker);
    byte[] id = EventRules.id(event);
    event.put("id", Signer.hex(id)).put("sig", Signer.sign(SOMEBODY, id));
    events.put(event.path("id").asText(), event);
    String name = event.path("id").asText();
    return new RemotePost(name, URI.create("https://njump.me/" + name));
  }

  /** Puts words into somebody's mouth, as only a relay that lies can. */
  public synchronized void forge(String to, String content) {
    RemotePost reply = react(1, to, "other words", "root");
    ((ObjectNode) Objects.requireNonNull(events.get(reply.id()))).put("content", content);
  }

  @Override
  public RemotePost reply(String to, String text) {
    return react(1, to, text, "root");
  }

  @Override
  protected synchronized void forget() {
    events.clear();
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return refused("rate-limited: slow down, come back in " + pause.toSeconds() + " seconds", call);
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return refused("restricted: only members may do this", call);
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return refused("invalid: " + reason, call);
  }

  /** Closes with the code for what went wrong inside. */
  @Override
  protected FakeResponse serverError(int status, Call call) {
    return call.method().equals("GET")
        ? super.serverError(status, call)
        : new FakeResponse(1011, Map.of(), new byte[0]);
  }

  private static FakeResponse refused(String why, Call call) {
    return switch (call.method()) {
      case "EVENT" -> ok(event(call).path("id").asText(), false, why);
      case "REQ" -> lines(List.of(array("CLOSED").add(call.json().path(1)).add(why)));
      default -> FakeResponse.html(403, why);
    };
  }

  private static FakeResponse ok(String id, boolean taken, String why) {
    return lines(List.of(array("OK").add(id).add(taken).add(why)));
  }

  private static ArrayNode array(String first) {
    return JsonNodeFactory.instance.arrayNode().add(first);
  }

  private static FakeResponse lines(List<ArrayNode> messages) {
    StringBuilder body = new StringBuilder();
    messages.forEach(message -> body.append(message).append('\n'));
    return new FakeResponse(200, Map.of(), body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
