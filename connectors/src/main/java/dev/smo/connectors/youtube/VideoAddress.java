// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.youtube;

import dev.smo.connectors.Urls;
import dev.smo.post.RemotePost;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses under which YouTube shows a video: as a page, short, and in a frame. */
final class VideoAddress {
  static final Pattern ID = Pattern.compile("[\\w-]{11}");

  private static final Set<String> HOSTS =
      Set.of("youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com");
  private static final Pattern PATH = Pattern.compile("/(?:embed|shorts|live|v)/([\\w-]{11})/?+");
  private static final Pattern SHORT = Pattern.compile("/([\\w-]{11})/?+");

  /** What stands in a frame where a video would, and has as many letters. */
  private static final Set<String> NO_VIDEOS = Set.of("videoseries", "live_stream");

  private VideoAddress() {}

  /** The video at an address; empty where there is none. */
  static Optional<RemotePost> read(URI address) {
    String host =
        Objects.toString(address.getHost(), "")
            .toLowerCase(Locale.ROOT)
            .replaceFirst("^www\\.", "");
    String path = Objects.toString(address.getRawPath(), "");
    Optional<String> id = Optional.empty();
    if (host.equals("youtu.be")) {
      id = first(SHORT, path);
    } else if (HOSTS.contains(host)) {
      id = path.equals("/watch") ? parameter(address) : first(PATH, path);
    }
    return id.filter(one -> !NO_VIDEOS.contains(one)).map(VideoAddress::of);
  }

  /** A video by its id. */
  static RemotePost of(String id) {
    return new RemotePost(id, URI.create("https://www.youtube.com/watch?v=" + id));
  }

  /** A comment by its id, with the address at which YouTube shows it above all others. */
  static RemotePost comment(String video, String id) {
    return new RemotePost(
        id, URI.create("https://www.youtube.com/watch?v=" + video + "&lc=" + Urls.encode(id)));
  }

  private static Optional<String> first(Pattern form, String path) {
    Matcher matcher = form.matcher(path);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<String> parameter(URI address) {
    return Stream.of(Objects.toString(address.getRawQuery(), "").split("&"))
        .filter(pair -> pair.startsWith("v="))
        .map(pair -> pair.substring("v=".length()))
        .filter(id -> ID.matcher(id).matches())
        .findFirst();
  }
}
