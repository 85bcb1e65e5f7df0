// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.youtube;

import dev.smo.fixture.TestClock;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.testkit.youtube.FakeYouTube;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;

/** A channel on a fake YouTube, and who watches it. */
abstract class YouTubeScene {
  static final String KEY = "AIza-s3cr3t-key-of-the-museum";

  /** A video of the channel, where a test makes one. */
  static final String ID = "dQw4w9WgXcQ";

  final TestClock clock = new TestClock();
  final FakeYouTube youtube = new FakeYouTube(0, KEY, clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(youtube.host());
  final YouTubeWatcher watcher = watcher(outbound, clock, youtube);

  static YouTubeWatcher watcher(Outbound out, Clock clock, FakeYouTube youtube) {
    URI server = youtube.uri();
    return new YouTubeWatcher(
        out,
        clock,
        server,
        new YouTubeWatcher.Login(server.resolve("/auth"), server.resolve("/token")));
  }

  @AfterEach
  void stop() {
    youtube.close();
    outbound.close();
  }
}
