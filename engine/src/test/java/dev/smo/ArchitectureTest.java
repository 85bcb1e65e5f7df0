// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.smo.endpoint.JsonServlet;
import dev.smo.web.Utf8Request;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.servlet.Filter;
import javax.servlet.Servlet;
import javax.servlet.ServletRequest;
import org.apache.sling.api.resource.observation.ExternalResourceChangeListener;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.apache.sling.api.wrappers.SlingHttpServletRequestWrapper;

/** The way of a post goes through the packages in one direction; ARCHITECTURE.md draws it. */
@AnalyzeClasses(
    packages = "dev.smo",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoFixtures.class})
class ArchitectureTest {
  /** Leaves out what core's tests share with those of the engine. */
  static final class NoFixtures implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  /** What each package may know. A package that stands here with nothing knows only itself. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("page", List.of()),
          Map.entry("post", List.of()),
          Map.entry("connector", List.of("post", "outbound")),
          Map.entry("outbound", List.of("post")),
          Map.entry("host", List.of("page", "post")),
          Map.entry("request", List.of()),
          Map.entry("share", List.of()),
          Map.entry("card", List.of()),
          Map.entry("feed", List.of()),
          Map.entry("reactions", List.of()),
          Map.entry("preview", List.of()),
          Map.entry("web", List.of("words")),
          Map.entry("events", List.of()),
          Map.entry("identity", List.of("host", "repository")),
          Map.entry("content", List.of("page", "identity")),
          Map.entry("settings", List.of()),
          Map.entry("feed.catalog", List.of("web")),
          Map.entry("reactions.store", List.of()),
          Map.entry("repository", List.of()),
          Map.entry("memory", List.of("page", "host", "identity")),
          Map.entry("files", List.of("repository")),
          Map.entry("words", List.of()),
          Map.entry("signing", List.of("post")),
          Map.entry("prose", List.of("words")),
          Map.entry("tracking", List.of("words")),
          Map.entry("html", List.of("outbound", "words")),
          Map.entry("raster", List.of()),
          Map.entry("outbound.http", List.of("outbound", "words")),
          Map.entry("networks", List.of("connector")),
          Map.entry("clicks", List.of("post", "repository", "memory", "signing", "web")),
          Map.entry("links", List.of("clicks", "repository", "web", "words")),
          Map.entry(
              "share.impl",
              List.of(
                  "share",
                  "page",
                  "host",
                  "networks",
                  "tracking",
                  "clicks",
                  "memory",
                  "files",
                  "connector",
                  "identity",
                  "prose",
                  "settings",
                  "web",
                  "words")),
          Map.entry(
              "feed.impl",
              List.of(
                  "feed",
                  "page",
                  "host",
                  "memory",
                  "events",
                  "files",
                  "feed.catalog",
                  "identity",
                  "prose",
                  "settings",
                  "web",
                  "words")),
          Map.entry(
              "socialimage",
              List.of(
                  "page",
                  "host",
                  "memory",
                  "repository",
                  "raster",
                  "identity",
                  "prose",
                  "settings",
                  "words")),
          Map.entry(
              "card.impl",
              List.of(
                  "card",
                  "page",
                  "host",
                  "share",
                  "socialimage",
                  "memory",
                  "prose",
                  "feed.catalog",
                  "identity",
                  "settings",
                  "web",
                  "words")),
          Map.entry(
              "reactions.impl",
              List.of(
                  "reactions",
                  "page",
                  "host",
                  "memory",
                  "repository",
                  "networks",
                  "connector",
                  "reactions.store",
                  "identity",
                  "outbound.http",
                  "prose",
                  "settings",
                  "web",
                  "words")),
          Map.entry("websub", List.of("repository", "outbound", "feed.catalog")),
          Map.entry(
              "webmention",
              List.of(
                  "page", "host", "outbound", "outbound.http", "repository", "identity", "web")),
          Map.entry("environment", List.of("repository")),
          Map.entry("schedule", List.of("words")),
          Map.entry("lanes", List.of("connector", "repository", "environment")),
          Map.entry("ledger", List.of("post", "repository", "links", "lanes", "schedule", "words")),
          Map.entry(
              "connections",
              List.of(
                  "post",
                  "connector",
                  "outbound",
                  "outbound.http",
                  "host",
                  "repository",
                  "networks",
                  "environment",
                  "lanes",
                  "schedule")),
          Map.entry("wording", List.of("page", "post", "connector", "prose", "words")),
          Map.entry(
              "gate", List.of("page", "post", "connector", "outbound", "prose", "raster", "html")),
          Map.entry(
              "syndication",
              List.of(
                  "page",
                  "post",
                  "host",
                  "connector",
                  "repository",
                  "ledger",
                  "connections",
                  "wording",
                  "tracking",
                  "links",
                  "feed.catalog",
                  "identity",
                  "prose",
                  "raster",
                  "schedule",
                  "settings",
                  "events",
                  "words")),
          Map.entry(
              "request.impl",
              List.of("request", "host", "ledger", "lanes", "syndication", "schedule")),
          Map.entry(
              "delivery",
              List.of(
                  "page",
                  "post",
                  "host",
                  "repository",
                  "connector",
                  "outbound",
                  "ledger",
                  "lanes",
                  "environment",
                  "connections",
                  "gate",
                  "wording",
                  "syndication",
                  "schedule",
                  "raster",
                  "socialimage",
                  "prose")),
          Map.entry(
              "engagement",
              List.of(
                  "post",
                  "connector",
                  "repository",
                  "prose",
                  "ledger",
                  "connections",
                  "reactions.store",
                  "socialimage")),
          Map.entry(
              "watching",
              List.of(
                  "page",
                  "post",
                  "host",
                  "connector",
                  "outbound",
                  "repository",
                  "identity",
                  "content",
                  "connections",
                  "lanes",
                  "engagement",
                  "syndication")),
          Map.entry(
              "results",
              List.of("endpoint", "connector", "repository", "clicks", "ledger", "engagement")),
          Map.entry("collecting", List.of("clicks", "outbound", "post", "repository", "signing")),
          Map.entry(
              "goals",
              List.of(
                  "endpoint",
                  "connections",
                  "repository",
                  "ledger",
                  "reactions.store",
                  "engagement",
                  "results")),
          Map.entry(
              "webmention.engine",
              List.of(
                  "webmention",
                  "page",
                  "host",
                  "outbound",
                  "repository",
                  "html",
                  "prose",
                  "reactions.store",
                  "web",
                  "words",
                  "environment")),
          Map.entry(
              "preview.impl",
              List.of(
                  "preview",
                  "page",
                  "host",
                  "connector",
                  "networks",
                  "prose",
                  "syndication",
                  "card",
                  "identity",
                  "words")),
          Map.entry(
              "health",
              List.of(
                  "repository", "environment", "lanes", "ledger", "connections", "syndication")),
          Map.entry(
              "endpoint",
              List.of("post", "repository", "ledger", "connections", "delivery", "web")),
          Map.entry(
              "calendar",
              List.of(
                  "endpoint",
                  "page",
                  "host",
                  "post",
                  "repository",
                  "ledger",
                  "connections",
                  "syndication",
                  "delivery",
                  "schedule",
                  "settings",
                  "web")),
          Map.entry(
              "administration",
              List.of(
                  "endpoint",
                  "console",
                  "repository",
                  "ledger",
                  "lanes",
                  "environment",
                  "connections",
                  "syndication",
                  "delivery")),
          Map.entry(
              "webhooks",
              List.of(
                  "endpoint",
                  "post",
                  "host",
                  "outbound",
                  "repository",
                  "signing",
                  "ledger",
                  "environment",
                  "connections",
                  "delivery",
                  "web")),
          Map.entry(
              "policies",
              List.of(
                  "endpoint",
                  "page",
                  "host",
                  "repository",
                  "schedule",
                  "syndication",
                  "wording",
                  "words")),
          Map.entry("assistant", List.of("endpoint", "words")),
          Map.entry(
              "today",
              List.of(
                  "endpoint",
                  "calendar",
                  "post",
                  "repository",
                  "ledger",
                  "lanes",
                  "environment",
                  "connections",
                  "syndication",
                  "reactions.store")),
          Map.entry(
              "mail",
              List.of(
                  "endpoint",
                  "calendar",
                  "repository",
                  "environment",
                  "connections",
                  "schedule",
                  "goals",
                  "today",
                  "console",
                  "web")),
          Map.entry(
              "inbox",
              List.of(
                  "endpoint",
                  "calendar",
                  "post",
                  "host",
                  "connector",
                  "repository",
                  "ledger",
                  "connections",
                  "delivery",
                  "engagement",
                  "identity",
                  "reactions.store",
                  "words")),
          Map.entry(
              "console",
              List.of(
                  "endpoint",
                  "page",
                  "post",
                  "host",
                  "raster",
                  "connector",
                  "repository",
                  "files",
                  "ledger",
                  "lanes",
                  "environment",
                  "connections",
                  "syndication",
                  "delivery",
                  "engagement",
                  "preview",
                  "preview.impl",
                  "identity",
                  "networks",
                  "reactions.store",
                  "web",
                  "schedule",
                  "words")));

  /** Who listens keeps something, but for one that asks for a job, which one node is enough for. */
  @ArchTest
  static final ArchRule WHAT_IS_KEPT_IS_DROPPED_WHEN_ANOTHER_NODE_CHANGES_IT =
      classes()
          .that()
          .implement(ResourceChangeListener.class)
          .and()
          .doNotHaveSimpleName("Announcer")
          .should()
          .implement(ExternalResourceChangeListener.class);

