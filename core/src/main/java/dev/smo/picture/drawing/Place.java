package dev.smo.picture.drawing;

/** Where the title stands. */
public enum Place {
  TOP,
  MIDDLE,
  BOTTOM,
  /** In the middle square, lines centred: survives a crop to 1:1. */
  CENTER
}
