// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.outbound.http.HttpOutbound;
import dev.smo.outbound.http.RawServer;
import java.lang.reflect.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionContext.ResultBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hands webmentions to an author on a real socket. */
class ForwardJobTest {
  private static final String SOURCE = "https://jane.example/reply?a=1&b=2";
  private static final String TARGET = "https://museum.example/clock.html";

  private volatile String answer = "202 Accepted";
  private final RawServer author =
      new RawServer(
          (request, socket) ->
              socket
                  .getOutputStream()
                  .write(
                      ("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n")
                          .getBytes(StandardCharsets.US_ASCII)));
  private final List<String> results = new ArrayList<>();
  private String forwardTo = author.uri("/bin/smo/webmention").toString();

  @AfterEach
  void close() {
    author.close();
  }

  private String run(int retries) {
    results.clear();
    new ForwardJob(
            new WebmentionIntake(forwardTo, false, null), HttpOutbound.allowing(author.host()))
        .process(
            WebmentionSite.job(
                Map.of(
                    "source", SOURCE,
                    "target", TARGET,
                    "getRetryCount", retries,
                    "getNumberOfRetries", 20)),
            context());
    return String.join(" ", results);
  }

  /** Notes what the job says of itself. */
  private JobExecutionContext context() {
    ResultBuilder builder =
        (ResultBuilder)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ResultBuilder.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("message")) {
                    return proxy;
                  }
                  results.add(method.getName());
                  if (arguments != null) {
                    results.add(String.valueOf(arguments[0]));
                  }
                  return null;
                });
    return (JobExecutionContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {JobExecutionContext.class},
            (proxy, method, arguments) -> builder);
  }

  @Test
  void sourceAndTargetArriveAsASenderWouldSendThem() {
    assertEquals("succeeded", run(0));
    assertEquals(1, author.requests().size());
    String request = author.requests().get(0);
    assertTrue(request.startsWith("POST /bin/smo/webmention HTTP/1.1\r\n"), request);
    assertTrue(request.contains("\r\nSMO-Forwarded: 1\r\n"), request);
    String form = request.substring(request.indexOf("\r\n\r\n") + 4);
    List<String> fields =
        List.of(form.split("&")).stream()
            .map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
            .sorted()
            .toList();
    assertEquals(List.of("source=" + SOURCE, "target=" + TARGET), fields);
  }

  @Test
  void anAuthorThatIsAwayIsAskedAgainEverLaterAnHourAtMost() {
    answer = "503 Service Unavailable";
    assertEquals("failed 60000", run(0));
    assertEquals("failed 240000", run(2));
    assertEquals("failed 3600000", run(19));
    author.close();
    assertEquals("failed 60000", run(0));
  }

  @Test
  void aPauseThatTheAuthorAsksForIsKept() {
    answer = "429 Too Many Requests\r\nRetry-After: 90";
    assertEquals("failed 90000", run(0));
    answer = "429 Too Many Requests\r\nRetry-After: 100000";
    assertEquals("failed 3600000", run(0));
  }

  @Test
  void whatTheAuthorRefusesIsNotSentAgainButWhatIsMisconfiguredIs() {
    answer = "400 Bad Request";
    assertEquals("cancelled", run(0));
    for (String mistake :
        List.of("401 Unauthorized", "403 Forbidden", "404 Not Found", "302 Found")) {
      answer = mistake;
      assertEquals("failed 60000", run(0), mistake);
    }
  }

  @Test
  void aJobWaitsWhereTheAddressWasTakenAway() {
    forwardTo = "";
    assertEquals("failed 60000", run(0));
    assertEquals(List.of(), author.requests());
  }
}
