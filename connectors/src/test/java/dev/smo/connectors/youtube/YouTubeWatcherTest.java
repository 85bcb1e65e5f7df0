// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.youtube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Engagement;
import dev.smo.connector.Field;
import dev.smo.connector.Metric;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Quota;
import dev.smo.connector.Reply;
import dev.smo.connector.Verification;
import dev.smo.connectors.GermanWords;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.Fault;
import dev.smo.testkit.youtube.FakeVideo;
import dev.smo.testkit.youtube.FakeYouTube;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YouTubeWatcherTest extends YouTubeScene {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final Connection account = connection(KEY, FakeYouTube.CHANNEL);

  private static Connection connection(String key, String channel) {
    return Connection.builder("museum-videos", "youtube")
        .setting("channel", channel)
        .secret("key", Secret.of(key))
        .build();
  }

  private static RemotePost video(String id) {
    return VideoAddress.of(id);
  }

  private List<String> said() throws Exception {
    return watcher.replies(video(ID), account).stream().map(Reply::text).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://m.youtube.com/watch?list=PL123&v=dQw4w9WgXcQ&t=10s",
        "http://youtube.com/watch?v=dQw4w9WgXcQ#top",
        "https://youtu.be/dQw4w9WgXcQ?si=share",
        "https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        "https://www.youtube.com/shorts/dQw4w9WgXcQ",
        "https://www.youtube.com/live/dQw4w9WgXcQ/"
      })
  void knowsAVideoByEachOfItsAddresses(String address) {
    RemotePost found = watcher.find(URI.create(address)).orElseThrow();
    assertEquals(ID, found.id());
    assertEquals("https://www.youtube.com/watch?v=dQw4w9WgXcQ", found.permalink().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.youtube.com/@museum",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/embed/videoseries?list=PL123",
        "https://www.youtube.com/embed/live_stream?channel=UC1",
        "https://www.youtube.com/watch/dQw4w9WgXcQ",
        "https://youtube.com.example.org/watch?v=dQw4w9WgXcQ",
        "https://vimeo.com/watch?v=dQw4w9WgXcQ",
        "mailto:dQw4w9WgXcQ@youtu.be"
      })
  void takesNothingElseForAVideo(String address) {
    assertTrue(watcher.find(URI.create(address)).isEmpty(), address);
  }

  @Test
  void countsTheVideosOfItsChannelInOneCall() throws Exception {
    youtube.video(ID).views(5_000_000_000L).likes(12).comment("@ann", "Nice", NOON);
    youtube.video("aaaaaaaaaaa").views(1);
    youtube.video("bbbbbbbbbbb", "UCsomebodyelse1234567890").views(9);
    Map<String, Engagement> told =
        watcher.engagement(
            List.of(video(ID), video("aaaaaaaaaaa"), video("bbbbbbbbbbb"), video("ccccccccccc")),
            account);
    assertEquals(
        Engagement.none()
            .with(Metric.VIEWS, 5_000_000_000L)
            .with(Metric.LIKES, 12)
            .with(Metric.REPLIES, 1),
        told.get(ID));
    assertEquals(2, told.size(), "videos that are gone or of others are none of ours: " + told);
    assertEquals(1, youtube.used());
  }

  @Test
  void whatIsHiddenIsNotAvailableAndNotNought() throws Exception {
    youtube.video(ID).views(3).hideLikes().takesComments(false);
    assertEquals(
        Engagement.none().with(Metric.VIEWS, 3),
        watcher.engagement(List.of(video(ID)), account).get(ID));
  }

  @Test
  void aPrivateVideoIsGone() throws Exception {
    youtube.video(ID).seen(false);
    assertEquals(Map.of(), watcher.engagement(List.of(video(ID)), account));
    assertThrows(PostGoneException.class, this::said);
  }

  @Test
  void asksForFiftyVideosAtOnce() throws Exception {
    List<RemotePost> many =
        IntStream.range(0, 50).mapToObj("video%06d"::formatted).map(VideoAddress::of).toList();
    many.forEach(one -> youtube.video(one.id()).views(1));
    assertEquals(50, watcher.engagement(many, account).size());
    assertEquals(1, youtube.used());
  }

  @Test
  void readsCommentsAndTheirAnswersTheOldestFirst() throws Exception {
    FakeVideo video = youtube.video(ID);
    String ann = video.comment("@ann", "When do you open? <3", NOON);
    video.comment("@bob", "Later", NOON.plusSeconds(30));
    video.reply(ann, "@cleo", "At nine", NOON.plusSeconds(60));
    List<Reply> replies = watcher.replies(video(ID), account);
    assertEquals(
        List.of("When do you open? <3", "Later", "At nine"),
        replies.stream().map(Reply::text).toList());
    assertEquals("@ann", replies.get(0).author());
    assertEquals("https://www.youtube.com/channel/UCann", replies.get(0).profile());
    assertEquals(
        "https://www.youtube.com/watch?v=" + ID + "&lc=" + ann,
        replies.get(0).post().permalink().toString());
    assertEquals(1, youtube.used());
  }

  @Test
  void whatTheChannelSaysItselfIsNoAnswer() throws Exception {
    FakeVideo video = youtube.video(ID);
    String ann = video.comment("@ann", "Question", NOON);
    video.reply(ann, "@museum", "Our answer", NOON.plusSeconds(60));
    assertEquals(List.of("Question"), said());
  }

  @Test
  void asksForTheAnswersThatDoNotComeWithALongThread() throws Exception {
    FakeVideo video = youtube.video(ID);
    String ann = video.comment("@ann", "Question", NOON);
    IntStream.range(0, 8)
        .forEach(i -> video.reply(ann, "@bob", "Answer " + i, NOON.plusSeconds(i + 1)));
    assertEquals(9, said().size());
    assertEquals(2, youtube.used());
  }

  @Test
  void readsTheNewestFiveHundredInNoMoreThanTwentyCalls() throws Exception {
    FakeVideo video = youtube.video(ID);
    for (int i = 0; i < 700; i++) {
      String one = video.comment("@ann", "Comment " + i, NOON.plusSeconds(i * 60L));
      for (int reply = 0; i > 650 && reply < 6; reply++) {
        video.reply(one, "@bob", "Reply to " + i, NOON.plusSeconds(i * 60L + reply));
      }
    }
    List<String> said = said();
    assertEquals(500, said.size());
    assertTrue(said.contains("Comment 699"), "the newest is missing");
    assertFalse(said.contains("Comment 0"), "the oldest is there");
    assertTrue(youtube.used() <= 20, youtube.used() + " calls");
  }

  private Set<String> ids(Set<String> kept) throws Exception {
    return watcher.replies(video(ID), account, kept).stream()
        .map(reply -> reply.post().id())
        .collect(Collectors.toSet());
  }

  private static void longThread(FakeVideo video, int number) {
    Instant at = NOON.plusSeconds(number * 60L);
    String top = video.comment("@ann", "Comment " + number, at);
    IntStream.range(0, 8)
        .forEach(i -> video.reply(top, "@bob", "Reply " + i + " to " + number, at.plusSeconds(i)));
  }

  @Test
  void whatWasToldIsToldAgainHoweverManyCommentsThereAre() throws Exception {
    FakeVideo video = youtube.video(ID);
    IntStream.range(0, 10).forEach(number -> longThread(video, number));
    Set<String> first = ids(Set.of());
    assertEquals(90, first.size());
    IntStream.range(10, 30).forEach(number -> longThread(video, number));
    IntStream.range(30, 600)
        .forEach(i -> video.comment("@ann", "More " + i, NOON.plusSeconds(i * 60L)));
    long before = youtube.used();
    Set<String> second = ids(first);
    Set<String> lost = new TreeSet<>(first);
    lost.removeAll(second);
    assertEquals(Set.of(), lost, "they are there, and would be taken for deleted");
    assertTrue(youtube.used() - before <= 20, youtube.used() - before + " calls");
  }

  @Test
  void whatWasDeletedIsNotToldAgainThoughTheListsDoNotReachIt() throws Exception {
    FakeVideo video = youtube.video(ID);
    String rude = video.comment("@ann", "Rude", NOON);
    String nice = video.comment("@ann", "Nice", NOON.plusSeconds(1));
    IntStream.range(2, 600)
        .forEach(i -> video.comment("@ann", "More " + i, NOON.plusSeconds(i * 60L)));
    video.delete(rude);
    Set<String> told = ids(Set.of(rude, nice));
    assertTrue(told.contains(nice), "it is still there");
    assertFalse(told.contains(rude), "its author has deleted it");
  }

  @Test
  void moreKeptThanCanBeAskedForAreNotTakenForDeleted() {
    youtube.video(ID).comment("@ann", "Nice", NOON);
    Set<String> kept =
        IntStream.range(0, 2_000).mapToObj(i -> "Ugk" + i).collect(Collectors.toSet());
    IOException said = assertThrows(IOException.class, () -> ids(kept));
    assertFalse(said instanceof PostGoneException, "the video is there");
  }

  @Test
  void aVideoWithoutCommentsHasNone() throws Exception {
    youtube.video(ID).comment("@ann", "Old", NOON);
    youtube.video(ID).takesComments(false);
    assertEquals(List.of(), said());
  }

  @Test
  void aUsedQuotaPausesUntilMidnightAtGoogle() {
    youtube.video(ID);
    youtube.leave(0);
    PausedException said =
        assertThrows(PausedException.class, () -> watcher.engagement(List.of(video(ID)), account));
    assertEquals(Instant.parse("2026-11-24T08:00:00Z"), clock.instant().plus(said.after()));
    assertFalse(String.valueOf(said.getMessage()).contains("<"), said.getMessage());
  }

  @Test
  void theDayOfAQuotaEndsAtMidnightAtGoogleAlsoInSummer() {
    assertEquals(
        new Quota(9_000, Instant.parse("2026-07-02T07:00:00Z")),
        watcher.day(account, Instant.parse("2026-07-01T08:00:00Z")));
    Connection careful = account.toBuilder().setting("units", "50").build();
    assertEquals(50, watcher.day(careful, NOON).remaining());
  }

  @Test
  void fewerUnitsADayThanOneLookMayTakeAreNotTaken() {
    Pattern units =
        watcher.network().connectionFields().stream()
            .filter(field -> field.name().equals("units"))
            .findFirst()
            .flatMap(Field::pattern)
            .orElseThrow();
    assertFalse(units.matcher("20").matches(), "answers would never be asked for");
    assertTrue(units.matcher("100").matches());
  }

  @Test
  void whoCannotReadSaysSoAndShowsNoSecret() throws Exception {
    youtube.video(ID).comment("@ann", "Nice", NOON);
    for (Fault fault :
        List.of(
            new Fault.ServerError(502),
            new Fault.Unauthorised(),
            new Fault.Invalid("Key " + KEY + " may not do this"),
            new Fault.Cut(),
            new Fault.Garbled())) {
      youtube.failAlways(fault);
      for (IOException said :
          List.of(
              assertThrows(IOException.class, this::said),
              assertThrows(
                  IOException.class, () -> watcher.engagement(List.of(video(ID)), account)))) {
        assertFalse(said instanceof PostGoneException, () -> "gone, says " + fault);
        assertFalse(said instanceof PausedException, () -> "pauses for " + fault);
        assertFalse(String.valueOf(said).contains(KEY), () -> "shows the key: " + fault);
      }
    }
    youtube.failAlways(new Fault.RateLimited(Duration.ofSeconds(120)));
    assertEquals(Duration.ofSeconds(120), assertThrows(PausedException.class, this::said).after());
    assertTrue(
        youtube.calls().stream().noneMatch(call -> call.query("key").isPresent()),
        "the key is in an address");
  }

  @Test
  void theTestOfAConnectionNamesItsChannel() throws Exception {
    var valid = assertInstanceOf(Verification.Valid.class, watcher.verify(account));
    assertEquals("Museum", valid.account());
    assertEquals(
        "https://www.youtube.com/channel/" + FakeYouTube.CHANNEL, valid.profile().toString());
  }

  @Test
  void theTestOfAConnectionSaysWhatIsWrong() throws Exception {
    String badKey = refused(connection("AIza-wrong", FakeYouTube.CHANNEL));
    assertTrue(badKey.contains("API_KEY_INVALID"), badKey);
    String noChannel = refused(connection(KEY, "UCnobody-is-here-1234567"));
    assertTrue(noChannel.contains("no channel"), noChannel);
    String nothing = refused(Connection.builder("museum-videos", "youtube").build());
    assertTrue(nothing.contains("API key"), nothing);
    youtube.leave(0);
    assertInstanceOf(Verification.Unreachable.class, watcher.verify(account));
    youtube.failAlways(new Fault.ServerError(503));
    assertInstanceOf(Verification.Unreachable.class, watcher.verify(account));
  }

  private String refused(Connection connection) throws Exception {
    return assertInstanceOf(Verification.Invalid.class, watcher.verify(connection)).reason();
  }

  @Test
  void asksForWhatItNeedsInGerman() {
    assertEquals(List.of(), GermanWords.missing(watcher.network()));
  }
}
