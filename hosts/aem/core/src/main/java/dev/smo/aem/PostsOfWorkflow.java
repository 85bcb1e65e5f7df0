// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.adobe.granite.workflow.WorkflowSession;
import com.adobe.granite.workflow.exec.WorkItem;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import dev.smo.request.PlannedPost;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a workflow knows of its posts: in its metadata, one line a post, for later steps and mails;
 * and as the comment of the step, which AEM shows in the history of the workflow. Lines of one text
 * each, because a workflow's metadata takes single values for sure.
 */
final class PostsOfWorkflow {
  /** Ids of the posts, one a line; empty where the policy wanted none. */
  static final String IDS = "smoPosts";

  /** {@code connection STATE path}, one a line. */
  static final String STATES = "smoStates";

  /** {@code connection: reason}, one a line, of posts that have one. */
  static final String REASONS = "smoReasons";

  /** Addresses of posts that are out, one a line. */
  static final String PERMALINKS = "smoPermalinks";

  private static final String COMMENT = "comment";

  private PostsOfWorkflow() {}

  /** Whether any step before has planned posts, be it none. */
  static boolean known(WorkItem item) {
    return metadata(item).get(IDS, String.class) != null;
  }

  static List<String> ids(WorkItem item) {
    String ids = metadata(item).get(IDS, "");
    return ids.lines().filter(id -> !id.isBlank()).toList();
  }

  /** Notes posts beside those that steps before have planned. */
  static void write(
      WorkItem item, WorkflowSession session, List<PlannedPost> posts, String otherwise) {
    MetaDataMap data = metadata(item);
    Set<String> ids = new LinkedHashSet<>(ids(item));
    posts.forEach(post -> ids.add(post.id()));
    data.put(IDS, String.join("\n", ids));
    data.put(STATES, lines(posts, PostsOfWorkflow::state));
    data.put(REASONS, lines(posts, PostsOfWorkflow::reason));
    data.put(PERMALINKS, lines(posts, PostsOfWorkflow::permalink));
    item.getMetaDataMap().put(COMMENT, posts.isEmpty() ? otherwise : comment(posts));
    session.updateWorkflowData(item.getWorkflow(), item.getWorkflowData());
  }

  /** All posts, as people read them. */
  static String comment(List<PlannedPost> posts) {
    return posts.stream().map(PostsOfWorkflow::sentence).collect(Collectors.joining("\n"));
  }

  private static String sentence(PlannedPost post) {
    List<String> words = new ArrayList<>(List.of(state(post)));
    for (String more : List.of(post.reason(), permalink(post))) {
      if (!more.isEmpty()) {
        words.add(more);
      }
    }
    return String.join(" – ", words);
  }

  private static String state(PlannedPost post) {
    return post.connection() + " " + post.state() + " " + post.path();
  }

  private static String reason(PlannedPost post) {
    return post.reason().isEmpty() ? "" : post.connection() + ": " + post.reason();
  }

  private static String permalink(PlannedPost post) {
    return post.permalink().map(Object::toString).orElse("");
  }

  private static String lines(List<PlannedPost> posts, Function<PlannedPost, String> line) {
    return posts.stream()
        .map(line)
        .filter(text -> !text.isEmpty())
        .map(text -> text.replaceAll("\\R", " "))
        .collect(Collectors.joining("\n"));
  }

  private static MetaDataMap metadata(WorkItem item) {
    return item.getWorkflowData().getMetaDataMap();
  }
}
