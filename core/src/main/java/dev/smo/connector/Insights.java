package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Tells what people did with a post. */
@ConsumerType
public interface Insights {
  /** Reads the network's counters. */
  Engagement engagement(RemotePost post, Connection connection)
      throws IOException, InterruptedException;
}
