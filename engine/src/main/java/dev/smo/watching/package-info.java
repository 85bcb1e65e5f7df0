// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Looks at what pages show and nobody posted from here, such as videos on accounts that are
 * connected: finds it in pages, and brings figures and answers home as those of posts.
 */
package dev.smo.watching;
