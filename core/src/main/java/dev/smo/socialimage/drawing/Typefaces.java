// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.font.TextAttribute;
import java.io.IOException;
import java.io.InputStream;
import java.lang.Character.UnicodeScript;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fonts of one picture: the policy's, then the bundled one, then what the server has. Chosen
 * anew for every grapheme, so that a word in another script is no row of boxes.
 */
public final class Typefaces {
  static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private static final float UNIT = 1f;

  /**
   * A weight of text.
   *
   * @param fonts in the order in which they are asked
   */
  private record Weight(boolean bold, List<Font> fonts) {}

  /** Letters that follow each other in one font. */
  record Run(String text, Font font) {}

  private final Weight bold;
  private final Weight regular;
  private final UnicodeScript han;
  private final Map<String, Optional<Font>> found = new ConcurrentHashMap<>();

  private Typefaces(List<Font> bold, List<Font> regular, UnicodeScript han) {
    this.bold = new Weight(true, bold);
    this.regular = new Weight(false, regular);
    this.han = han;
  }

  /** The bundled fonts, and the server's where these have not all letters. */
  public static Typefaces bundled(Locale locale, String title) {
    return new Typefaces(List.of(Bundled.BOLD), List.of(Bundled.REGULAR), han(locale, title));
  }

  /** The same after a font that a policy names; an unknown name changes nothing. */
  public Typefaces after(String family) {
    return new Typefaces(
        joined(InstalledFonts.get().named(family, /* bold= */ true), bold),
        joined(InstalledFonts.get().named(family, /* bold= */ false), regular),
        han);
  }

  /** The same after a font that a policy brings. */
  public Typefaces after(Font font) {
    return new Typefaces(joined(Optional.of(font), bold), joined(Optional.of(font), regular), han);
  }

  private static List<Font> joined(Optional<Font> first, Weight rest) {
    List<Font> fonts = new ArrayList<>(rest.fonts());
    first.ifPresent(font -> fonts.add(0, font.deriveFont(UNIT)));
    return fonts;
  }

  /** The text in fonts that have its letters; what no font has is left out. */
  List<Run> runs(String text, boolean heavy) {
    List<Run> runs = new ArrayList<>();
    for (String grapheme : Graphemes.of(text)) {
      String drawable = Graphemes.drawable(grapheme);
      if (drawable.isEmpty()) {
        continue;
      }
      Font last = runs.isEmpty() ? null : runs.get(runs.size() - 1).font();
      Optional<Font> font = fontFor(drawable, heavy ? bold : regular);
      if (font.isEmpty()) {
        continue;
      }
      if (font.get().equals(last)) {
        Run run = runs.remove(runs.size() - 1);
        runs.add(new Run(run.text() + drawable, run.font()));
      } else {
        runs.add(new Run(drawable, font.get()));
      }
    }
    return runs;
  }

  /** The text as it can be drawn, in one line, without gaps where something was left out. */
  String drawable(String text) {
    StringBuilder kept = new StringBuilder();
    runs(text, /* heavy= */ true).forEach(run -> kept.append(run.text()));
    return kept.toString().replaceAll("\\s+", " ").strip();
  }

  /** The text ready to be laid out in one direction; not for empty text. */
  AttributedString styled(String text, boolean heavy, float size, Direction direction) {
    List<Run> runs = runs(text, heavy);
    StringBuilder whole = new StringBuilder();
    runs.forEach(run -> whole.append(run.text()));
    AttributedString styled = new AttributedString(whole.toString());
    styled.addAttribute(TextAttribute.RUN_DIRECTION, direction.run());
    styled.addAttribute(TextAttribute.KERNING, TextAttribute.KERNING_ON);
    styled.addAttribute(TextAttribute.LIGATURES, TextAttribute.LIGATURES_ON);
    int at = 0;
    for (Run run : runs) {
      int end = at + run.text().length();
      styled.addAttribute(TextAttribute.FONT, run.font().deriveFont(size), at, end);
      at = end;
    }
    return styled;
  }

  private Optional<Font> fontFor(String drawable, Weight weight) {
    String letters = drawable.replaceAll("[\u200C\u200D\u00AD]", "");
    for (Font font : weight.fonts()) {
      if (font.canDisplayUpTo(letters) < 0) {
        return Optional.of(font);
      }
    }
    return found.computeIfAbsent(
        weight.bold() + letters,
        key -> InstalledFonts.get().with(letters, script(letters), weight.bold()));
  }

  private UnicodeScript script(String letters) {
    UnicodeScript script =
        letters
            .codePoints()
            .mapToObj(UnicodeScript::of)
            .filter(s -> s != UnicodeScript.COMMON && s != UnicodeScript.INHERITED)
            .findFirst()
            .orElse(UnicodeScript.COMMON);
    boolean east = script == UnicodeScript.COMMON && !Graphemes.isEmoji(letters);
    return script == UnicodeScript.HAN || east ? han : script;
  }

  /** Chinese characters look different in four countries: after the language, or the title. */
  private static UnicodeScript han(Locale locale, String title) {
    return switch (locale.getLanguage()) {
      case "ja" -> UnicodeScript.HIRAGANA;
      case "ko" -> UnicodeScript.HANGUL;
      case "zh" ->
          "Hant".equals(locale.getScript())
                  || List.of("TW", "HK", "MO").contains(locale.getCountry())
              ? UnicodeScript.BOPOMOFO
              : UnicodeScript.HAN;
      default ->
          title
              .codePoints()
              .mapToObj(UnicodeScript::of)
              .filter(
                  s ->
                      s == UnicodeScript.HIRAGANA
                          || s == UnicodeScript.KATAKANA
                          || s == UnicodeScript.HANGUL)
              .findFirst()
              .orElse(UnicodeScript.HAN);
    };
  }

  private static final class Bundled {
    static final Font BOLD = load("NotoSans-Bold.ttf");
    static final Font REGULAR = load("NotoSans-Regular.ttf");

    private static Font load(String name) {
      try (InputStream data = Typefaces.class.getResourceAsStream(name)) {
        return Font.createFont(Font.TRUETYPE_FONT, Objects.requireNonNull(data, name));
      } catch (IOException | FontFormatException e) {
        throw new IllegalStateException("the bundled font cannot be loaded", e);
      }
    }
  }
}
