// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import java.util.HashMap;
import java.util.Map;

/** Pictures of a fake LinkedIn, on which it works for a while after they have arrived. */
final class Pictures {
  private static final String WAITING = "WAITING_UPLOAD";
  private static final String PROCESSING = "PROCESSING";
  private static final String AVAILABLE = "AVAILABLE";
  private static final String FAILED = "PROCESSING_FAILED";

  private final FakeLinkedIn linkedIn;
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, String> states = new HashMap<>();
  private final Map<String, Integer> pollsLeft = new HashMap<>();
  private int polls;
  private boolean spoiling;
  private long last = 100;

  Pictures(FakeLinkedIn linkedIn) {
    this.linkedIn = linkedIn;
  }

  synchronized void take(int number) {
    polls = number;
  }

  synchronized void spoil(boolean wanted) {
    spoiling = wanted;
  }

  synchronized FakeResponse initialize(Call call) {
    JsonNode request = call.json().path("initializeUploadRequest");
    String owner = request.path("owner").asText();
    if (!call.query("action").orElse("").equals("initializeUpload")
        || call.json().size() != 1
        || request.size() != 1) {
      return Refusals.invalid("Unknown action or field");
    }
    if (!linkedIn.mayPostFor(owner)) {
      return Refusals.denied("Not enough permissions to upload for " + owner);
    }
    String urn = "urn:li:image:C4E" + ++last;
    owners.put(urn, owner);
    states.put(urn, WAITING);
    ObjectNode answer = FakeResponse.object();
    answer
        .putObject("value")
        .put("uploadUrlExpiresAt", linkedIn.now().plusSeconds(86_400).toEpochMilli())
        .put("uploadUrl", linkedIn.uri() + "/dms-uploads/" + last + "/uploaded-image/0?ca=x&sync=0")
        .put("image", urn);
    return FakeResponse.json(200, answer);
  }

  synchronized FakeResponse put(String number, Call call) {
    String urn = "urn:li:image:C4E" + number;
    if (!WAITING.equals(states.get(urn)) || !call.query("ca").orElse("").equals("x")) {
      return new FakeResponse(400, Map.of(), new byte[0]);
    }
    boolean picture = call.type().startsWith("image/") && call.body().length > 0;
    states.put(urn, !picture || spoiling ? FAILED : polls == 0 ? AVAILABLE : PROCESSING);
    pollsLeft.put(urn, polls);
    return new FakeResponse(201, Map.of(), new byte[0]);
  }

  /** A member's token may only write here. */
  synchronized FakeResponse get(String urn) {
    String state = states.get(urn);
    if (state == null) {
      return Refusals.of(404, "NOT_FOUND", "Image " + urn + " is not found");
    }
    if (owners.getOrDefault(urn, "").startsWith("urn:li:person:")) {
      return Refusals.denied("Not enough permissions to access: images.GET.NO_VERSION");
    }
    if (state.equals(PROCESSING) && pollsLeft.merge(urn, -1, Integer::sum) <= 0) {
      states.put(urn, AVAILABLE);
    }
    return FakeResponse.json(
        200,
        FakeResponse.object()
            .put("id", urn)
            .put("owner", owners.get(urn))
            .put("status", states.get(urn)));
  }

  /** What is wrong with a picture in a post of an author, or nothing. */
  synchronized String wrong(String urn, String author) {
    if (!author.equals(owners.get(urn))) {
      return urn + " is no image of " + author;
    }
    boolean there =
        AVAILABLE.equals(states.get(urn))
            || (PROCESSING.equals(states.get(urn)) && author.startsWith("urn:li:person:"));
    return there ? "" : urn + " is not ready: " + states.get(urn);
  }
}
