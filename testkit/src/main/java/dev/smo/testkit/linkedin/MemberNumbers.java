// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.linkedin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Numbers of a member's posts, which LinkedIn tells few applications: one call a number. */
final class MemberNumbers {
  private static final Set<String> PARAMETERS = Set.of("q", "entity", "queryType", "aggregation");
  private static final Set<String> TYPES =
      Set.of("IMPRESSION", "MEMBERS_REACHED", "RESHARE", "REACTION", "COMMENT");
  private static final Pattern ENTITY =
      Pattern.compile("\\((?:share:urn:li:share|ugc:urn:li:ugcPost):\\d+\\)");

  private Map<String, Integer> numbers = Map.of();

  synchronized void tell(Map<String, Integer> told) {
    numbers = Map.copyOf(told);
  }

  synchronized FakeResponse of(Call call) {
    if (numbers.isEmpty()) {
      return Refusals.denied(
          "Not enough permissions to access: memberCreatorPostAnalytics.FINDER-entity");
    }
    String type = call.query("queryType").orElse("");
    boolean known =
        PARAMETERS.equals(call.query().keySet())
            && call.query("q").orElse("").equals("entity")
            && call.query("aggregation").orElse("").equals("TOTAL")
            && ENTITY.matcher(call.query("entity").orElse("")).matches()
            && TYPES.contains(type);
    if (!known) {
      return Refusals.of(400, "ILLEGAL_ARGUMENT", "Invalid query parameters passed to request");
    }
    ObjectNode answer = FakeResponse.object();
    answer.putArray("elements").addObject().put("count", numbers.getOrDefault(type, 0));
    return FakeResponse.json(200, answer);
  }
}
