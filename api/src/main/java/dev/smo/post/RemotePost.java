// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.post;

import java.net.URI;

/**
 * A post as its network knows it.
 *
 * @param id the network's own identifier, opaque to everybody but the connector
 * @param permalink address where people see it
 */
public record RemotePost(String id, URI permalink) {}
