// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Asks the network for the values of a field that is {@link Field#loaded}: pages of an account,
 * boards, communities and what posts there can be tagged with.
 */
@ConsumerType
public interface Choices {
  /**
   * The values, in the network's order.
   *
   * @param field name of the field
   * @param connection with what has been chosen so far in its settings; of a post, only its own
   *     fields
   * @throws PausedException the network wants to be left alone for a while
   */
  List<Field.Choice> choices(String field, Connection connection)
      throws IOException, InterruptedException;
}
