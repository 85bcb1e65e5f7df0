package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads and writes answers to a post. */
@ConsumerType
public interface Conversations {
  /** Public answers, oldest first. */
  List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException;

  /** Answers {@code parent}, once. */
  Outcome reply(RemotePost parent, Delivery delivery) throws IOException, InterruptedException;
}
