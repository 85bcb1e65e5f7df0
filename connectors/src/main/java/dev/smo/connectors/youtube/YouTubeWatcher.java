// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.AccountChoice;
import dev.smo.connector.Authorization;
import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Engagement;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Metric;
import dev.smo.connector.Network;
import dev.smo.connector.NetworkProvider;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connector.Watcher;
import dev.smo.connectors.OAuth2;
import dev.smo.connectors.OAuth2SignIn;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Looks at videos of a channel that pages show, and answers comments where somebody has signed in.
 * Programs cannot post a page on YouTube, so as a connector this takes nothing but answers.
 * docs/connectors/youtube.md tells what an administrator has to do.
 */
@Component(service = NetworkProvider.class, configurationPid = YouTubeSettings.PID)
@Designate(ocd = YouTubeSettings.class)
public final class YouTubeWatcher
    implements Connector,
        Watcher,
        Conversations,
        Verifier,
        Responder,
        Reconciler,
        Retractor,
        OAuth2SignIn {
  private static final int MOST = 50;

  static final Network NETWORK =
      Network.builder("youtube", "YouTube")
          .connectionFields(
              Field.of(Field.Kind.SECRET, DataApi.TOKEN, "Access token of the account")
                  .help("Sign in, and leave this empty. Then comments can be answered."),
              Field.of(Field.Kind.SECRET, DataApi.KEY, "API key")
                  .help(
                      "On console.cloud.google.com: enable YouTube Data API v3, then Credentials,"
                          + " Create credentials, API key."),
              Field.of(Field.Kind.TEXT, DataApi.CHANNEL, "Channel ID")
                  .help(
                      "On YouTube: Settings, Advanced settings. Only videos of this channel count.")
                  .placeholder("UCxxxxxxxxxxxxxxxxxxxxxx")
                  .pattern(Pattern.compile("\\s*+UC[\\w-]{22}\\s*+")),
              Field.of(Field.Kind.NUMBER, DataApi.UNITS, "Units a day")
                  .help("How much of the project's quota is used. Google gives 10000 a day.")
                  .byDefault(String.valueOf(DataApi.USUAL_UNITS))
                  // Answers to one video may take twenty at once.
                  .pattern(Pattern.compile("[1-9][0-9]{2,6}")))
          .applicationFields(
              Field.of(Field.Kind.TEXT, OAuth2.CLIENT_ID, "Client ID")
                  .help("On console.cloud.google.com: APIs and services, Credentials.")
                  .required(),
              Field.of(Field.Kind.SECRET, OAuth2.CLIENT_SECRET, "Client secret")
                  .help("Beside the client ID.")
                  .required())
          .metrics(Metric.VIEWS, Metric.LIKES, Metric.REPLIES)
          .showsWithin(VideoAnswers.LATE)
          .words(YouTubeWatcher.class, "dev.smo.connectors.words")
          .build();

  private static final Limits ANSWERS =
      Limits.builder(VideoAnswers.MAX_LENGTH, String::length).build();

  private final DataApi api;
  private final VideoComments comments;
  private final VideoAnswers answers;
  private final Channels channels;
  private final GoogleLogin login;

  @Activate
  public YouTubeWatcher(@Reference Outbound outbound, YouTubeSettings settings) {
    this(
        outbound,
        Clock.systemUTC(),
        URI.create(settings.apiUrl()),
        new Login(GoogleLogin.PAGE, GoogleLogin.TOKENS));
  }

  /**
   * Where people sign in.
   *
   * @param page where they agree
   * @param tokens where tokens are given
   */
  record Login(URI page, URI tokens) {}

  YouTubeWatcher(Outbound outbound, Clock clock, URI server, Login addresses) {
    api = new DataApi(outbound, clock, server);
    comments = new VideoComments(api);
    answers = new VideoAnswers(api);
    channels = new Channels(api);
    login = new GoogleLogin(outbound, clock, addresses.page(), addresses.tokens());
  }

  @Override
  public Limits limits(Connection connection) {
    return ANSWERS;
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    return answers.publish(delivery);
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    return answers.find(delivery);
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return answers.retract(post, connection);
  }

  /** Said before somebody writes an answer in vain. */
  @Override
  public String opening(RemotePost reply, Connection connection) throws IOException {
    Optional<String> missing = VideoAnswers.missing(connection);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    return "";
  }

  @Override
  public OAuth2 login() {
    return login.byOAuth2();
  }

  @Override
  public Authorization authorize(Connection connection) throws IOException, InterruptedException {
    return login.authorize(connection);
  }

  @Override
  public List<AccountChoice> accounts(Connection connection)
      throws IOException, InterruptedException {
    return channels.own(connection);
  }

  @Override
  public Network network() {
    return NETWORK;
  }

  @Override
  public Optional<RemotePost> find(URI address) {
    return VideoAddress.read(address);
  }

  @Override
  public Quota day(Connection connection, Instant now) {
    return DataApi.day(connection, now);
  }

  /** A number that the channel hides, or YouTube does not give, is not there. */
  @Override
  public Map<String, Engagement> engagement(List<RemotePost> posts, Connection connection)
      throws IOException, InterruptedException {
    String ids = posts.stream().limit(MOST).map(RemotePost::id).collect(Collectors.joining(","));
    Map<String, String> query = Map.of("part", "snippet,statistics", "id", ids);
    JsonNode list =
        api.read(api.send("videos", query, connection), "videoListResponse", connection);
    Map<String, Engagement> told = new HashMap<>();
    for (JsonNode video : list.path("items")) {
      boolean own =
          video.path("snippet").path("channelId").asText().equals(DataApi.channel(connection));
      if (own) {
        JsonNode counted = video.path("statistics");
        Engagement numbers = with(Engagement.none(), Metric.VIEWS, counted.path("viewCount"));
        numbers = with(numbers, Metric.LIKES, counted.path("likeCount"));
        numbers = with(numbers, Metric.REPLIES, counted.path("commentCount"));
        told.put(video.path("id").asText(), numbers);
      }
    }
    return told;
  }

  /** YouTube writes its numbers as texts. */
  private static Engagement with(Engagement numbers, Metric metric, JsonNode counted) {
    String digits = counted.asText();
    return digits.matches("[0-9]{1,18}") ? numbers.with(metric, Long.parseLong(digits)) : numbers;
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return replies(post, connection, Set.of());
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection, Set<String> kept)
      throws IOException, InterruptedException {
    if (!VideoAddress.ID.matcher(post.id()).matches()) {
      throw new IOException("Only videos have comments");
    }
    return comments.of(post.id(), kept, connection);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    return channels.verify(connection);
  }
}
