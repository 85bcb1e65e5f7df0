// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * The person who asks. What that person may do is what the repository says, asked with the person's
 * own session: there is no second list of rights.
 */
public final class Visitor {
  private final ResourceResolver resolver;

  public Visitor(ResourceResolver resolver) {
    this.resolver = resolver;
  }

  public String id() {
    String id = resolver.getUserID();
    return id == null ? "" : id;
  }

  public boolean anonymous() {
    return id().isEmpty() || "anonymous".equals(id());
  }

  /** Whether the person looks after the connections, and sees the posts of pages that are gone. */
  public boolean administrator() {
    return may("/var/smo/connections/any", Session.ACTION_ADD_NODE);
  }

  public boolean sees(String page) {
    return administrator() || resolver.getResource(page) != null;
  }

  /** Whether there is something at a path that the person may read. */
  public boolean finds(String path) {
    return resolver.getResource(path) != null;
  }

  /** The title of a page; empty where the person does not find it. */
  public String title(String page) {
    Resource content = resolver.getResource(page + "/jcr:content");
    return content == null ? "" : content.getValueMap().get("jcr:title", "");
  }

  /**
   * Whether the person may decide about the posts of a page: whoever may write the page may, or
   * what is said of it on networks.
   */
  public boolean decides(String page) {
    String content = page + "/jcr:content";
    return administrator()
        || (resolver.getResource(page) != null
            && (may(content + "/jcr:title", Session.ACTION_SET_PROPERTY)
                || may(content + "/smo/title", Session.ACTION_SET_PROPERTY)));
  }

  /** Whether the person may add a node at a path, whatever is above it already. */
  public boolean adds(String path) {
    return may(path, Session.ACTION_ADD_NODE);
  }

  private boolean may(String path, String action) {
    @Nullable Session session = resolver.adaptTo(Session.class);
    try {
      return session != null && session.hasPermission(path, action);
    } catch (RepositoryException e) {
      return false;
    }
  }
}
