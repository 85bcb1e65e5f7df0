// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Whoever works in the CMS finds all of it as it was before SMO came: we never make it worse. */
@OnSlingCms
class NavigationIT {
  private static final String HOME = "/cms/start.html";
  private static final String JOBS = "/cms/jobs/start.html";
  private static final String OVERLAYS = "/apps/sling-cms/content";
  private static final String LOGOUT = "/system/sling/logout";

  @Test
  void whoeverLogsInComesToTheHomePageOfTheCms(Cms cms) {
    HttpResponse<String> home = loggedIn(cms).get(cms.uri(HOME));
    assertTrue(isHome(home), () -> home.statusCode() + home.body());
  }

  private static boolean isHome(HttpResponse<String> page) {
    return page.statusCode() == 200 && page.body().contains("Welcome to the Apache Sling CMS!");
  }

  /** From the home page, and from the other pages of the CMS to which we add something. */
  @Test
  void noPageOfTheNavigationIsRefused(Cms cms) {
    Map<String, Answer> answers =
        walk(
            cms,
            List.of(
                HOME,
                JOBS,
                "/cms/page/edit.html/content/smo-sample/en/index",
                "/cms/shared/publish.html/content/smo-sample/en/index",
                "/cms/shared/unpublish.html/content/smo-sample/en/index",
                "/cms/shared/delete.html/content/smo-sample/en/index",
                "/cms/site/sites.html/content",
                "/cms/site/content.html/content/smo-sample/en",
                "/cms/smo/card.html/content/smo-sample/en/index"));
    assertTrue(answers.size() > 20, () -> "a navigation of " + answers.keySet());
    answers.values().removeIf(answer -> answer.status() < 400);
    assertEquals(Map.of(), answers, "refused");
  }

  @Test
  void everyPageOfTheNavigationAnswersAsItDoesWithoutUs(Cms cms) {
    Map<String, Answer> without;
    try (SlingCms plain = SlingCms.plain("plain")) {
      Cms alone = new Cms(plain);
      // Its bundles come up before its content and its log-in do.
      Eventually.see(
          "home page of the CMS", () -> alone.admin().get(alone.uri(HOME)), NavigationIT::isHome);
      Eventually.see("log-in", () -> knock(alone).statusCode(), status -> status == 302);
      without = walk(alone, List.of(HOME, JOBS));
    }
    assertTrue(without.size() > 15, () -> "a navigation of " + without.keySet());
    without.keySet().removeIf(NavigationIT::isOfUser);
    Map<String, Answer> with = walk(cms, without.keySet());
    List<String> worse = new ArrayList<>();
    without.forEach(
        (path, alone) -> {
          Answer ours = Objects.requireNonNull(with.get(path));
          Set<String> lost = new TreeSet<>(alone.links());
          lost.removeAll(ours.links());
          lost.removeIf(NavigationIT::isOfUser);
          if (ours.status() != alone.status()
              || !ours.title().equals(alone.title())
              || !lost.isEmpty()) {
            worse.add(
                "%s: %d \"%s\" instead of %d \"%s\", without the links %s"
                    .formatted(
                        path, ours.status(), ours.title(), alone.status(), alone.title(), lost));
          }
        });
    assertEquals(List.of(), worse, "pages of the CMS that are worse with SMO");
  }

  /** Each installation gives users names of its own in its repository. */
  private static boolean isOfUser(String path) {
    return path.contains("/home/users/");
  }

  /** What a page of the CMS is like. */
  private record Answer(int status, String title, Set<String> links) {}

  /** Follows the links of the navigation to their end. */
  private static Map<String, Answer> walk(Cms cms, Collection<String> starts) {
    Http author = loggedIn(cms);
    Map<String, Answer> answers = new TreeMap<>();
    Deque<String> ahead = new ArrayDeque<>(starts);
    while (!ahead.isEmpty()) {
      String path = ahead.poll();
      if (!answers.containsKey(path)) {
        HttpResponse<String> answer = author.get(cms.uri(path));
        Set<String> links = links(answer.body(), cms.uri(path));
        String title = Jsoup.parse(answer.body()).title();
        answers.put(path, new Answer(answer.statusCode(), title, links));
        ahead.addAll(links);
      }
    }
    return answers;
  }

