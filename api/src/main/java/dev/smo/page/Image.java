// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.page;

import java.net.URI;

/**
 * The picture that stands for a page.
 *
 * @param url absolute public address
 * @param alt text for people who cannot see it, or empty
 * @param type MIME type, or empty where unknown
 * @param width pixels, 0 where unknown
 * @param height pixels, 0 where unknown
 */
public record Image(URI url, String alt, String type, int width, int height) {}
