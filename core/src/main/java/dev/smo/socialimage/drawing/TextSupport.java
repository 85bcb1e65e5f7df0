// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.util.Locale;
import java.util.Optional;

/** Whether the Java of this server can draw text at all: one without its native fonts cannot. */
public final class TextSupport {
  private static final String SAMPLE = "Ag";

  private TextSupport() {}

  /** Why nothing can be drawn, for people; empty where all is well. Found out once. */
  public static Optional<String> fault() {
    return Holder.FAULT;
  }

  private static final class Holder {
    static final Optional<String> FAULT = tried();

    private static Optional<String> tried() {
      try {
        Typefaces faces = Typefaces.bundled(Locale.ENGLISH, SAMPLE);
        new Text(faces, Direction.LEFT_TO_RIGHT).line(SAMPLE, /* heavy= */ true, 10);
        return Optional.empty();
      } catch (RuntimeException | LinkageError | InternalError e) {
        // Java says in many ways that libfreetype or fontconfig is missing.
        return Optional.of(
            "Java cannot draw text here ("
                + root(e)
                + "). Install fontconfig and a font, such as with 'apt-get install fontconfig"
                + " fonts-noto-core', and no JDK without its AWT libraries.");
      }
    }

    private static Throwable root(Throwable failure) {
      Throwable root = failure;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return root;
    }
  }
}
