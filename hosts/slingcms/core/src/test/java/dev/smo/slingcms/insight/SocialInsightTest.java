// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.preview.Checkup;
import dev.smo.preview.Finding;
import dev.smo.preview.Report;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Vector;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.cms.insights.Insight;
import org.apache.sling.cms.insights.InsightRequest;
import org.apache.sling.cms.insights.Message;
import org.apache.sling.i18n.ResourceBundleProvider;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class SocialInsightTest {
  private final SlingContext context = new SlingContext();

  @Test
  void scoresAPageAndSaysWhatIsToImprove() {
    Insight insight =
        ask(
            any ->
                new Report(
                    List.of(
                        Finding.hint("title-short", "title", "4"),
                        Finding.error("not-public", ""))));
    assertTrue(insight.isScored());
    assertEquals(0.62, insight.getScore());
    assertEquals(Message.STYLE.DANGER, insight.getPrimaryMessage().getStyle());
    assertEquals(
        List.of("smo.preview.finding.not-public: ", "smo.preview.finding.title-short: 4"),
        insight.getScoreDetails().stream().map(Message::getText).toList());
  }

  @Test
  void praisesAPageThatHasNothingToImprove() {
    Insight insight = ask(any -> new Report(List.of()));
    assertEquals(1, insight.getScore());
    assertEquals(Message.STYLE.SUCCESS, insight.getPrimaryMessage().getStyle());
  }

  @Test
  void tellsItsOwnFailureAndLeavesOtherInsightsAlone() {
    Insight insight =
        ask(
            any -> {
              throw new IllegalStateException("no configuration");
            });
    assertFalse(insight.isScored());
    assertEquals("smo.preview.failed", insight.getPrimaryMessage().getText());
  }

  private Insight ask(Checkup checkup) {
    SocialInsight provider = new SocialInsight(checkup, new Words());
    InsightRequest request = new Page(context.create().resource("/content/page"));
    assertTrue(provider.isEnabled(request));
    return provider.evaluateRequest(request);
  }

  private record Page(Resource resource) implements InsightRequest {
    @Override
    public Resource getResource() {
      return resource;
    }

    @Override
    public TYPE getType() {
      return TYPE.PAGE;
    }
  }

  /** Every sentence is its key and its first parameter. */
  private static final class Words extends ResourceBundle implements ResourceBundleProvider {
    @Override
    public Locale getDefaultLocale() {
      return Locale.ENGLISH;
    }

    @Override
    public ResourceBundle getResourceBundle(Locale locale) {
      return this;
    }

    @Override
    public ResourceBundle getResourceBundle(String name, Locale locale) {
      return this;
    }

    @Override
    protected Object handleGetObject(String key) {
      return key.endsWith("failed") ? key : key + ": " + (key.endsWith("not-public") ? "" : "{0}");
    }

    @Override
    public Enumeration<String> getKeys() {
      return new Vector<String>().elements();
    }
  }
}
