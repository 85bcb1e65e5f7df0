// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** YouTube, by its Data API v3: what people do with the videos of a channel. Nothing is posted. */
package dev.smo.connectors.youtube;
