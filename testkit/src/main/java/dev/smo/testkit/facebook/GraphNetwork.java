// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.facebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** A fake network of Meta: it has the time, gives out ids, and refuses as the Graph API does. */
public abstract class GraphNetwork extends FakeNetwork {
  private final Clock clock;
  private volatile BooleanSupplier actsBeforeErrors = () -> false;
  private long last;

  /**
   * @param port 0 for any free one
   * @param last id before the first that is given out
   */
  @SuppressWarnings("this-escape")
  protected GraphNetwork(int port, Clock clock, long last) {
    super(port);
    this.clock = clock;
    this.last = last;
  }

  /** Whether a call is executed before it is answered with 5xx, asked each time. */
  public final void actBeforeErrors(BooleanSupplier wanted) {
    actsBeforeErrors = wanted;
  }

  /** By the network's own clock. */
  public final Instant now() {
    return clock.instant();
  }

  /** Another id. */
  public final synchronized String number() {
    return String.valueOf(++last);
  }

  @Override
  protected final boolean keepsLanguages() {
    return false;
  }

  /** The header that tells how much of its calls an application has used up. */
  protected static String usage(int percent) {
    return FakeResponse.object()
        .put("call_count", percent)
        .put("total_cputime", percent / 2)
        .put("total_time", percent / 2)
        .toString();
  }

  /** The header that tells how much of the calls is used up, and when there are some again. */
  protected static String usage(String account, String type, int percent, Duration regain) {
    ObjectNode usage = FakeResponse.object();
    usage
        .putArray(account)
        .addObject()
        .put("type", type)
        .put("call_count", percent)
        .put("total_cputime", 1)
        .put("total_time", 1)
        .put("estimated_time_to_regain_access", (regain.toSeconds() + 59) / 60);
    return usage.toString();
  }

  /** Seen of posts that had been made: code 1, subcode 99. */
  @Override
  protected FakeResponse serverError(int status, Call call) {
    if (actsBeforeErrors.getAsBoolean()) {
      answer(call);
    }
    return status == 500
        ? GraphErrors.of(500, 1, 99, "An unknown error occurred")
        : super.serverError(status, call);
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return GraphErrors.of(190, 463, "Error validating access token: Session has expired");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return GraphErrors.parameter(reason);
  }
}
