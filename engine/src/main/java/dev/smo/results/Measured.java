// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.results;

import dev.smo.engagement.PostFacts;
import java.util.Map;

/**
 * A post that went out, with all of its figures.
 *
 * @param figures a number that nobody gives is not there
 */
public record Measured(PostFacts facts, Map<Figure, Long> figures) {}
