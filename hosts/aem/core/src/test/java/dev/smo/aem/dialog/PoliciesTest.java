// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.adobe.granite.ui.components.ds.DataSource;
import com.day.cq.wcm.api.policies.ContentPolicyManager;
import dev.smo.networks.Networks;
import dev.smo.share.FollowBar;
import dev.smo.share.KnownNetworks;
import dev.smo.share.NetworkLink;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextBuilder;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.wrappers.ResourceResolverWrapper;
import org.apache.sling.testing.mock.caconfig.ContextPlugins;
import org.apache.sling.testing.mock.sling.servlet.MockRequestPathInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a template's policy says, and what a dialog offers to choose from because of it. */
@ExtendWith(AemContextExtension.class)
class PoliciesTest {
  private static final String SHARE = "smo/aem/components/share";
  private static final String BAR = "/content/museum/en/page/jcr:content/root/bar";

  private final AemContext context =
      new AemContextBuilder().plugin(ContextPlugins.CACONFIG).build();

  @BeforeEach
  void setUp() {
    context.create().page("/content/museum/en/page");
    context.create().resource(BAR, "sling:resourceType", SHARE);
    context
        .create()
        .resource(
            "/content/museum/en/page/jcr:content/root/other",
            "sling:resourceType",
            "smo/aem/components/feed");
    context.registerInjectActivateService(new TemplatePolicies());
    context.registerAdapter(
        SlingHttpServletRequest.class, KnownNetworks.class, known("copy", "mastodon", "x"));
  }

  @Test
  void readsThePolicyOfTheComponent() {
    policy(Map.of("style", "icon"));
    assertEquals("icon", new TemplatePolicies().of(bar()).get("style", ""));
  }

  @Test
  void saysNothingWhereTheTemplateHasNoPolicyOrNobodyManagesPolicies() {
    policy(Map.of("style", "icon"));
    Resource other = bar().getParent().getChild("other");
    assertEquals(0, new TemplatePolicies().of(other).size(), "no policy");
    ResourceResolver unmanaged =
        new ResourceResolverWrapper(context.resourceResolver()) {
          @Override
          public <T> T adaptTo(Class<T> type) {
            return type == ContentPolicyManager.class ? null : super.adaptTo(type);
          }
        };
    assertEquals(0, new TemplatePolicies().of(unmanaged.getResource(BAR)).size(), "no manager");
  }

  @Test
  void aBarLooksAsThePolicyOfItsTemplateSaysUnlessItsAuthorSaysOtherwise() {
    context.registerInjectActivateService(Networks.class);
    context.contentPolicyMapping("smo/aem/components/follow", "style", "icon", "size", "large");
    Resource follow =
        context
            .create()
            .resource(
                BAR + "-follow",
                "sling:resourceType",
                "smo/aem/components/follow",
                "size",
                "small");
    context.currentResource(follow);
    FollowBar bar = context.request().adaptTo(FollowBar.class);
    assertEquals("icon", bar.getStyle(), "of the policy");
    assertEquals("small", bar.getSize(), "of the author");
  }

  @Test
  void offersAllNetworksWithTheirNames() {
    assertEquals(List.of("copy Copy", "mastodon Mastodon", "x X"), offered());
  }

  @Test
  void offersOnlyNetworksThatThePolicyAllows() {
    policy(Map.of("allowedNetworks", new String[] {"x", "copy"}));
    assertEquals(List.of("copy Copy", "x X"), offered());
  }

  @Test
  void offersAllNetworksWhereTheDialogStandsOnNothing() {
    policy(Map.of("allowedNetworks", new String[] {"x"}));
    ((MockRequestPathInfo) context.request().getRequestPathInfo()).setSuffix("/nowhere");
    assertEquals(3, asked().size());
  }

  private List<String> offered() {
    ((MockRequestPathInfo) context.request().getRequestPathInfo()).setSuffix(BAR);
    return asked();
  }

  private List<String> asked() {
    context
        .registerInjectActivateService(new NetworkChoice())
        .doGet(context.request(), context.response());
    DataSource source = (DataSource) context.request().getAttribute(DataSource.class.getName());
    List<String> options = new ArrayList<>();
    source
        .iterator()
        .forEachRemaining(
            option ->
                options.add(
                    option.getValueMap().get("value") + " " + option.getValueMap().get("text")));
    return options;
  }

  private Resource bar() {
    return context.resourceResolver().getResource(BAR);
  }

  private void policy(Map<String, Object> says) {
    context.contentPolicyMapping(SHARE, says);
  }

  private static KnownNetworks known(String... names) {
    List<NetworkLink> links =
        List.of(names).stream()
            .map(
                name ->
                    new NetworkLink(
                        name,
                        name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1),
                        "",
                        "",
                        "",
                        "",
                        "",
                        ""))
            .toList();
    return new KnownNetworks() {
      @Override
      public List<NetworkLink> getShared() {
        return links;
      }

      @Override
      public List<NetworkLink> getFollowed() {
        return List.of();
      }
    };
  }
}
