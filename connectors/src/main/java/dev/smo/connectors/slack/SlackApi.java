// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Json;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Slack's Web API: its way of being asked, and of refusing with HTTP 200 and {@code ok: false}. */
final class SlackApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  private static final Set<String> LIMITED =
      Set.of("ratelimited", "rate_limited", "message_limit_exceeded");

  /** Of these Slack says that a part of what was asked may have been done. */
  private static final Set<String> UNCLEAR =
      Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout");

  /** What somebody in the workspace must mend, and how. */
  private static final Map<String, String> OWNERS =
      Map.of(
          "channel_not_found", "Invite the app to the channel, or correct the channel's address",
          "not_in_channel", "Invite the app to the channel (/invite in the channel)",
          "is_archived", "The channel is archived; choose another one",
          "missing_scope", "Give the app the scope that is missing, and install it again");

  private static final Set<String> ACCESS =
      Set.of(
          "invalid_auth",
          "not_authed",
          "account_inactive",
          "token_revoked",
          "token_expired",
          "no_permission",
          "access_denied",
          "org_login_required",
          "ekm_access_denied",
          "team_access_not_granted",
          "not_allowed_token_type",
          "restricted_action",
          "restricted_action_read_only_channel",
          "enterprise_is_restricted");

  private final Outbound outbound;
  private final Clock clock;
  private final URI api;

  SlackApi(Outbound outbound, Clock clock, URI api) {
    this.outbound = outbound;
    this.clock = clock;
    this.api = api;
  }

  Request call(String method, ObjectNode body, Connection connection) {
    return authorised(Request.post(api.resolve(method)).json(body.toString()), connection);
  }

  Request ask(String method, Map<String, String> query, Connection connection) {
    URI address = api.resolve(method);
    return authorised(
        Request.get(query.isEmpty() ? address : Urls.with(address, query)), connection);
  }

  private static Request authorised(Request request, Connection connection) {
    return request.bearer(connection.secret(SlackBot.TOKEN).orElseThrow()).within(TIMEOUT);
  }

  Answer send(Request request) throws IOException, InterruptedException {
    return outbound.send(request);
  }

  Outbound outbound() {
    return outbound;
  }

  /**
   * What Slack says to a call.
   *
   * @throws IOException it is no answer of Slack's Web API
   */
  static JsonNode said(Answer answer) throws IOException {
    JsonNode said = Json.of(answer);
    if (!said.path("ok").isBoolean()) {
      throw new IOException("Slack answered without saying whether it is ok");
    }
    return said;
  }

  /** Slack's word for why it refused; empty where it took the call. */
  static String word(JsonNode said) {
    return said.path("ok").asBoolean() ? "" : said.path("error").asText("no reason");
  }

  /** What a refusal means for what was to be done, and whether it was done. */
  Outcome refused(Answer answer, Connection connection) throws IOException {
    if (answer.status() == 429) {
      return new Outcome.Deferred(pause(answer), "Slack limits calls");
    }
    if (answer.status() >= 500) {
      return new Outcome.Unknown("Slack answered HTTP " + answer.status());
    }
    JsonNode said = said(answer);
    String word = connection.redact(word(said));
    if (LIMITED.contains(word)) {
      return new Outcome.Deferred(pause(answer), "Slack limits calls: " + word);
    }
    if (UNCLEAR.contains(word)) {
      return new Outcome.Unknown("Slack answered " + word);
    }
    String needed = connection.redact(said.path("needed").asText());
    String detail = needed.isEmpty() ? word : word + ", needed: " + needed;
    if (OWNERS.containsKey(word)) {
      return new Outcome.Unauthorised(OWNERS.get(word) + ": " + detail);
    }
    return ACCESS.contains(word)
        ? new Outcome.Unauthorised("Slack refuses the bot; enter its token again: " + detail)
        : new Outcome.Rejected("Slack refuses it: " + detail);
  }

  private Duration pause(Answer answer) {
    return answer.retryAfter(clock.instant()).orElse(Duration.ZERO);
  }
}
