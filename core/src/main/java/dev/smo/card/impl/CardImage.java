// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.card.Origin;
import dev.smo.page.Image;

/**
 * A picture and why it was chosen.
 *
 * @param from path of the page it comes from, or empty
 */
record CardImage(Image image, Origin origin, String from) {}