  /** What the CMS has there by its own content, in the order that it has there. */
  @Test
  void whatWeAddToPagesOfTheCmsTakesNothingAwayAndTurnsNothingAround(Cms cms) {
    String site = "/site/%s/jcr:content/container/contenttable/types/%s/columns/actions";
    for (String place :
        List.of(
            "/shared/publish/jcr:content/container",
            "/shared/unpublish/jcr:content/container",
            "/shared/delete/jcr:content/container",
            site.formatted("content", "sling:Page"),
            site.formatted("sites", "sling:Site"),
            "/page/edit/jcr:content/container/pageeditbar/actions")) {
      List<String> before = children(cms, "/libs/sling-cms/content" + place);
      List<String> after = children(cms, "/mnt/overlay/sling-cms/content" + place);
      assertFalse(before.isEmpty(), () -> place + " has " + before);
      assertTrue(after.remove("smo"), () -> place + " lacks ours: " + after);
      assertEquals(before, after, place);
    }
  }

  /** Names of what lies in a node, in order. */
  private static List<String> children(Cms cms, String path) {
    List<String> names = new ArrayList<>();
    cms.admin()
        .json(cms.uri(path + ".1.json"))
        .fields()
        .forEachRemaining(
            child -> {
              if (child.getValue().isObject()) {
                names.add(child.getKey());
              }
            });
    return names;
  }

  @Test
  void eachOverlayIsOfTheTypeOfWhatItLiesOver(Cms cms) {
    Map<String, String> ours = new TreeMap<>();
    types(cms.admin().json(cms.uri(OVERLAYS + ".infinity.json")), OVERLAYS, ours);
    Map<String, String> hosts = new TreeMap<>();
    for (String path : ours.keySet()) {
      // Not as JSON: the CMS gives the content of a page for the page.
      String type = path.replaceFirst("^/apps/", "/libs/") + "/jcr:primaryType";
      HttpResponse<String> below = cms.admin().get(cms.uri(type));
      hosts.put(path, below.statusCode() == 200 ? below.body() : ours.get(path));
    }
    assertEquals("sling:Page", hosts.get(OVERLAYS + "/start"));
    assertEquals(hosts, ours);
  }

  /** As by the form of the CMS; what comes back is whoever has the cookie of the log-in. */
  private static Http loggedIn(Cms cms) {
    HttpResponse<String> door = knock(cms);
    assertEquals(302, door.statusCode());
    assertEquals(HOME, URI.create(door.headers().firstValue("Location").orElseThrow()).getPath());
    String cookies =
        door.headers().allValues("Set-Cookie").stream()
            .map(cookie -> cookie.split(";", 2)[0])
            .collect(Collectors.joining("; "));
    return Http.stranger().with("Cookie", cookies);
  }

  private static HttpResponse<String> knock(Cms cms) {
    return Http.stranger()
        .post(
            cms.uri("/j_security_check"),
            Map.of("j_username", "admin", "j_password", "admin", "resource", HOME));
  }

  /** Where the navigation of a page leads to on the same server, but for the way out. */
  private static Set<String> links(String page, URI address) {
    return Jsoup.parse(page, address.toString()).select("nav a[href]").stream()
        .map(link -> link.absUrl("href").replaceFirst("#.*", ""))
        .filter(link -> link.startsWith(address.resolve("/").toString()))
        .map(link -> link.substring(address.resolve("/").toString().length() - 1))
        .filter(path -> !path.equals(LOGOUT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void types(JsonNode node, String path, Map<String, String> found) {
    found.put(path, node.path("jcr:primaryType").asText());
    node.fields()
        .forEachRemaining(
            child -> {
              if (child.getValue().isObject()) {
                types(child.getValue(), path + "/" + child.getKey(), found);
              }
            });
  }
}
