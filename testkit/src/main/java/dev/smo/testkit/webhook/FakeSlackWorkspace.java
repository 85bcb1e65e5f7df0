// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Slack's Web API for one bot in one workspace: it answers 200 whatever happens, names what is
 * wrong in one word, and takes no argument that its documentation does not name.
 */
public final class FakeSlackWorkspace extends FakeNetwork {
  /** A channel of which the bot is a member. */
  public static final String CHANNEL = "C0123ABC";

  private final String token;
  private final Set<String> scopes = ConcurrentHashMap.newKeySet();
  private final SlackChannel channel;

  /**
   * @param port 0 for any free one
   * @param token of the bot
   */
  public FakeSlackWorkspace(int port, String token, Clock clock) {
    super(port);
    this.token = token;
    channel = new SlackChannel(CHANNEL, clock);
    scopes.addAll(List.of("chat:write", "channels:history"));
  }

  /** Where methods are called. */
  public URI api() {
    return uri().resolve("/api/");
  }

  /** Takes a scope from the app. */
  public void withdraw(String scope) {
    scopes.remove(scope);
  }

  /** What Slack says of the channel from now on, such as {@code is_archived}; empty: nothing. */
  public void channel(String error) {
    channel.refuse(error);
  }

  /** How long messages may be edited in this workspace. */
  public void editableFor(Duration time) {
    channel.editableFor(time);
  }

  /** Lets a person say something in the channel. */
  public void say(String text) {
    channel.say(text);
  }

  @Override
  public List<Executed> posts() {
    return channel.ofBot();
  }

  @Override
  protected void forget() {
    channel.forget();
  }

  @Override
  protected boolean keepsLanguages() {
    return false;
  }

  @Override
  protected boolean creates(Call call) {
    return call.path().equals("/api/chat.postMessage");
  }

  @Override
  protected FakeResponse answer(Call call) {
    if (!call.path().startsWith("/api/")) {
      return FakeResponse.html(404, "<html>Not found</html>");
    }
    if (!call.bearer().equals(Optional.of(token))) {
      return unauthorised(call);
    }
    String wanted =
        switch (call.path()) {
          case "/api/chat.postMessage", "/api/chat.update", "/api/chat.delete" -> "chat:write";
          case "/api/conversations.history" -> "channels:history";
          default -> "";
        };
    if (!wanted.isEmpty() && !scopes.contains(wanted)) {
      ObjectNode missing = SlackChannel.error("missing_scope").put("needed", wanted);
      return FakeResponse.json(
          200, missing.put("provided", String.join(",", new TreeSet<>(scopes))));
    }
    return switch (call.method() + " " + call.path()) {
      case "GET /api/auth.test" ->
          SlackChannel.known(call.query().keySet(), Set.of())
              ? FakeResponse.json(
                  200,
                  SlackChannel.ok()
                      .put("url", "https://museum.slack.com/")
                      .put("team", "Museum")
                      .put("user", "smo")
                      .put("team_id", "T0123")
                      .put("user_id", "U9")
                      .put("bot_id", "B9"))
              : SlackChannel.refused("invalid_arguments");
      case "POST /api/chat.postMessage" -> channel.post(call);
      case "POST /api/chat.update" -> channel.update(call);
      case "POST /api/chat.delete" -> channel.delete(call);
      case "GET /api/chat.getPermalink" -> channel.permalink(call);
      case "GET /api/conversations.history" -> channel.history(call);
      default -> SlackChannel.refused("unknown_method");
    };
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return FakeResponse.json(429, SlackChannel.error("ratelimited"))
        .header("Retry-After", Long.toString(pause.toSeconds()));
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return SlackChannel.refused("invalid_auth");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return SlackChannel.refused("invalid_arguments: " + reason);
  }
}
