// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.WorkflowSession;
import com.adobe.granite.workflow.exec.WorkItem;
import com.adobe.granite.workflow.exec.WorkflowExternalProcess;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import dev.smo.request.PlannedPost;
import dev.smo.request.Standing;
import dev.smo.request.Syndication;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Property;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workflow step that the engine asks again and again whether it has finished: it has when every
 * post that steps before have planned is out, skipped, called off or failed, or the time is over. A
 * post that is then neither out nor skipped fails the step with its reason.
 */
@Component
@Service(WorkflowExternalProcess.class)
@Property(name = "process.label", value = "SMO: Wait for posts")
public final class WaitForPostsStep implements WorkflowExternalProcess {
  private static final Logger LOG = LoggerFactory.getLogger(WaitForPostsStep.class);

  /** Long enough for a post that waits for a person over a weekend. */
  private static final Duration TIMEOUT = Duration.ofDays(7);

  @Reference private Syndication syndication;

  private final Clock clock;

  /** As AEM makes it. */
  public WaitForPostsStep() {
    this(Clock.systemUTC());
  }

  WaitForPostsStep(Clock clock) {
    this.clock = clock;
  }

  /** When to give up, in milliseconds since 1970, which the engine keeps between two looks. */
  @Override
  public Serializable execute(WorkItem item, WorkflowSession session, MetaDataMap map)
      throws WorkflowException {
    if (!PostsOfWorkflow.known(item)) {
      throw new WorkflowException(
          "There is nothing to wait for: put 'SMO: Syndicate page' before this step.");
    }
    Duration timeout = StepArguments.of(map).duration(StepArguments.TIMEOUT, TIMEOUT);
    return Instant.now(clock).plus(timeout).toEpochMilli();
  }

  @Override
  public boolean hasFinished(
      Serializable until, WorkItem item, WorkflowSession session, MetaDataMap map) {
    if (over(until)) {
      return true;
    }
    try {
      return syndication.posts(PostsOfWorkflow.ids(item)).stream()
          .allMatch(post -> post.standing().settled());
    } catch (IllegalArgumentException e) {
      // A post is in no ledger, and never will be: the result says so.
      return true;
    } catch (IllegalStateException e) {
      LOG.warn("Workflow item {} cannot learn of its posts now, will ask again", item.getId(), e);
      return false;
    }
  }

  @Override
  public void handleResult(
      Serializable until, WorkItem item, WorkflowSession session, MetaDataMap map)
      throws WorkflowException {
    List<PlannedPost> posts;
    try {
      posts = syndication.posts(PostsOfWorkflow.ids(item));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new WorkflowException(e.getMessage(), e);
    }
    PostsOfWorkflow.write(item, session, posts, "No posts to wait for.");
    List<PlannedPost> lost =
        posts.stream()
            .filter(p -> p.standing() != Standing.OUT && p.standing() != Standing.SKIPPED)
            .toList();
    if (!lost.isEmpty()) {
      boolean late = lost.stream().anyMatch(post -> !post.standing().settled());
      throw new WorkflowException(
          (late ? "The time to wait is over.\n" : "") + PostsOfWorkflow.comment(lost));
    }
  }

  /** What the engine hands back may have gone through a text. */
  private boolean over(Serializable until) {
    return Instant.now(clock).toEpochMilli() >= Long.parseLong(String.valueOf(until));
  }
}
