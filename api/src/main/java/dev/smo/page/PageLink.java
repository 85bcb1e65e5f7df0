// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.page;

import java.net.URI;

/**
 * What a link to a page needs.
 *
 * @param path repository path of the page
 * @param title as a person wrote it
 * @param url absolute public address
 * @param live whether the host counts the page as published at this moment
 */
public record PageLink(String path, String title, URI url, boolean live) {}
