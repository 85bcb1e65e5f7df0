// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

/**
 * A page of ours that a notice is for.
 *
 * @param path where the page is
 * @param identity by what it is known
 */
public record Addressee(String path, String identity) {}
