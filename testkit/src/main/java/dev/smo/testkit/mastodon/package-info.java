/** A Mastodon instance, as strict as its documentation. */
package dev.smo.testkit.mastodon;
