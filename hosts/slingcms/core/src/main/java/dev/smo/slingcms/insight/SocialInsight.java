// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.insight;

import dev.smo.preview.Checkup;
import dev.smo.preview.Finding;
import dev.smo.preview.Report;
import java.util.ResourceBundle;
import org.apache.sling.cms.insights.Insight;
import org.apache.sling.cms.insights.InsightProvider;
import org.apache.sling.cms.insights.InsightRequest;
import org.apache.sling.cms.insights.Message;
import org.apache.sling.i18n.ResourceBundleProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores how a page will look on networks. The CMS asks while it renders and names no visitor, so
 * the answer is in the language of the installation, like all other insights.
 */
@Component(service = InsightProvider.class)
public final class SocialInsight implements InsightProvider {
  private static final Logger LOG = LoggerFactory.getLogger(SocialInsight.class);
  private static final String FINDINGS = "smo.preview.findings";
  private static final String NONE = "smo.preview.none";
  private static final String FAILED = "smo.preview.failed";

  private final Checkup checkup;
  private final ResourceBundleProvider words;

  @Activate
  public SocialInsight(@Reference Checkup checkup, @Reference ResourceBundleProvider words) {
    this.checkup = checkup;
    this.words = words;
  }

  @Override
  public String getId() {
    return "smo-social";
  }

  @Override
  public String getTitle() {
    return "Social";
  }

  @Override
  public boolean isEnabled(InsightRequest request) {
    return request.getType() == InsightRequest.TYPE.PAGE;
  }

  /** The CMS catches nothing: what fails here would take all insights with it. */
  @Override
  public Insight evaluateRequest(InsightRequest request) {
    Insight insight = new Insight(this, request);
    ResourceBundle bundle = words.getResourceBundle(words.getDefaultLocale());
    try {
      tell(insight, checkup.of(request.getResource()), bundle);
    } catch (RuntimeException e) {
      LOG.error("No insight for {}", request.getResource().getPath(), e);
      insight.setScored(false);
      insight.setSucceeded(false);
      insight.setPrimaryMessage(Message.danger(bundle.getString(FAILED)));
    }
    return insight;
  }

  private static void tell(Insight insight, Report report, ResourceBundle bundle) {
    insight.setScored(true);
    insight.setScore(report.score());
    insight.setSucceeded(true);
    insight.setPrimaryMessage(primary(report, bundle));
    for (Finding finding : report.findings()) {
      String sentence = finding.fill(bundle.getString(Finding.KEY + finding.code()));
      insight.addMessage(message(finding.severity(), sentence));
    }
  }

  private static Message primary(Report report, ResourceBundle bundle) {
    return report.findings().isEmpty()
        ? Message.success(bundle.getString(NONE))
        : message(report.findings().get(0).severity(), bundle.getString(FINDINGS));
  }

  private static Message message(Finding.Severity severity, String text) {
    return switch (severity) {
      case ERROR -> Message.danger(text);
      case WARNING -> Message.warn(text);
      case HINT -> Message.defaultMsg(text);
    };
  }
}
