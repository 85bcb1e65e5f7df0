// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.page;

import java.net.URI;
import java.util.Locale;

/**
 * The web site that a page belongs to.
 *
 * @param path repository path of the site's root
 * @param name human name, never empty
 * @param url public address of the root, without a trailing slash
 * @param locale language (and country) of the site
 */
public record Site(String path, String name, URI url, Locale locale) {}
