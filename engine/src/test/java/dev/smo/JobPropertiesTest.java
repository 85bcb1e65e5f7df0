// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.host.PageEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What jobs carry. Sling CMS shows jobs to whoever may open its console, whatever rights they have
 * on the pages; so a job names paths, ids and public addresses, and its consumer reads the rest.
 */
class JobPropertiesTest {
  private static final Pattern COMMENT = Pattern.compile("(?m)^ +\\*.*$");
  private static final Pattern JOB = Pattern.compile("\\.(?:addJob|createJob|queue)\\(");

  @Test
  void aJobCarriesPathsIdsAndPublicAddressesOnly() throws IOException {
    assertEquals(
        new TreeMap<>(
            Map.of(
                "Announcer", "Announcement.TOPIC, Map.of(Announcement.SITE, site)",
                "Backlog", "topic, Map.of(Notice.SOURCE, source, Notice.TARGET, target)",
                "DeliveryScheduler", "topic, Map.of()",
                "NodesToPublish", "changes, new PublishCopies.Way(NODE, TOPIC, PATH), events, jobs",
                "PageEvents", "PageEvent.TOPIC, new PageEvent(kind, path).toJob()",
                "PageJobs", "PageEvent.TOPIC, event.toJob()",
                "PublishCopies", "way.topic(), Map.of(way.property(), name)",
                "ReactionsToPublish",
                    "changes, new PublishCopies.Way(PATH, TOPIC, PAGE), events, jobs",
                "WebmentionTrigger", "SendJob.TOPIC, Map.of(SendJob.PATH, path)")),
        jobs());
  }

  @Test
  void anEventOfAPageIsItsPathAndWhatHappened() {
    for (PageEvent.Kind kind : PageEvent.Kind.values()) {
      Map<String, Object> job = new PageEvent(kind, "/content/page").toJob();
      assertEquals(Set.of(PageEvent.PATH, PageEvent.KIND), job.keySet());
    }
  }

  /** Arguments of each call that makes a job, by the name of its class. */
  private static Map<String, String> jobs() throws IOException {
    Map<String, String> jobs = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      for (Path file : files.filter(JobPropertiesTest::isOurs).toList()) {
        String source = COMMENT.matcher(Files.readString(file)).replaceAll("");
        Matcher call = JOB.matcher(source);
        while (call.find()) {
          String name = file.getFileName().toString().replace(".java", "");
          jobs.merge(name, arguments(source, call.end()), (a, b) -> a + " and " + b);
        }
      }
    }
    return jobs;
  }

  private static String arguments(String source, int from) {
    int end = from;
    for (int open = 1; open > 0; end++) {
      open += source.charAt(end) == '(' ? 1 : source.charAt(end) == ')' ? -1 : 0;
    }
    return source.substring(from, end - 1).replaceAll("\\s+", " ").strip();
  }

  private static boolean isOurs(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.endsWith(".java") && path.contains("/src/main/") && !path.contains("/docs/");
  }
}
