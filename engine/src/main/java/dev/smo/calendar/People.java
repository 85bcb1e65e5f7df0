// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.endpoint.PostRights;
import dev.smo.repository.Repository;
import java.security.Principal;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import javax.jcr.security.Privilege;
import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.JackrabbitAccessControlManager;
import org.apache.jackrabbit.api.security.user.Authorizable;
import org.apache.jackrabbit.api.security.user.User;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What people may read who are not logged in just now: the repository is asked with a service user
 * of its own, which reads who is in which group and what is allowed to whom, and nothing else.
 */
@Component(service = People.class)
public class People {
  /** Sub-service name of the service user mapping. */
  public static final String SUBSERVICE = "people";

  private static final String CONNECTIONS = Repository.ROOT + "/connections";

  private final ResourceResolverFactory factory;
  private final Repository repository;

  @Activate
  public People(@Reference ResourceResolverFactory factory, @Reference Repository repository) {
    this.factory = factory;
    this.repository = repository;
  }

  /** Work with a session of the repository. */
  private interface Work<T> {
    T apply(JackrabbitSession session) throws RepositoryException;
  }

  /** Whether there is no such user any more. */
  public boolean isGone(String user) {
    // Who does not even see itself sees nobody, and cannot tell who is gone.
    return as(
        session ->
            session.getUserManager().getAuthorizable(session.getUserID()) != null
                && session.getUserManager().getAuthorizable(user) == null);
  }

  /**
   * Does something with the rights that a person has now.
   *
   * @return what came of it; empty where the person is gone or may not log in
   */
  public <T> Optional<T> rights(String user, Function<PostRights, T> work) {
    return as(
        session -> {
          @Nullable Authorizable found = session.getUserManager().getAuthorizable(user);
          if (!(found instanceof User person) || person.isDisabled()) {
            return Optional.empty();
          }
          Set<Principal> principals = principals(session, person.getPrincipal());
          boolean administrator =
              repository.read(
                  resolver ->
                      may(
                          session(resolver),
                          CONNECTIONS,
                          principals,
                          Privilege.JCR_ADD_CHILD_NODES));
          return Optional.of(
              work.apply(
                  new PostRights(
                      administrator,
                      page -> may(session, page, principals, Privilege.JCR_READ),
                      page -> decides(session, page, principals))));
        });
  }

  /**
   * Whether somebody may decide about a page, as {@code Visitor.decides} says of who is logged in:
   * whoever may write it, or what is said of it on networks.
   *
   * @return false also where there is no such person, or one who may not log in
   */
  public boolean decides(String user, String page) {
    return as(
        session -> {
          @Nullable Authorizable found = session.getUserManager().getAuthorizable(user);
          if (!(found instanceof User person) || person.isDisabled()) {
            return false;
          }
          Set<Principal> principals = principals(session, person.getPrincipal());
          return decides(session, page, principals);
        });
  }

  private static boolean decides(
      JackrabbitSession session, String page, Set<Principal> principals) {
    String content = page + "/jcr:content";
    return may(session, page, principals, Privilege.JCR_READ)
        && (may(session, content, principals, Privilege.JCR_MODIFY_PROPERTIES)
            || may(session, content + "/smo", principals, Privilege.JCR_MODIFY_PROPERTIES));
  }

  /** The address in somebody's profile; empty where there is none. */
  public String mailAddress(String user) {
    return as(
        session -> {
          @Nullable Authorizable person = session.getUserManager().getAuthorizable(user);
          for (String property : new String[] {"profile/email", "email"}) {
            Value @Nullable [] values = person == null ? null : person.getProperty(property);
            if (values != null && values.length > 0) {
              return values[0].getString();
            }
          }
          return "";
        });
  }

  private static Set<Principal> principals(JackrabbitSession session, Principal person)
      throws RepositoryException {
    Set<Principal> principals = new HashSet<>();
    principals.add(person);
    Iterator<Principal> groups = session.getPrincipalManager().getGroupMembership(person);
    groups.forEachRemaining(principals::add);
    return principals;
  }

  private static boolean may(
      JackrabbitSession session, String path, Set<Principal> principals, String privilege) {
    try {
      JackrabbitAccessControlManager manager =
          (JackrabbitAccessControlManager) session.getAccessControlManager();
      return manager.hasPrivileges(
          path, principals, new Privilege[] {manager.privilegeFromName(privilege)});
    } catch (PathNotFoundException e) {
      return false;
    } catch (RepositoryException e) {
      throw new IllegalStateException("the rights to " + path + " cannot be read", e);
    }
  }

  private <T> T as(Work<T> work) {
    try (ResourceResolver resolver =
        factory.getServiceResourceResolver(
            Map.of(ResourceResolverFactory.SUBSERVICE, SUBSERVICE))) {
      return work.apply(session(resolver));
    } catch (LoginException e) {
      throw new IllegalStateException(
          "the service user that reads rights cannot log in; is the package with its repoinit in?",
          e);
    } catch (RepositoryException e) {
      throw new IllegalStateException("users and rights cannot be read: " + e.getMessage(), e);
    }
  }

  private static JackrabbitSession session(ResourceResolver resolver) {
    if (resolver.adaptTo(Session.class) instanceof JackrabbitSession session) {
      return session;
    }
    throw new IllegalStateException("the repository tells nothing of users and rights");
  }
}
