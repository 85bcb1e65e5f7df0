// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.migration;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.WorkflowSession;
import com.adobe.granite.workflow.exec.WorkItem;
import com.adobe.granite.workflow.exec.WorkflowProcess;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import dev.smo.aem.CqPage;
import dev.smo.aem.Payload;
import dev.smo.aem.StepArguments;
import dev.smo.share.ShareBar;
import java.util.Calendar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Property;
import org.apache.felix.scr.annotations.Service;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workflow step that puts share bars in the place of Sharing v1 of the Core Components on the pages
 * of its payload and all below, or takes them back. Unless told otherwise it only says what it
 * would do. Each page is committed by itself; one that cannot be written is told of and loses
 * nothing. Nothing is published.
 */
@Component
@Service(WorkflowProcess.class)
@Property(name = "process.label", value = "SMO: Migrate Sharing v1")
public final class MigrateSharingStep implements WorkflowProcess {
  static final String COMPONENT = "component";
  static final String DRY_RUN = "dryRun";
  static final String DEEP = "deep";
  static final String UNDO = "undo";

  private static final Logger LOG = LoggerFactory.getLogger(MigrateSharingStep.class);
  private static final List<String> KEYS = List.of(COMPONENT, DRY_RUN, DEEP, UNDO);
  private static final String SHARE = "smo/aem/components/share";

  /** What has pages below it, beside pages. */
  private static final Set<String> FOLDERS =
      Set.of("cq:Template", "sling:Folder", "sling:OrderedFolder", "nt:folder");

  private static final Payload MIGRATED =
      new Payload(
          any -> mayLieAt(any.getPath()) && (isPage(any) || FOLDERS.contains(type(any))),
          " is no page, fragment or template, nor a folder of them, so nothing can be migrated.");

  @Override
  public void execute(WorkItem item, WorkflowSession session, MetaDataMap map)
      throws WorkflowException {
    StepArguments arguments = StepArguments.of(map, KEYS);
    boolean dryRun = arguments.flag(DRY_RUN, /* absent= */ true);
    boolean deep = arguments.flag(DEEP, /* absent= */ true);
    boolean undo = arguments.flag(UNDO, /* absent= */ false);
    ResourceResolver resolver = Payload.resolver(session);
    String component = shareBar(arguments.text(COMPONENT, SHARE), resolver);
    SharingMigration migration = new SharingMigration(resolver, component);
    Change change = undo ? migration::undo : migration::migrate;
    String person = item.getWorkflow().getInitiator();
    MigrationReport report = new MigrationReport(dryRun);
    for (String path : pages(MIGRATED.paths(item, session), deep, resolver)) {
      report.add(run(path, change, person, dryRun, resolver));
    }
    report.write(item, session);
  }

  private interface Change {
    MigrationOutcome of(Resource page) throws PersistenceException;
  }

  /** Changes one page, or none of it. */
  private static MigrationOutcome run(
      String path, Change change, String person, boolean dryRun, ResourceResolver resolver) {
    try {
      Resource page = resolver.getResource(path);
      if (page == null) {
        return MigrationOutcome.failure(path, "deleted in the meantime");
      }
      MigrationOutcome outcome = change.of(page);
      if (!outcome.done().isEmpty()) {
        sign(outcome.edits().atChild(page, CqPage.CONTENT), person);
        if (!dryRun) {
          outcome.edits().write(resolver);
          resolver.commit();
        }
      }
      return outcome;
    } catch (PersistenceException | RuntimeException e) {
      LOG.warn("{} is not changed", path, e);
      resolver.revert();
      return MigrationOutcome.failure(
          path, Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  /** As the page editor does, so that AEM shows the page as changed since its publication. */
  private static void sign(Map<String, @Nullable Object> content, String person) {
    content.put("cq:lastModified", Calendar.getInstance());
    content.put("cq:lastModifiedBy", person);
  }

  private static String shareBar(String type, ResourceResolver resolver) throws WorkflowException {
    if (resolver.getResource(type) == null) {
      throw new WorkflowException("There is no component " + type + ".");
    }
    if (!SharingMigration.inherits(type, ShareBar.RESOURCE_TYPE, resolver)) {
      throw new WorkflowException(
          type + " is no share bar: it does not inherit from " + ShareBar.RESOURCE_TYPE + ".");
    }
    return type;
  }

  /** Paths, since what is changed must not be what is walked. Each once. */
  private static Set<String> pages(List<String> payload, boolean deep, ResourceResolver resolver)
      throws WorkflowException {
    Set<String> pages = new LinkedHashSet<>();
    for (String path : payload) {
      Resource top = Objects.requireNonNull(resolver.getResource(path), path);
      Stream<Resource> below =
          deep ? CqPage.below(top, MigrateSharingStep::isPage) : Stream.empty();
      Stream.concat(isPage(top) ? Stream.of(top) : Stream.empty(), below)
          .map(Resource::getPath)
          .forEach(pages::add);
    }
    if (pages.isEmpty()) {
      throw new WorkflowException(
          "No page at " + String.join(", ", payload) + (deep ? " or below." : "."));
    }
    return pages;
  }

  private static boolean isPage(Resource any) {
    return "cq:Page".equals(type(any)) && mayLieAt(any.getPath());
  }

  private static String type(Resource any) {
    return any.getValueMap().get("jcr:primaryType", "");
  }

  /** Sites, fragments and editable templates; no launches, archives or the like. */
  private static boolean mayLieAt(String path) {
    return CqPage.mayLieAt(path)
        || (path + "/").startsWith("/content/experience-fragments/")
        || path.startsWith("/conf/");
  }
}
