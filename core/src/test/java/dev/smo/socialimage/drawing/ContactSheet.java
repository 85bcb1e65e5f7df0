// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import static dev.smo.socialimage.drawing.Scenes.branded;
import static dev.smo.socialimage.drawing.Scenes.colored;
import static dev.smo.socialimage.drawing.Scenes.design;
import static dev.smo.socialimage.drawing.Scenes.facts;
import static dev.smo.socialimage.drawing.Scenes.landscape;
import static dev.smo.socialimage.drawing.Scenes.square;
import static dev.smo.socialimage.drawing.Scenes.titled;
import static dev.smo.socialimage.drawing.Scenes.with;

import dev.smo.raster.Raster;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Draws all kinds of titles on one sheet, for people to look at. An IDE runs it, with the file to
 * write and, if not all are wanted, their numbers: {@code sheet.jpg 0,3,5}.
 */
public final class ContactSheet {
  private static final int COLUMNS = 3;
  private static final int WIDTH = 480;
  private static final int HEIGHT = 252;
  private static final int GAP = 12;

  private ContactSheet() {}

  /** The pictures of the sheet, in order; the last ones are square. */
  static List<Design> designs() {
    Colors light = Colors.of("#fdf6e3", "", "#1b2a41", "#c1121f");
    Colors green = Colors.of("#0b3d2e", "", "#ffffff", "#9be564");
    return List.of(
        branded(titled("en", "Winter opening hours")),
        titled("en", "What the sea gave back: letters, maps and instruments from the wreck"),
        colored(
            titled(
                "de",
                "Donaudampfschifffahrtsgesellschaftskapitän erhält Kraftfahrzeughaftpflichtversicherung"),
            light),
        facts(
            titled("ar", "متحف الميناء يفتح معرض الشتاء Winter 2026 على الرصيف حتى منتصف الليل"),
            "معارض",
            "متحف الميناء",
            "آدا",
            "٢٥ نوفمبر ٢٠٢٦"),
        branded(
            facts(
                titled("he", "המוזיאון הימי פותח את תערוכת החורף Harbour Lights עם 300 ציורים"),
                "תערוכות",
                "מוזיאון הנמל",
                "עדה",
                "25 בנובמבר 2026")),
        facts(
            colored(titled("ja", "港の博物館、冬の特別展「海からの手紙」を開催します。入場は無料"), green),
            "展覧会",
            "港の博物館",
            "2026年11月25日"),
        facts(titled("zh-CN", "港口博物馆举办冬季展览：三百幅绘画、书信和航海仪器首次展出"), "展览", "港口博物馆", "2026年11月25日"),
        facts(
            titled("ko", "항구 박물관 겨울 전시회가 이번 주 금요일에 부두에서 문을 엽니다"), "전시", "항구 박물관", "2026년 11월 25일"),
        facts(
            titled("th", "พิพิธภัณฑ์ท่าเรือเปิดนิทรรศการฤดูหนาวที่ท่าเรือจนถึงเที่ยงคืน"),
            "นิทรรศการ",
            "พิพิธภัณฑ์ท่าเรือ",
            "25 พฤศจิกายน 2569"),
        facts(
            titled("hi", "बंदरगाह संग्रहालय की शीतकालीन प्रदर्शनी शुक्रवार को खुलेगी"),
            "प्रदर्शनी",
            "बंदरगाह संग्रहालय",
            "25 नवंबर 2026"),
        titled("en", "Ice cream 🍦 in winter? ❄️ Yes! 👩‍👩‍👧 families 👍🏽 and sailors ⚓ 🇳🇴"),
        titled("en", Scenes.LONG),
        titled("en", "Supercalifragilisticexpialidocious".repeat(3).substring(0, 80)),
        facts(
            titled("de", Scenes.COMPOUND + " im Winter"),
            "Schifffahrt",
            "Museum",
            "Dr. Maximiliane Freifrau von und zu Guttenberg-Hohenzollern-Sigmaringen, Leiterin der"
                + " Abteilung für Dampfschifffahrt",
            "25. November 2026"),
        titled("en", "🇳🇴🇩🇪"),
        colored(titled("en", "A bar that can be seen"), Colors.of("#14213d", "", "", "#14213d")),
        branded(
            with(
                titled("en", "Morning on the quay, and nobody is awake yet"),
                landscape(2400, 1600, true))),
        with(titled("en", "The long night of the museums"), landscape(1600, 1200, false)),
        branded(
            with(
                design(
                    "en",
                    "A portrait of the harbour in the year of the great storm",
                    "History",
                    TitlePosition.BOTTOM,
                    Layout.BESIDE),
                landscape(900, 1400, true))),
        facts(
            with(
                design(
                    "ar",
                    "صورة للميناء في عام العاصفة الكبرى",
                    "",
                    TitlePosition.BOTTOM,
                    Layout.BESIDE),
                landscape(1600, 1000, false)),
            "تاريخ",
            "متحف الميناء",
            "آدا"),
        branded(
            with(
                design("en", "Come in, it is warm", "", TitlePosition.CENTER, Layout.BACKGROUND),
                landscape(2000, 1300, true))),
        design("en", "Yes", "", TitlePosition.MIDDLE, Layout.NONE),
        colored(
            design(
                "fr",
                "L’été à la mer : les plus belles affiches de bord de mer, de 1890 à nos jours",
                "Expositions",
                TitlePosition.TOP,
                Layout.NONE),
            light),
        facts(
            titled("ru", "Музей гавани открывает зимнюю выставку на набережной"),
            "Выставки",
            "Музей гавани",
            "25 ноября 2026 г."),
        branded(square(titled("en", "Winter opening hours of museum, archive and library"))),
        branded(
            square(
                with(
                    titled("de", "Morgens am Kai, und niemand ist wach"),
                    landscape(2400, 1600, true)))),
        square(
            with(
                design(
                    "en",
                    "A portrait of the harbour in the year of the great storm",
                    "History",
                    TitlePosition.BOTTOM,
                    Layout.BESIDE),
                landscape(900, 1400, false))));
  }

