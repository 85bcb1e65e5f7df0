// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.endpoint.Visitor;
import dev.smo.fixture.OakSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jcr.Session;
import javax.jcr.Value;
import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.JackrabbitAccessControlList;
import org.apache.jackrabbit.api.security.user.Group;
import org.apache.jackrabbit.api.security.user.User;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the groups that the packages make may do, by the very rights that stand in them. */
@ExtendWith(SlingContextExtension.class)
class GroupsTest {
  private static final String PAGE = "/content/site/en/page";
  private static final String CONFIGS = "/conf/museum/sling:configs";
  private static final String SLING_CMS =
      "../all/slingcms/src/main/content/jcr_root/apps/smo/osgiconfig/config/"
          + "org.apache.sling.jcr.repoinit.RepositoryInitializer~smo.cfg.json";
  private static final String AEM =
      "../all/aem/src/main/content/jcr_root/apps/smo/osgiconfig/config.author/"
          + "org.apache.sling.jcr.repoinit.RepositoryInitializer~smo-author.cfg.json";
  private static final Pattern RIGHT =
      Pattern.compile("allow ([\\w:,]+) on (\\S+)(?: restriction\\(rep:glob,(\\S+)\\))?");

  private final SlingContext context = OakSite.context();

  /** Makes a person of each group, with the rights that the script gives it. */
  private void install(String script) throws Exception {
    context.create().resource(PAGE + "/jcr:content/container", "text", "Words");
    context.create().resource("/var/smo/connections", "jcr:primaryType", "sling:Folder");
    context
        .create()
        .resource("/var/smo/connections/toy", "jcr:primaryType", "oak:Unstructured", "secret", "x");
    context.create().resource(CONFIGS + "/smo/syndication", "when", "now");
    context.resourceResolver().commit();
    JackrabbitSession session = session(context.resourceResolver());
    AccessControlUtils.denyAllToEveryone(session, "/var/smo");
    AccessControlUtils.denyAllToEveryone(session, "/content");
    AccessControlUtils.denyAllToEveryone(session, "/conf");
    for (JsonNode statements : new ObjectMapper().readTree(Files.readString(Path.of(script)))) {
      for (JsonNode statement : statements) {
        String text = statement.asText();
        for (String group : List.of("smo-editors", "smo-administrators")) {
          if (text.contains("create group " + group)) {
            Group made = session.getUserManager().createGroup(group);
            User member = session.getUserManager().createUser("one-of-" + group, "secret");
            made.addMember(member);
          }
          if (text.startsWith("set ACL for " + group + "\n")) {
            allow(session, group, text);
          }
        }
      }
    }
    session.save();
  }

  private static void allow(JackrabbitSession session, String group, String text) throws Exception {
    Matcher right = RIGHT.matcher(text);
    while (right.find()) {
      String path = right.group(2);
      JackrabbitAccessControlList list = AccessControlUtils.getAccessControlList(session, path);
      Map<String, Value> globs =
          right.group(3) == null
              ? Map.of()
              : Map.of("rep:glob", session.getValueFactory().createValue(right.group(3)));
      list.addEntry(
          session.getUserManager().getAuthorizable(group).getPrincipal(),
          AccessControlUtils.privilegesFromNames(session, right.group(1).split(",")),
          /* isAllow= */ true,
          globs);
      session.getAccessControlManager().setPolicy(path, list);
    }
  }

  private static JackrabbitSession session(ResourceResolver resolver) {
    return (JackrabbitSession) Objects.requireNonNull(resolver.adaptTo(Session.class));
  }

  private ResourceResolver as(String group) throws Exception {
    return Objects.requireNonNull(context.getService(ResourceResolverFactory.class))
        .getResourceResolver(
            Map.of(
                ResourceResolverFactory.USER,
                "one-of-" + group,
                ResourceResolverFactory.PASSWORD,
                "secret".toCharArray()));
  }

  /** Which of these a person may write, each in a session of its own. */
  private List<String> written(String group, String... properties) throws Exception {
    List<String> written = new ArrayList<>();
    for (String property : properties) {
      try (ResourceResolver own = as(group)) {
        if (session(own).hasPermission(property, Session.ACTION_SET_PROPERTY)) {
          written.add(property);
        }
      }
    }
    return written;
  }

  @ParameterizedTest
  @ValueSource(strings = {SLING_CMS, AEM})
  void anEditorDecidesAboutPostsAndWritesNothingOfAPageButWhatIsForNetworks(String script)
      throws Exception {
    install(script);
    try (ResourceResolver editor = as("smo-editors")) {
      Visitor visitor = new Visitor(editor);
      assertTrue(visitor.decides(PAGE));
      assertFalse(visitor.administrator());
      assertFalse(session(editor).nodeExists("/var/smo/connections"));
      assertTrue(session(editor).hasPermission(PAGE + "/jcr:content/smo", Session.ACTION_ADD_NODE));
      assertFalse(session(editor).hasPermission(PAGE + "/other", Session.ACTION_ADD_NODE));
      assertFalse(session(editor).hasPermission(PAGE, Session.ACTION_REMOVE));
    }
    assertEquals(
        List.of(PAGE + "/jcr:content/smo/title", PAGE + "/jcr:content/smo/posts/title"),
        written(
            "smo-editors",
            PAGE + "/jcr:content/jcr:title",
            PAGE + "/jcr:content/container/text",
            PAGE + "/title",
            PAGE + "/jcr:content/smo/title",
            PAGE + "/jcr:content/smo/posts/title"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SLING_CMS, AEM})
  void anAdministratorLooksAfterConnectionsAndReadsNoSecretOfThem(String script) throws Exception {
    install(script);
    try (ResourceResolver administrator = as("smo-administrators")) {
      Visitor visitor = new Visitor(administrator);
      assertTrue(visitor.administrator());
      assertTrue(visitor.decides(PAGE));
      assertFalse(session(administrator).nodeExists("/var/smo/connections/toy"));
    }
    assertEquals(
        List.of(),
        written(
            "smo-administrators",
            "/var/smo/connections/toy/secret",
            "/var/smo/other",
            PAGE + "/jcr:content/jcr:title"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SLING_CMS, AEM})
  void anAdministratorSavesPoliciesAndNothingElseOfAConfiguration(String script) throws Exception {
    install(script);
    try (ResourceResolver administrator = as("smo-administrators")) {
      Visitor visitor = new Visitor(administrator);
      assertTrue(visitor.adds(CONFIGS + "/smo"), "the first policy of a site");
      assertTrue(visitor.adds(CONFIGS + "/smo/syndication"));
      assertTrue(session(administrator).nodeExists(CONFIGS + "/smo/syndication"));
      assertFalse(visitor.adds("/conf/other"));
      assertFalse(visitor.adds(CONFIGS + "/else/more"));
    }
    assertEquals(
        List.of(CONFIGS + "/smo/syndication/when"),
        written(
            "smo-administrators",
            CONFIGS + "/smo/syndication/when",
            CONFIGS + "/title",
            "/conf/museum/title",
            "/conf/title"));
    assertEquals(List.of(), written("smo-editors", CONFIGS + "/smo/syndication/when"));
  }
}
