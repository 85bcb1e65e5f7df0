// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.request;

import java.net.URI;
import java.util.Optional;

/**
 * A post as it stands in the ledger at one moment.
 *
 * @param id by which the ledger knows it
 * @param connection id of the connection
 * @param path repository path of the page
 * @param state the ledger's word, such as {@code AWAITING_APPROVAL}; see docs/http-api.md
 * @param standing what that means for whoever waits
 * @param reason why it stands there, for people; or empty
 * @param permalink where people see it, once it is out and the network has told
 */
public record PlannedPost(
    String id,
    String connection,
    String path,
    String state,
    Standing standing,
    String reason,
    Optional<URI> permalink) {}
