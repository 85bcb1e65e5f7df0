// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/** What an assistant of a person may do: look, and propose; the Model Context Protocol. */
package dev.smo.assistant;