  /** Sling's scheduler takes no other number, and a job with one never runs. */
  @ArchTest
  static final ArchRule PERIODS_OF_THE_SCHEDULER_ARE_CONFIGURED_AS_LONG =
      methods().that().haveName("scheduler_period").should().haveRawReturnType(long.class);

  @ArchTest
  static void everyPackageHasItsPlace(JavaClasses all) {
    var unknown =
        all.stream()
            .map(ArchitectureTest::stage)
            .filter(stage -> !stage.equals("testkit")) // on the class path of tests only
            .filter(stage -> !ARROWS.containsKey(stage))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(), unknown, "draw their arrows in ARROWS and in ARCHITECTURE.md");
  }

  @ArchTest
  static void arrowsPointOneWay(JavaClasses all) {
    ARROWS.forEach(
        (stage, known) ->
            classes()
                .that(
                    DescribedPredicate.describe(
                        "are of " + stage, type -> stage(type).equals(stage)))
                .should()
                .onlyDependOnClassesThat(
                    new DescribedPredicate<>("are of " + stage + ", " + known + ", or foreign") {
                      @Override
                      public boolean test(JavaClass other) {
                        return !other.getPackageName().startsWith("dev.smo")
                            || stage(other).equals(stage)
                            || known.contains(stage(other));
                      }
                    })
                .allowEmptyShould(true)
                .check(all));
  }

  @ArchTest
  static final ArchRule NOTHING_GOES_IN_CIRCLES =
      slices().matching("dev.smo.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule CORE_KNOWS_NO_CONTENT_MANAGEMENT_SYSTEM =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.sling.cms..", "com.day..", "com.adobe..");

  @ArchTest
  static final ArchRule ONLY_THE_OUTBOUND_CLIENT_SPEAKS_TO_OTHER_MACHINES =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.smo.outbound.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.http..", "java.net.http..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              java.net.URL.class,
              java.net.URLConnection.class,
              java.net.HttpURLConnection.class,
              java.net.Socket.class);

  /**
   * A container reads form data by whatever encoding it is set to; so whoever reads them is given a
   * request that was decoded as UTF-8, by the servlet itself or by the one of all JSON.
   */
  @ArchTest
  static void whatSomebodySentIsReadAsUtf8(JavaClasses all) {
    var plain =
        all.stream()
            .filter(ArchitectureTest::readsParameters)
            .flatMap(reader -> servletsBefore(reader, new HashSet<>()))
            .filter(servlet -> !servlet.isAssignableTo(JsonServlet.class))
            .filter(servlet -> !decodes(servlet))
            .map(JavaClass::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    // A version of a file, and the name of one, are of ASCII; the sandbox sees the API only.
    assertEquals(
        new TreeSet<>(Set.of("LongCache")), plain, "read parameters from new Utf8Request(request)");
  }

  /** They do so with names of constants, parts of addresses that were read, and labels only. */
  private static final Set<String> OF_BOUNDED_WORDS =
      Set.of(
          "administration.AdministrationServlet$EnvironmentView",
          "calendar.CalendarFeedServlet",
          "card.impl.FieldSyntax",
          "connections.Connectors",
          "connections.Vault",
          "console.ConnectionView$LaneView",
          "console.CountsServlet",
          "console.NetworkView",
          "console.PreviewView",
          "delivery.AttemptResults",
          "gate.SameAddress",
          "health.PostMetrics",
          "host.PageEvent",
          "inbox.DeletedServlet",
          "inbox.ReactionList",
          "inbox.ReactionQuery",
          "networks.Networks",
          "outbound.Answer",
          "outbound.http.AddressRules",
          "outbound.http.Conversation",
          "outbound.http.Exchange",
          "outbound.http.HttpOutbound",
          "policies.TrialServlet",
          "preview.impl.NetworkCard",
          "preview.impl.SocialFieldValues",
          "raster.EncodedImage",
          "reactions.impl.ReactionsImpl",
          "schedule.WeekLine",
          "socialimage.drawing.InstalledFonts",
          "syndication.PostPreview$Fate",
          "syndication.SyndicationRequest",
          "web.WebAddress",
          "webhooks.WebhookCalls",
          "words.AddressReader",
          "words.LowerCase",
          "words.WrittenAddress");

  /** Java takes the square of a text of many capital sigmas, which anybody may write. */
  @ArchTest
  static void textsArePutIntoSmallLettersInLinearTime(JavaClasses all) {
    var squares =
        all.stream()
            .filter(type -> !type.isAssignableTo(Enum.class))
            .filter(type -> !stage(type).startsWith("testkit"))
            .filter(
                type ->
                    type.getMethodCallsFromSelf().stream()
                        .anyMatch(
                            call ->
                                call.getName().equals("toLowerCase")
                                    && call.getTargetOwner().isEquivalentTo(String.class)))
            .map(type -> type.getName().replaceFirst("^dev\\.smo\\.", ""))
            .filter(name -> !OF_BOUNDED_WORDS.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(), squares, "write LowerCase.of(text)");
  }

  private static boolean readsParameters(JavaClass type) {
    return !type.isAssignableTo(SlingHttpServletRequestWrapper.class)
        && type.getMethodCallsFromSelf().stream()
            .anyMatch(
                call ->
                    call.getName().startsWith("getParameter")
                        && call.getTargetOwner().isAssignableTo(ServletRequest.class));
  }

  /** The servlets and filters that a class is, or that hand it their request. */
  private static Stream<JavaClass> servletsBefore(JavaClass type, Set<JavaClass> seen) {
    if (!seen.add(type)) {
      return Stream.empty();
    }
    if (type.isAssignableTo(Servlet.class) || type.isAssignableTo(Filter.class)) {
      return Stream.of(type);
    }
    return type.getDirectDependenciesToSelf().stream()
        .map(dependency -> dependency.getOriginClass())
        .filter(
            user ->
                user.getMethodCallsFromSelf().stream()
                    .anyMatch(call -> takesRequest(call) && call.getTargetOwner().equals(type)))
        .flatMap(user -> servletsBefore(user, seen));
  }

  private static boolean takesRequest(JavaMethodCall call) {
    return call.getTarget().getRawParameterTypes().stream()
        .anyMatch(parameter -> parameter.isAssignableTo(ServletRequest.class));
  }

  /** It, or one that it extends, makes the request anew. */
  private static boolean decodes(JavaClass servlet) {
    return Stream.concat(Stream.of(servlet), servlet.getAllRawSuperclasses().stream())
        .anyMatch(
            type ->
                type.getConstructorCallsFromSelf().stream()
                    .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Utf8Request.class)));
  }

  @ArchTest
  static final ArchRule PACKAGES_ARE_NAMED_FOR_WHAT_THEY_ARE =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..common..", "..helper..", "..service..", "..manager..");

  /** The longest package with arrows of its own that a class lies in, without {@code dev.smo}. */
  private static String stage(JavaClass type) {
    String name = type.getPackageName().replaceFirst("^dev\\.smo\\.?", "");
    return name.isEmpty() || ARROWS.containsKey(name) || !name.contains(".")
        ? name
        : name.substring(0, name.lastIndexOf('.'));
  }
}
