// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.settings.CardDefaults;
import dev.smo.slingcms.SlingCmsContext;
import java.util.List;
import java.util.Objects;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.caconfig.ContextPlugins;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class InstallationTest {
  private final SlingContext context = SlingCmsContext.newContext(ContextPlugins.CACONFIG);

  @BeforeEach
  void start() throws PersistenceException {
    Policies.load(context);
    MockContextAwareConfig.registerAnnotationClasses(context, CardDefaults.class);
    context.addModelsForClasses(Installation.class, Palette.class);
  }

  @Test
  void eachSiteShowsThePoliciesOfItsOwnTemplates() {
    SiteSetup site = site("/content/site/en");
    assertEquals(
        List.of("/conf/museums/site/policies/main", "/conf/museums/site/policies/wide"),
        site.uses().stream().map(use -> use.policy().path()).toList());
    assertEquals(List.of("Article", "Start"), site.uses().get(0).templates());
    assertEquals(List.of("Bare"), site.bare());
  }

  @Test
  void sitesThatShareAPolicyAreNamed() {
    assertFalse(site("/content/site/en").uses().get(0).elsewhere().isEmpty());
    assertFalse(site("/content/site/en").uses().get(0).elsewhere().contains("City Museums"));
  }

  @Test
  void aSiteWithoutAConfigurationInheritsTheGlobalTemplates() {
    context.build().resource("/content/other", "jcr:primaryType", "sling:Site").commit();
    SiteSetup site = site("/content/other");
    assertEquals("other", site.title());
    assertEquals("/conf/global/site/policies/global", site.uses().get(0).policy().path());
    assertEquals("/conf/global/sling:configs/smo/card", site.card().path());
  }

  @Test
  void aPolicySaysWhatItAllowsAndWhetherThatCanBePatched() {
    Policy main = site("/content/site/en").uses().get(0).policy();
    assertFalse(main.social());
    assertTrue(main.plain());
    assertEquals(List.of("General"), main.groups());
    Policy wide = site("/content/site/en").uses().get(1).policy();
    assertTrue(wide.social());
    assertFalse(wide.plain());
  }

  @Test
  void theCardSwitchShowsWhatHoldsAndWhereItIsWritten() {
    CardSwitch before = site("/content/site/en").card();
    assertFalse(before.on());
    assertTrue(before.fresh());
    context.create().resource("/conf/museums/sling:configs/smo/card", "enabled", true);
    CardSwitch after = site("/content/site/en").card();
    assertEquals("/conf/museums/sling:configs/smo/card", after.path());
    assertTrue(after.on());
    assertFalse(after.fresh());
  }

  @Test
  void thePaletteOffersEveryComponentOfItsTypesByTitle() {
    assertEquals(
        List.of("Aardvark", "Share bar"),
        palette("/content/site/en/articles/clock").getComponents().stream()
            .map(Placeable::title)
            .toList());
  }

  @Test
  void thePaletteOffersToOpenOnlyPoliciesThatAreClosed() {
    Palette palette = palette("/content/site/en/articles/clock");
    assertEquals("/content/site/en/articles/clock", palette.getPage());
    assertEquals(
        List.of("/conf/museums/site/policies/main"),
        palette.getPolicies().stream().map(Policy::path).toList());
  }

  @Test
  void withoutAPageThereIsNothingToOpen() {
    Palette palette = palette("/content/nowhere");
    assertEquals("", palette.getPage());
    assertEquals(List.of(), palette.getPolicies());
  }

  private SiteSetup site(String path) {
    Installation installation =
        Objects.requireNonNull(context.request().adaptTo(Installation.class));
    return installation.getSites().stream()
        .filter(site -> site.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private Palette palette(String page) {
    Resource node = context.create().resource("/apps/palette-" + page.hashCode());
    context.currentResource(node);
    context.requestPathInfo().setSuffix(page);
    return Objects.requireNonNull(context.request().adaptTo(Palette.class));
  }
}
