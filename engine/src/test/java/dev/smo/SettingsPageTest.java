// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page of settings says what the bundles' metatype is made of: no more, no less. */
class SettingsPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern DEFINITION = Pattern.compile("@ObjectClassDefinition");
  private static final Pattern TYPE = Pattern.compile("@interface (\\w+) \\{");
  private static final Pattern SETTING =
      Pattern.compile("(?m)^ +[\\w.\\[\\]]+ (\\w+)\\(\\)(?: default ([^;]*+))?;");
  private static final Pattern TYPED =
      Pattern.compile("(?m)^ +([\\w\\[\\]]+) (\\w+)\\(\\)(?: default [^;]*+)?;");
  private static final Pattern PID = Pattern.compile("String PID = \"([^\"]+)\"");
  private static final Pattern DESIGNATE = Pattern.compile("ocd = ([\\w.]+)\\.class");
  private static final Pattern VARIABLE = Pattern.compile("getenv\\(\"(\\w+)\"\\)");
  private static final Pattern HEADING = Pattern.compile("### `([\\w.]+)`");
  private static final Pattern ROW = Pattern.compile("\\| `([\\w.]+)` \\| (?:`([^`]*)` )?\\| .*");

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(SettingsPageTest::isOurs).toList()) {
        String path = file.toString().replace('\\', '/');
        String name = path.substring(path.indexOf("/java/") + 6).replace('/', '.');
        sources.put(name.substring(0, name.length() - 5), Files.readString(file));
      }
    }
    return sources;
  }

  private static boolean isOurs(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.endsWith(".java") && path.contains("/src/main/java/");
  }

  /** Names and defaults of settings, by PID. */
  private static Map<String, Map<String, String>> declared() throws IOException {
    Map<String, String> sources = sources();
    Map<String, Map<String, String>> declared = new TreeMap<>();
    sources.forEach(
        (name, source) -> {
          Matcher type = TYPE.matcher(source);
          if (DEFINITION.matcher(source).find() && type.find()) {
            declared.put(pid(name, type.group(1), sources), settings(source, type.end()));
          }
        });
    return declared;
  }

  private static String pid(String file, String type, Map<String, String> sources) {
    Matcher own = PID.matcher(sources.get(file));
    if (own.find()) {
      return own.group(1);
    }
    String simple = file.substring(file.lastIndexOf('.') + 1);
    String wanted = simple.equals(type) ? type : simple + "." + type;
    return sources.entrySet().stream()
        .filter(
            source ->
                DESIGNATE
                    .matcher(source.getValue())
                    .results()
                    .anyMatch(found -> found.group(1).equals(wanted)))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is designated by " + wanted));
  }

  private static Map<String, String> settings(String source, int from) {
    int end = from;
    for (int open = 1; open > 0; end++) {
      open += source.charAt(end) == '{' ? 1 : source.charAt(end) == '}' ? -1 : 0;
    }
    Map<String, String> settings = new TreeMap<>();
    Matcher setting = SETTING.matcher(source.substring(from, end));
    while (setting.find()) {
      String value = setting.group(2) == null ? "" : setting.group(2);
      settings.put(setting.group(1).replace('_', '.'), written(value, source));
    }
    return settings;
  }

  /** A default as people read it. */
  private static String written(String value, String source) {
    if (value.matches("[A-Z_]+")) {
      Matcher constant = Pattern.compile(value + " = \"([^\"]*)\"").matcher(source);
      assertTrue(constant.find(), value);
      return constant.group(1);
    }
    return value.replaceAll("[\"{}]", "").replaceAll("(?<=\\d)_(?=\\d)", "");
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/settings.md"));
  }

  @Test
  void namesEachSettingWithItsDefaultAndNoOther() throws IOException {
    Map<String, Map<String, String>> told = new TreeMap<>();
    Map<String, String> section = new TreeMap<>();
    for (String line : page().lines().toList()) {
      Matcher heading = HEADING.matcher(line);
      Matcher row = ROW.matcher(line);
      if (heading.lookingAt()) {
        section = new TreeMap<>();
        told.put(heading.group(1), section);
      } else if (row.matches()) {
        section.put(row.group(1), row.group(2) == null ? "" : row.group(2));
      }
    }
    Map<String, Map<String, String>> declared = declared();
    assertTrue(declared.size() >= 18, declared::toString);
    assertEquals(lines(declared), lines(told));
  }

  private static String lines(Map<String, Map<String, String>> settings) {
    List<String> lines = new ArrayList<>();
    settings.forEach(
        (pid, all) -> all.forEach((name, value) -> lines.add(pid + " " + name + "=" + value)));
    return String.join("\n", lines);
  }

  /** A file with a slip in a name or type is read by nobody, and nothing says so. */
  @Test
  void eachConfigurationFileSetsOnlyWhatIsDeclaredAndByItsType() throws IOException {
    Map<String, String> types = types();
    List<String> unknown = new ArrayList<>();
    int files = 0;
    for (Path file : configurations()) {
      String name = file.getFileName().toString();
      String pid = name.substring(0, name.length() - ".cfg.json".length()).replaceAll("~.*", "");
      JsonNode values = new ObjectMapper().readTree(file.toFile());
      files++;
      for (Map.Entry<String, JsonNode> value : values.properties()) {
        String setting = pid + " " + value.getKey().replaceAll(":.*", "");
        if (!isFramework(value.getKey()) && !fits(value.getValue(), types.get(setting))) {
          unknown.add(file + ": " + value);
        }
      }
    }
    assertTrue(files >= 12, "files of configuration: " + files);
    assertEquals(List.of(), unknown);
  }

  private static List<Path> configurations() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("all"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("dev\\.smo\\..*\\.cfg\\.json"))
          .filter(file -> file.toString().replace('\\', '/').contains("/src/main/"))
          .toList();
    }
  }

  /** What Sling reads from a component's properties, not the component. */
  private static boolean isFramework(String setting) {
    return setting.startsWith("sling.");
  }

  private static boolean fits(JsonNode value, @Nullable String type) {
    return switch (String.valueOf(type)) {
      case "String" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "int", "long" -> value.isIntegralNumber();
      case "String[]" -> value.isArray();
      default -> false;
    };
  }

  /** Types of settings, by PID and name. */
  private static Map<String, String> types() throws IOException {
    Map<String, String> types = new TreeMap<>();
    Map<String, String> sources = sources();
    sources.forEach(
        (name, source) -> {
          Matcher type = TYPE.matcher(source);
          if (DEFINITION.matcher(source).find() && type.find()) {
            String pid = pid(name, type.group(1), sources);
            TYPED
                .matcher(source.substring(type.end()))
                .results()
                .forEach(
                    found ->
                        types.put(pid + " " + found.group(2).replace('_', '.'), found.group(1)));
          }
        });
    return types;
  }

  @Test
  void namesEachVariableOfTheEnvironment() throws IOException {
    TreeSet<String> read = new TreeSet<>();
    for (String source : sources().values()) {
      VARIABLE.matcher(source).results().forEach(found -> read.add(found.group(1)));
    }
    assertTrue(read.contains("SMO_ENVIRONMENT"), read::toString);
    String page = page();
    assertEquals(List.of(), read.stream().filter(name -> !page.contains("| `" + name)).toList());
  }
}
