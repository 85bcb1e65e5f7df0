// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import dev.smo.host.PageEvent;
import dev.smo.host.PageEvent.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Hears that something below {@code /content} is gone: the CMS tells nobody that a published page
 * was deleted or moved. What is gone has no type any more, so files and folders are reported as
 * well; the ledger knows which paths were pages, and which pages lay below a folder.
 *
 * <p>Only changes of this instance are heard, so that in a cluster one node tells of each.
 */
@Component(
    service = ResourceChangeListener.class,
    property = {
      ResourceChangeListener.PATHS + "=/content",
      ResourceChangeListener.CHANGES + "=REMOVED"
    })
public final class RemovalListener implements ResourceChangeListener {
  private final InstanceType instance;
  private final PageJobs jobs;

  @Activate
  public RemovalListener(@Reference InstanceType instance, @Reference PageJobs jobs) {
    this.instance = instance;
    this.jobs = jobs;
  }

  @Override
  public void onChange(List<ResourceChange> changes) {
    Set<String> gone = new TreeSet<>();
    for (ResourceChange change : changes) {
      if (!insidePage(change.getPath())) {
        gone.add(change.getPath());
      }
    }
    gone.removeIf(path -> ancestorIn(gone, path));
    if (!gone.isEmpty() && instance.authors()) {
      gone.forEach(path -> jobs.add(new PageEvent(Kind.REMOVED, path)));
    }
  }

  private static boolean insidePage(String path) {
    return (path + '/').contains('/' + PageNode.CONTENT + '/');
  }

  private static boolean ancestorIn(Set<String> gone, String path) {
    for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (gone.contains(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
