package dev.smo;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The way of a post goes through the packages in one direction; ARCHITECTURE.md draws it. */
@AnalyzeClasses(packages = "dev.smo", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** What each package may know. A package that stands here with nothing knows only itself. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("page", List.of()),
          Map.entry("post", List.of()),
          Map.entry("connector", List.of("post")),
          Map.entry("outbound", List.of("post")),
          Map.entry("ledger", List.of("post")),
          Map.entry("connections", List.of("post", "connector", "ledger")),
          Map.entry("wording", List.of("page", "connector")),
          Map.entry("raster", List.of()),
          Map.entry("gate", List.of("page", "post", "connector", "outbound", "wording", "raster")),
          Map.entry(
              "syndication",
              List.of("page", "post", "connector", "ledger", "connections", "wording", "feed")),
          Map.entry("request", List.of("page", "ledger", "syndication")),
          Map.entry(
              "delivery",
              List.of(
                  "page",
                  "post",
                  "connector",
                  "outbound",
                  "ledger",
                  "connections",
                  "gate",
                  "syndication")),
          Map.entry(
              "engagement",
              List.of("post", "connector", "ledger", "connections", "delivery", "reactions")),
          Map.entry("preview", List.of("page", "connector", "wording", "syndication", "card")),
          Map.entry(
              "console",
              List.of(
                  "page",
                  "post",
                  "connector",
                  "ledger",
                  "connections",
                  "syndication",
                  "delivery",
                  "reactions",
                  "engagement",
                  "preview")),
          Map.entry("clicks", List.of("ledger", "memory")),
          Map.entry("share", List.of("page", "wording", "clicks", "memory")),
          Map.entry("memory", List.of("page", "ledger")),
          Map.entry("feed", List.of("page", "memory")),
          Map.entry("websub", List.of("feed", "ledger", "outbound")),
          Map.entry("picture", List.of("page", "memory", "ledger", "raster")),
          Map.entry("card", List.of("page", "feed", "picture", "share", "wording", "memory")),
          Map.entry("reactions", List.of("page", "memory", "ledger", "connections")),
          Map.entry("webmention", List.of("page", "outbound", "ledger", "reactions")));

  @ArchTest
  static void everyPackageHasItsPlace(JavaClasses all) {
    var unknown =
        all.stream()
            .map(ArchitectureTest::stage)
            .filter(stage -> !ARROWS.containsKey(stage))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(), unknown, "draw their arrows in ARROWS and in ARCHITECTURE.md");
  }

  @ArchTest
  static void arrowsPointOneWay(JavaClasses all) {
    ARROWS.forEach(
        (stage, known) ->
            classes()
                .that(resideInAPackage("dev.smo." + stage + ".."))
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
          .resideOutsideOfPackage("dev.smo.outbound..")
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

  @ArchTest
  static final ArchRule PACKAGES_ARE_NAMED_FOR_WHAT_THEY_ARE =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..common..", "..helper..", "..service..", "..manager..");

  private static String stage(JavaClass type) {
    String[] names = type.getPackageName().split("\\.");
    return names.length > 2 ? names[2] : "";
  }
}