  /** Writes the sheet to the file that the first argument names. */
  public static void main(String[] arguments) throws IOException {
    List<Design> all = designs();
    List<Design> only =
        arguments.length > 1
            ? Stream.of(arguments[1].split(",")).map(i -> all.get(Integer.parseInt(i))).toList()
            : all;
    long squares = only.stream().filter(Design::square).count();
    int rows = (int) Math.ceil((only.size() - squares) / (double) COLUMNS);
    int squareRows = (int) Math.ceil(squares / (double) COLUMNS);
    BufferedImage sheet =
        new BufferedImage(
            COLUMNS * (WIDTH + GAP) + GAP,
            rows * (HEIGHT + GAP) + squareRows * (WIDTH + GAP) + GAP,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.setColor(new Color(0xE5E5E5));
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    int at = 0;
    int y = GAP;
    for (Design design : only) {
      long start = System.nanoTime();
      Drawn drawn = Composition.of(design);
      System.out.printf(
          "%d %d ms, contrast %.1f, %d kB%n",
          at,
          (System.nanoTime() - start) / 1_000_000,
          drawn.contrast(),
          drawn.drawing().jpeg(0.9f).length / 1024);
      int x = GAP + at % COLUMNS * (WIDTH + GAP);
      int height = design.square() ? WIDTH : HEIGHT;
      graphics.drawImage(drawn.drawing().scaledTo(WIDTH).image(), x, y, WIDTH, height, null);
      at++;
      y += at % COLUMNS == 0 ? height + GAP : 0;
    }
    graphics.dispose();
    Files.write(Path.of(arguments[0]), new Raster(sheet).jpeg(0.85f));
  }
}
