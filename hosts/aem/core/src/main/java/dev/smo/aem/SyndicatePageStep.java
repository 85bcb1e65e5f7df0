// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.WorkflowSession;
import com.adobe.granite.workflow.exec.WorkItem;
import com.adobe.granite.workflow.exec.WorkflowProcess;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import dev.smo.request.PlannedPost;
import dev.smo.request.PostRequest;
import dev.smo.request.Standing;
import dev.smo.request.Syndication;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Property;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;

/**
 * Workflow step that plans the posts of its page, its asset or its collection of them, and notes
 * what was planned. Without connections, the policy of each page's site decides. It does not wait
 * until posts are out: that is for {@link WaitForPostsStep}. A post that cannot be planned, or that
 * stands in the ledger as failed or called off, fails the step with its reason; one that is skipped
 * does not, and is told with its reason.
 */
@Component
@Service(WorkflowProcess.class)
@Property(name = "process.label", value = "SMO: Syndicate page")
public final class SyndicatePageStep implements WorkflowProcess {
  private static final Payload POSTED =
      new Payload(
          any -> CqPage.isPage(any) || CqAsset.isAsset(any),
          " is neither a page of a site nor an asset, so it cannot be posted.");
  private static final String NONE = "No post: the policy of the site wants none of this payload.";

  @Reference private Syndication syndication;

  private final Clock clock;

  /** As AEM makes it. */
  public SyndicatePageStep() {
    this(Clock.systemUTC());
  }

  SyndicatePageStep(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void execute(WorkItem item, WorkflowSession session, MetaDataMap map)
      throws WorkflowException {
    StepArguments arguments = StepArguments.of(map);
    List<PlannedPost> posts = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (String path : POSTED.paths(item, session)) {
      try {
        posts.addAll(syndication.request(request(path, arguments)));
      } catch (IllegalArgumentException | IllegalStateException e) {
        // The others of a collection are planned all the same: once told they are in the ledger.
        failures.add(path + ": " + e.getMessage());
      }
    }
    PostsOfWorkflow.write(item, session, posts, NONE);
    posts.stream()
        .filter(post -> lost(post.standing()))
        .forEach(post -> failures.add(PostsOfWorkflow.comment(List.of(post))));
    if (!failures.isEmpty()) {
      throw new WorkflowException(String.join("\n", failures));
    }
  }

  private PostRequest request(String path, StepArguments arguments) throws WorkflowException {
    PostRequest request =
        PostRequest.of(path)
            .connections(arguments.connections())
            .text(arguments.text())
            .approval(arguments.flag(StepArguments.APPROVAL, /* absent= */ false));
    Duration delay = arguments.duration(StepArguments.DELAY, Duration.ZERO);
    return delay.isZero() ? request : request.at(Instant.now(clock).plus(delay));
  }

  private static boolean lost(Standing standing) {
    return standing == Standing.FAILED || standing == Standing.CALLED_OFF;
  }
}
