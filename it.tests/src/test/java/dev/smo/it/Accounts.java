// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import dev.smo.it.PermissionMatrix.Person;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** One account of each kind of person, made for a run. */
final class Accounts {
  private static final String USERS = "/system/userManager/";

  private final Cms cms;
  private final String prefix = "it-" + Long.toString(System.currentTimeMillis(), 36) + "-";

  Accounts(Cms cms) {
    this.cms = cms;
    for (Person person : Person.values()) {
      if (person != Person.ANONYMOUS) {
        String name = name(person);
        post(USERS + "user.create.html", Map.of(":name", name, "pwd", name, "pwdConfirm", name));
      }
    }
    join("smo-editors", Person.EDITOR);
    join("smo-administrators", Person.ADMINISTRATOR);
  }

  String name(Person person) {
    return prefix + person.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Http http(Person person) {
    return person == Person.ANONYMOUS ? Http.stranger() : Http.as(name(person), name(person));
  }

  /** With a token for changes, which belongs to the person. */
  Http armed(Person person) {
    return person == Person.ANONYMOUS
        ? Http.stranger().with("X-SMO-Token", "1.x")
        : http(person).with("X-SMO-Token", token(person));
  }

  String token(Person person) {
    return http(person).json(cms.uri("/bin/smo/token")).path("token").asText();
  }

  /** Lets the author write a site, as a group of the CMS does. */
  void write(String site) {
    post(
        site + ".modifyAce.json",
        Map.of(
            "principalId", name(Person.AUTHOR),
            "privilege@jcr:read", "granted",
            "privilege@jcr:write", "granted",
            "privilege@jcr:nodeTypeManagement", "granted"));
  }

  private void join(String group, Person person) {
    post(
        USERS + "group/" + group + ".update.html",
        Map.of(":member", USERS + "user/" + name(person)));
  }

  private void post(String path, Map<String, String> form) {
    URI uri = cms.uri(path);
    var answer = cms.admin().post(uri, form);
    Assertions.assertEquals(2, answer.statusCode() / 100, () -> uri + ": " + answer.body());
  }
}
