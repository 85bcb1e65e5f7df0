// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import java.util.List;

/**
 * A configuration of SMO as a form.
 *
 * @param name such as {@code smo/syndication}
 * @param revision of what the place says itself; a change names it
 * @param own whether the place says anything itself
 * @param inherit whether what is not said here comes from above; else it is the default
 */
record FormView(
    String name,
    String label,
    String description,
    String revision,
    boolean own,
    boolean inherit,
    List<PropertyView> properties) {}
