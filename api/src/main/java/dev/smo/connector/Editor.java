package dev.smo.connector;

import dev.smo.post.RemotePost;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Changes a post that is out. */
@ConsumerType
public interface Editor {
  /** Replaces the words and pictures of a post; must be repeatable. */
  Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException;
}
