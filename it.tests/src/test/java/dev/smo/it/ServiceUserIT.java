// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What our service user may do, tried with a script that acts as it. */
@OnSlingCms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceUserIT {
  private final Cms cms;
  private final String page;

  ServiceUserIT(Cms cms) {
    this.cms = cms;
    page = cms.site("service-user", Map.of("enabled", "false")).page("page", Map.of());
    new ServiceUserProbe(cms).install();
  }

  @Test
  void writesTheIdentityOfAPageAndNothingElseInContent() {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("create " + page + "/jcr:content/smo", "done");
    expected.put("set " + page + "/jcr:content/smo/id", "done");
    expected.put("create " + page + "/jcr:content/smo/below", "denied");
    expected.put("create " + page + "/jcr:content/other", "denied");
    expected.put("set " + page + "/jcr:content/jcr:title", "denied");
    expected.put("delete " + page + "/jcr:content/smo", "denied");
    expected.put("delete " + page + "/jcr:content", "denied");
    expected.put("delete " + page, "denied");
    expected.put("create /content/other", "denied");
    expected.put("create /conf/other", "denied");

    assertEquals(expected, new ServiceUserProbe(cms).tried(expected.keySet()));
  }

  @Test
  void seesOnlyWhatItNeeds() {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("see /content/smo-it", "done");
    expected.put("see /conf/smo-sample", "done");
    expected.put("see /var/smo", "done");
    expected.put("see /home", "denied");
    expected.put("see /apps", "denied");
    expected.put("see /var", "denied");

    assertEquals(expected, new ServiceUserProbe(cms).tried(expected.keySet()));
  }

  @Test
  void keepsItsDataFromStrangersAndAuthors() {
    assertEquals(401, cms.visit("/var/smo.json").statusCode());
    assertTrue(cms.admin().get(cms.uri("/var/smo.json")).statusCode() == 200);
  }
}
