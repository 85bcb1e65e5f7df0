// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fonts of the server, from which letters are taken that the bundled font has not. */
final class InstalledFonts {
  private static final Map<UnicodeScript, List<String>> FAMILIES =
      Map.of(
          UnicodeScript.ARABIC,
          List.of("Noto Sans Arabic", "Noto Kufi Arabic", "Noto Naskh Arabic", "Segoe UI"),
          UnicodeScript.HANGUL,
          List.of("Noto Sans CJK KR", "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo"),
          UnicodeScript.HIRAGANA,
          List.of("Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", "Hiragino Sans"),
          UnicodeScript.KATAKANA,
          List.of("Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", "Hiragino Sans"),
          UnicodeScript.BOPOMOFO,
          List.of("Noto Sans CJK TC", "Noto Sans TC", "Microsoft JhengHei", "PingFang TC"),
          UnicodeScript.HAN,
          List.of("Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC"),
          UnicodeScript.COMMON,
          List.of("Symbola", "Noto Emoji", "Segoe UI Emoji", "Noto Sans Symbols2", "DejaVu Sans"));

  private static final List<String> LOGICAL =
      List.of(Font.DIALOG, Font.DIALOG_INPUT, Font.MONOSPACED, Font.SANS_SERIF, Font.SERIF);

  private static final List<String> STRANGE =
      List.of("italic", "oblique", "mono", "thin", "light", "black", "condensed", "rashi", "color");

  private final List<Font> all;

  private InstalledFonts(List<Font> all) {
    this.all = all;
  }

  /** Read once: what is installed later is seen after the next start. */
  static InstalledFonts get() {
    return Holder.FONTS;
  }

  /**
   * The best font that has all of a text.
   *
   * @param script for which the best fonts are known
   */
  Optional<Font> with(String text, UnicodeScript script, boolean bold) {
    List<String> families = families(script);
    return all.stream()
        .filter(font -> shows(font, text))
        .min(
            Comparator.<Font>comparingInt(font -> rank(families, font))
                .thenComparingInt(font -> strangeness(font, bold))
                .thenComparing(font -> font.getFontName(Locale.ROOT)));
  }

  /** The font of a name that a policy gave. */
  Optional<Font> named(String family, boolean bold) {
    return all.stream()
        .filter(font -> family.equalsIgnoreCase(font.getFamily(Locale.ROOT)))
        .min(Comparator.comparingInt(font -> strangeness(font, bold)));
  }

  private static boolean shows(Font font, String text) {
    return font.canDisplayUpTo(text) < 0;
  }

  private static List<String> families(UnicodeScript script) {
    String name = script.name().charAt(0) + script.name().substring(1).toLowerCase(Locale.ROOT);
    return FAMILIES.getOrDefault(script, List.of("Noto Sans " + name, "Noto Serif " + name));
  }

  private static int rank(List<String> families, Font font) {
    int rank = families.indexOf(font.getFamily(Locale.ROOT));
    return rank < 0 ? families.size() : rank;
  }

  private static int strangeness(Font font, boolean bold) {
    String name = font.getFontName(Locale.ROOT).toLowerCase(Locale.ROOT);
    int strange = 0;
    for (String word : STRANGE) {
      strange += name.contains(word) ? 4 : 0;
    }
    strange += name.contains("serif") ? 2 : 0;
    return strange + (name.contains("bold") == bold ? 0 : 1);
  }

  private static final class Holder {
    static final InstalledFonts FONTS = read();

    private static InstalledFonts read() {
      List<Font> fonts = new ArrayList<>();
      Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
          // Java draws outlines only: of a font of little pictures it draws nothing.
          .filter(font -> !font.getFamily(Locale.ROOT).contains("Color Emoji"))
          // Java's own collections of fonts, which cannot even be asked where there is no font.
          .filter(font -> !LOGICAL.contains(font.getFamily(Locale.ROOT)))
          .forEach(fonts::add);
      return new InstalledFonts(fonts);
    }
  }
}
