// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServletResponse;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.api.resource.ValueMap;
import org.apache.sling.api.servlets.SlingSafeMethodsServlet;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * The sandbox's posts as JSON, and their pictures ({@code ?connection=...&image=<month>/<id>},
 * {@code &number=2} for the second), for people who are logged in.
 */
@Component(
    service = Servlet.class,
    configurationPid = SandboxConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@SlingServletPaths("/bin/smo/sandbox")
public class TimelineServlet extends SlingSafeMethodsServlet {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 50;
  private static final int MOST_PICTURES = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Pictures that cannot carry a script. */
  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/webp", "image/gif");

  private final transient Timeline timeline;

  @Activate
  public TimelineServlet(@Reference ResourceResolverFactory factory) {
    timeline = new Timeline(factory);
  }

  /**
   * A post as its network shows it.
   *
   * @param inReplyTo id of the post that it answers, or that and the id of a reply: {@code
   *     post/reply}; or empty
   */
  record Shown(
      String id,
      String connection,
      String account,
      String created,
      String warning,
      String text,
      String link,
      String title,
      String description,
      String language,
      List<String> hashtags,
      boolean pictureInstead,
      List<Picture> pictures,
      String inReplyTo,
      List<Said> replies) {}

  /** A picture of a post. */
  record Picture(String address, String alt) {}

  /** What somebody replied to a post. */
  record Said(String id, String author, String created, String text, boolean hidden) {}

  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    String user = request.getResourceResolver().getUserID();
    if (user == null || "anonymous".equals(user)) {
      answer(response, HttpServletResponse.SC_UNAUTHORIZED, Map.of("error", "Log in first."));
      return;
    }
    String image = request.getParameter("image");
    String connection = request.getParameter("connection");
    if (image != null && connection != null) {
      String number = request.getParameter("number");
      picture(response, connection, image, number == null ? "1" : number);
    } else {
      List<Shown> posts = timeline.latest(MOST, TimelineServlet::shown);
      answer(response, HttpServletResponse.SC_OK, Map.of("posts", posts));
    }
  }

  private void picture(
      SlingHttpServletResponse response, String connection, String id, String number)
      throws IOException {
    Optional<byte[]> bytes;
    Optional<String> type;
    try {
      String name = number.matches("[1-9]") ? Timeline.imageName(Integer.parseInt(number)) : "";
      bytes = timeline.read(connection, id, post -> bytes(post, name));
      type = timeline.read(connection, id, post -> post.getValueMap().get(name + "Type", ""));
    } catch (IOException e) {
      bytes = Optional.empty();
      type = Optional.empty();
    }
    if (bytes.isEmpty() || bytes.get().length == 0 || !PICTURES.contains(type.orElse(""))) {
      answer(response, HttpServletResponse.SC_NOT_FOUND, Map.of("error", "No such picture."));
      return;
    }
    response.setContentType(type.orElse(""));
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    response.setHeader("Cache-Control", "private, max-age=3600");
    response.setContentLength(bytes.get().length);
    response.getOutputStream().write(bytes.get());
  }

  private static byte[] bytes(Resource post, String name) {
    try (InputStream stream = post.getValueMap().get(name, InputStream.class)) {
      return stream == null ? new byte[0] : stream.readAllBytes();
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static Shown shown(Resource post) {
    ValueMap values = post.getValueMap();
    String connection = post.getPath().split("/")[4];
    return new Shown(
        post.getName(),
        connection,
        values.get("account", connection),
        Timeline.created(post).toString(),
        values.get(SandboxConnector.WARNING, ""),
        values.get("text", ""),
        values.get("link", ""),
        values.get("title", ""),
        values.get("description", ""),
        values.get("language", ""),
        List.of(values.get("hashtags", new String[0])),
        values.get("attached", false),
        pictures(post),
        values.get("inReplyTo", "").replaceFirst("^[^/]*/", ""),
        Timeline.replyNodes(post).stream().map(reply -> said(reply, post)).toList());
  }

  private static List<Picture> pictures(Resource post) {
    ValueMap values = post.getValueMap();
    String[] path = post.getPath().split("/");
    String address =
        "/bin/smo/sandbox?connection=%s&image=%s/%s".formatted(path[4], path[5], post.getName());
    return IntStream.rangeClosed(1, MOST_PICTURES)
        .filter(n -> PICTURES.contains(values.get(Timeline.imageName(n) + "Type", "")))
        .mapToObj(
            n ->
                new Picture(
                    n == 1 ? address : address + "&number=" + n,
                    values.get(Timeline.imageName(n) + "Alt", "")))
        .toList();
  }

  private static Said said(Resource reply, Resource post) {
    ValueMap values = reply.getValueMap();
    return new Said(
        post.getName() + "/" + reply.getName(),
        values.get("author", "Somebody"),
        Timeline.at(reply, post).toString(),
        values.get("text", ""),
        values.get(Timeline.HIDDEN, false));
  }

  private static void answer(SlingHttpServletResponse response, int status, Object content)
      throws IOException {
    byte[] body = JSON.writeValueAsString(content).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
