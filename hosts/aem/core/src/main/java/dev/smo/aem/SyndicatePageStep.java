package dev.smo.aem;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.WorkflowSession;
import com.adobe.granite.workflow.exec.WorkItem;
import com.adobe.granite.workflow.exec.WorkflowData;
import com.adobe.granite.workflow.exec.WorkflowProcess;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import dev.smo.page.PageEvent;
import dev.smo.page.PageEvent.Kind;
import java.util.regex.Pattern;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Property;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;
import org.apache.sling.event.jobs.JobManager;

/**
 * Workflow step that syndicates the page it is started on. Its arguments may name the connections
 * to post to, with commas between; without any, the policy of the page's site decides. The step
 * only queues a job: the workflow goes on at once, and what becomes of the posts stands in the
 * console.
 */
@Component
@Service(WorkflowProcess.class)
@Property(name = "process.label", value = "SMO: Syndicate page")
public final class SyndicatePageStep implements WorkflowProcess {
  private static final String ARGUMENTS = "PROCESS_ARGS";
  private static final Pattern COMMAS = Pattern.compile("[\\s,]+");

  @Reference private JobManager jobs;

  @Override
  public void execute(WorkItem item, WorkflowSession session, MetaDataMap arguments)
      throws WorkflowException {
    WorkflowData data = item.getWorkflowData();
    if (!"JCR_PATH".equals(data.getPayloadType())) {
      throw new WorkflowException("Only pages can be syndicated, no " + data.getPayloadType());
    }
    String path = data.getPayload().toString();
    String[] connections =
        COMMAS
            .splitAsStream(arguments.get(ARGUMENTS, ""))
            .filter(id -> !id.isEmpty())
            .toArray(String[]::new);
    if (!PageJobs.add(jobs, new PageEvent(Kind.PUBLISHED, path), connections)) {
      throw new WorkflowException("No job can be queued for " + path);
    }
  }
}
