// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.meta;

/**
 * In what networks differ whose posts are published from containers.
 *
 * @param label as people call it
 * @param version of its API, such as {@code v1.0}
 * @param posts edge of the account where containers are made and posts listed; that which publishes
 *     has the same name with {@code _publish}
 * @param picture {@code media_type} of a container with a picture; empty: none is said
 * @param limit edge that tells how many posts of the day are left
 * @param limitFields what is asked of it
 * @param status field of a container that tells what becomes of it
 * @param error field that tells why it failed
 * @param grant prefix of what tokens are granted for
 */
public record ContainerNetwork(
    String label,
    String version,
    String posts,
    String picture,
    String limit,
    String limitFields,
    String status,
    String error,
    String grant) {}
