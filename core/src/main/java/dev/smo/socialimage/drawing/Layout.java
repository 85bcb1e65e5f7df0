package dev.smo.socialimage.drawing;

/** What becomes of the page's picture. */
public enum Layout {
  BACKGROUND,
  BESIDE,
  NONE
}
