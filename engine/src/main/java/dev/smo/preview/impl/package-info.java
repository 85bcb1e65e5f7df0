/** A page as each network will show it, with what is not saved yet. */
package dev.smo.preview.impl;
