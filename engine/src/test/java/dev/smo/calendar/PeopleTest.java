// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static dev.smo.endpoint.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.endpoint.ConsoleFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jcr.Session;
import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.jetbrains.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights that the packages give to the service user suffice, and are no more than needed. */
@ExtendWith(SlingContextExtension.class)
class PeopleTest {
  private static final String SLING_CMS =
      "../all/slingcms/src/main/content/jcr_root/apps/smo/osgiconfig/config/"
          + "org.apache.sling.jcr.repoinit.RepositoryInitializer~smo.cfg.json";
  private static final String AEM =
      "../all/aem/src/main/content/jcr_root/apps/smo/osgiconfig/config.author/"
          + "org.apache.sling.jcr.repoinit.RepositoryInitializer~smo-author.cfg.json";
  private static final String USER = "smo-people-service";
  private static final Pattern RIGHT = Pattern.compile("allow (\\S+) on (\\S+)");

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);

  /** Logs in as the user to whom the scripts give these rights, whatever service asks. */
  private record AsServiceUser(ResourceResolverFactory factory) implements ResourceResolverFactory {
    @Override
    public ResourceResolver getServiceResourceResolver(@Nullable Map<String, Object> service)
        throws LoginException {
      return factory.getResourceResolver(
          Map.of(
              ResourceResolverFactory.USER,
              PeopleTest.USER,
              ResourceResolverFactory.PASSWORD,
              PeopleTest.USER.toCharArray()));
    }

    @Override
    public ResourceResolver getResourceResolver(@Nullable Map<String, Object> information)
        throws LoginException {
      return factory.getResourceResolver(information);
    }

    @Override
    @Deprecated
    public ResourceResolver getAdministrativeResourceResolver(
        @Nullable Map<String, Object> information) throws LoginException {
      throw new LoginException("nobody is administrator here");
    }

    @Override
    public @Nullable ResourceResolver getThreadResourceResolver() {
      return null;
    }

    @Override
    public List<String> getSearchPath() {
      return factory.getSearchPath();
    }
  }

  private AsServiceUser installed(String script) throws Exception {
    JackrabbitSession session =
        (JackrabbitSession)
            Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class));
    String user = session.getUserManager().createUser(USER, USER).getPath();
    session.save();
    AccessControlUtils.denyAllToEveryone(session, "/content");
    AccessControlUtils.denyAllToEveryone(session, "/var/smo");
    String home = user.substring(0, user.indexOf('/', 1));
    for (JsonNode statement :
        new ObjectMapper().readTree(Files.readString(Path.of(script))).path("scripts")) {
      if (statement.asText().matches("(?s)set (principal )?ACL for " + USER + "\n.*")) {
        Matcher right = RIGHT.matcher(statement.asText());
        while (right.find()) {
          for (String path : right.group(2).split(",")) {
            AccessControlUtils.allow(
                session.getNode(path.startsWith("/home") ? home : path),
                USER,
                right.group(1).split(","));
          }
        }
      }
    }
    session.save();
    return new AsServiceUser(
        Objects.requireNonNull(context.getService(ResourceResolverFactory.class)));
  }

  @ParameterizedTest
  @ValueSource(strings = {SLING_CMS, AEM})
  void theServiceUserTellsWhoMayReadWhat(String script) throws Exception {
    ConsoleFixture console = new ConsoleFixture(context);
    People people = new People(installed(script), console.repository);

    Optional<List<Boolean>> jane =
        people.rights("jane", rights -> List.of(rights.reads(OURS), rights.reads(THEIRS)));
    assertEquals(Optional.of(List.of(true, false)), jane);
    assertEquals(Optional.of(true), people.rights("admin", rights -> rights.reads(THEIRS)));
    assertEquals(Optional.of(true), people.rights("jane", rights -> rights.writes(OURS)));
    assertEquals(Optional.of(false), people.rights("jane", rights -> rights.writes(THEIRS)));
    assertEquals(Optional.of(false), people.rights("jane", rights -> rights.reads("/content/no")));
    assertEquals(Optional.empty(), people.rights("nobody", rights -> true));
    assertTrue(people.isGone("nobody"));
    assertFalse(people.isGone("jane"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SLING_CMS, AEM})
  void theServiceUserSeesNoPostsAndWritesNothing(String script) throws Exception {
    new ConsoleFixture(context);
    try (ResourceResolver resolver = installed(script).getServiceResourceResolver(Map.of())) {
      Session session = Objects.requireNonNull(resolver.adaptTo(Session.class));
      assertFalse(session.nodeExists("/var/smo"));
      for (String path : List.of(OURS + "/x", "/content/x", "/var/smo/x")) {
        assertFalse(session.hasPermission(path, Session.ACTION_ADD_NODE), path);
      }
      assertFalse(session.hasPermission(OURS + "/jcr:content/x", Session.ACTION_SET_PROPERTY));
    }
  }
}
