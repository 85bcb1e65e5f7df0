// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smo.connections.NetworkCalls;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.time.Clock;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of errors, which a container would show to whoever asks. */
@ExtendWith(SlingContextExtension.class)
class JsonServletTest {
  private static final String FAILED = "This failed inside the server; its log says more.";

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final ConsoleCalls calls = new ConsoleCalls(new NetworkCalls(Clock.systemUTC()));
  private final Connection connection =
      Connection.builder("tiny-en", "tiny").secret("token", Secret.of("s3cr3t")).build();
  private ConsoleFixture console;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
  }

  /** Shows what a call brings. */
  private static final class Showing extends JsonServlet {
    private static final long serialVersionUID = 1L;
    private final transient Runnable work;

    Showing(Tokens tokens, Runnable work) {
      super(tokens);
      this.work = work;
    }

    @Override
    protected Object show(SlingHttpServletRequest request, Visitor visitor) {
      work.run();
      return "done";
    }
  }

  private Showing throwing(Error error) {
    return new Showing(
        console.tokens,
        () -> {
          throw error;
        });
  }

  @Test
  void anErrorIsAnsweredWithoutItsWords() throws Exception {
    Reply reply = console.get(throwing(new NoClassDefFoundError("plugin/s3cr3t")));
    assertEquals(500, reply.status());
    assertEquals(FAILED, reply.error());
  }

  @Test
  void anErrorOfAConnectorIsToldLikeAnyOtherFault() throws Exception {
    Showing servlet =
        new Showing(
            console.tokens,
            () ->
                calls.call(
                    connection,
                    () -> {
                      throw new StackOverflowError("s3cr3t");
                    }));
    Reply reply = console.get(servlet);
    assertEquals(500, reply.status());
    assertEquals("The connector is faulty; the server's log says more.", reply.error());
  }

  @Test
  void memoryThatRanOutIsAnsweredAndPassedOn() throws Exception {
    OutOfMemoryError error = new OutOfMemoryError("s3cr3t");
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    Showing servlet =
        new Showing(
            console.tokens,
            () ->
                calls.call(
                    connection,
                    () -> {
                      throw error;
                    }));
    OutOfMemoryError passed =
        assertThrows(
            OutOfMemoryError.class, () -> servlet.service(console.request("GET"), response));
    assertEquals(error, passed);
    assertEquals(500, response.getStatus());
    assertFalse(response.getOutputAsString().contains("s3cr3t"));
  }
}
