// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assertions;

/** What authors and administrators do with Sling CMS, over HTTP. */
final class Cms {
  /** How Sling CMS refuses a change of a page of which it makes a version, where not as a 409. */
  private static final Pattern VERSION_IN_THE_MAKING =
      Pattern.compile(
          "VersionException|InvalidItemStateException|PublicationException"
              + "|can't be put into node");

  private final SlingCms server;
  private final Http admin = Http.as("admin", "admin");
  private final Http stranger = Http.stranger();

  Cms(SlingCms server) {
    this.server = server;
  }

  SlingCms server() {
    return server;
  }

  URI uri(String path) {
    return server.uri(path);
  }

  Http admin() {
    return admin;
  }

  /** What a visitor without a session gets. */
  HttpResponse<String> visit(String path) {
    return stranger.get(uri(path));
  }

  /** Writes properties; paths in names make child nodes. */
  void write(String path, Map<String, String> properties) {
    asAuthors("write " + path, () -> admin.post(uri(path), properties));
  }

  /** Makes a tree of nodes from JSON. */
  void load(String parent, String name, String json) {
    Map<String, String> form =
        Map.of(
            ":operation", "import",
            ":contentType", "json",
            ":name", name,
            ":replace", "true",
            "_charset_", "UTF-8",
            ":content", json);
    asAuthors("load " + parent + "/" + name, () -> admin.post(uri(parent), form));
  }

  /** Puts a file into a folder, as a form does. */
  void upload(String folder, String name, byte[] file) {
    asAuthors("upload " + name, () -> admin.upload(uri(folder), name, file));
  }

  /** Writes a context-aware configuration, such as {@code syndication}, with the way down to it. */
  void configure(String conf, String name, Map<String, String> values) {
    String folder = conf + "/sling:configs/smo";
    for (String path : List.of(conf, conf + "/sling:configs", folder)) {
      write(path, Map.of("jcr:primaryType", "sling:OrderedFolder"));
    }
    Map<String, String> settings = new HashMap<>(Map.of("jcr:primaryType", "nt:unstructured"));
    settings.putAll(values);
    write(folder + "/" + name, settings);
  }

  /** A site of its own, so that bursts and policies of tests do not meet. */
  TestSite site(String name, Map<String, String> policy) {
    return new TestSite(this, name, policy);
  }

  void publish(String page) {
    operate(page, "publish");
  }

  void unpublish(String page) {
    operate(page, "unpublish");
  }

  void delete(String path) {
    operate(path, "delete");
  }

  /** Takes the right to read a page from everyone but authors and administrators. */
  void denyStrangers(String page) {
    URI rights = uri(page + ".modifyAce.json");
    Map<String, String> denied = Map.of("principalId", "everyone", "privilege@jcr:read", "denied");
    asAuthors("deny " + page, () -> admin.post(rights, denied));
  }

  private void operate(String path, String operation) {
    Http json = admin.with("Accept", "application/json");
    asAuthors(operation + " " + path, () -> json.post(uri(path), Map.of(":operation", operation)));
  }

  /** The posts of a page, as the console shows them. */
  List<JsonNode> posts(String page) {
    JsonNode answer = admin.json(uri("/bin/smo/posts?page=" + page));
    return StreamSupport.stream(answer.path("posts").spliterator(), /* parallel= */ false).toList();
  }

  /** Waits until a page has a post through a connection that is in a state. */
  JsonNode awaitPost(String page, String connection, String state) {
    List<JsonNode> seen =
        Eventually.see(
            "post of " + page + " through " + connection + " that is " + state,
            () -> posts(page),
            posts -> posts.stream().anyMatch(post -> is(post, connection, state)));
    return seen.stream().filter(post -> is(post, connection, state)).findFirst().orElseThrow();
  }

  private static boolean is(JsonNode post, String connection, String state) {
    return post.path("connection").asText().equals(connection)
        && post.path("state").asText().equals(state);
  }

  /**
   * Calls off what is planned on a connection or waits for a person, so that tests which come later
   * do not meet it.
   */
  void callOff(String connection) {
    for (String state : List.of("attention", "SCHEDULED")) {
      String query = "?connection=" + connection + "&state=" + state;
      JsonNode found = admin.json(uri("/bin/smo/posts" + query)).path("posts");
      while (!found.isEmpty()) {
        Map<String, String> form =
            Map.of(
                "action", "cancel",
                "ids", joined(found, "id"),
                "revisions", joined(found, "revision"));
        accepted("call off", change("/bin/smo/posts", form));
        JsonNode left = admin.json(uri("/bin/smo/posts" + query)).path("posts");
        Assertions.assertTrue(left.size() < found.size() || left.size() == 100, left::toString);
        found = left;
      }
    }
  }

  /** Of posts themselves, not of what was decided about them. */
  private static String joined(JsonNode posts, String field) {
    return StreamSupport.stream(posts.spliterator(), /* parallel= */ false)
        .map(post -> post.path(field).asText())
        .collect(Collectors.joining(","));
  }

  /** Saves a connection as the console does, secrets and all. */
  void connect(Map<String, String> form) {
    Map<String, String> fields = new HashMap<>(form);
    fields.put("action", "save");
    accepted("save a connection", change("/bin/smo/connections", fields));
  }

  /** A change through the console's own servlets. */
  HttpResponse<String> change(String servlet, Map<String, String> form) {
    String token = admin.json(uri("/bin/smo/token")).path("token").asText();
    return admin.with("X-SMO-Token", token).post(uri(servlet), form);
  }

  /**
   * What an author asks for, again where the CMS was just making a version of the page, as a person
   * does who is told of a conflict. It does so in the background a moment after a page was
   * published for the first time (AutoVersioningListener), with SMO and without: it writes the time
   * of the last change, checks the page in and out again, and refuses whatever comes between.
   */
  private static void asAuthors(String what, Supplier<HttpResponse<String>> request) {
    accepted(what, Eventually.see("way to " + what, request, answer -> !isConflict(answer)));
  }

  private static boolean isConflict(HttpResponse<String> answer) {
    return answer.statusCode() == 409
        || (answer.statusCode() == 500 && VERSION_IN_THE_MAKING.matcher(answer.body()).find());
  }

  private static void accepted(String what, HttpResponse<String> answer) {
    Assertions.assertEquals(
        2, answer.statusCode() / 100, () -> what + ": " + answer.statusCode() + answer.body());
  }
}
