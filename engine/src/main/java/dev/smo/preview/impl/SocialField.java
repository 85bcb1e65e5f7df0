// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

/**
 * One social field.
 *
 * @param own what the page says itself, or empty
 * @param inherited what counts where the page says nothing
 * @param origin where the inherited value comes from: {@code page}, {@code ancestor}, {@code site},
 *     {@code default}, {@code generated}, or empty where there is none
 * @param from path of the ancestor, or empty
 */
public record SocialField(String name, String own, String inherited, String origin, String from) {}
