// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

/**
 * What is counted: that somebody used an entry of a share bar; not who, from where, or when to the
 * second.
 *
 * @param page identity of the page, 32 hexadecimal digits
 * @param network short name of the network
 */
public record Click(String page, String network) {}
