// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import dev.smo.web.WebAddress;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of webmentions that arrive at this instance. */
@Component(service = WebmentionIntake.class)
@Designate(ocd = WebmentionIntake.Settings.class)
public final class WebmentionIntake {
  /** Where the engine is, and where pages are public. */
  @ObjectClassDefinition(
      name = "SMO: Webmention intake",
      description = "What becomes of webmentions that arrive at this instance.")
  public @interface Settings {
    @AttributeDefinition(
        name = "Forward to",
        description =
            "Address of the endpoint of an instance with the engine, to which webmentions are"
                + " handed on; for instances that only show pages. Default: none, they are kept"
                + " here.")
    String forwardTo() default "";

    @AttributeDefinition(
        name = "Public elsewhere",
        description =
            "Whether strangers read the pages on other instances, as on author of AEM: a page"
                + " counts as public here if it is live and not closed. Default: no, whoever sends"
                + " must be able to read the page here.")
    boolean publicElsewhere() default false;
  }

  private static final Logger LOG = LoggerFactory.getLogger(WebmentionIntake.class);

  private final @Nullable WebAddress forwardTo;
  private final @Nullable String topic;
  private final boolean publicElsewhere;

  @Activate
  public WebmentionIntake(
      Settings settings,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable
          WebmentionInbox inbox) {
    this(settings.forwardTo(), settings.publicElsewhere(), inbox);
  }

  WebmentionIntake(String forwardTo, boolean publicElsewhere, @Nullable WebmentionInbox inbox) {
    this.publicElsewhere = publicElsewhere;
    this.forwardTo = WebAddress.of(forwardTo).orElse(null);
    if (forwardTo.isBlank()) {
      topic = inbox == null ? null : inbox.topic();
    } else {
      topic = this.forwardTo == null ? null : ForwardJob.TOPIC;
    }
    if (topic == null && !forwardTo.isBlank()) {
      LOG.error("No webmention is taken: forwardTo is not an address of http or https");
    }
  }

  /** Topic of the job that a webmention becomes; empty where nobody would ever take it. */
  Optional<String> topic() {
    return Optional.ofNullable(topic);
  }

  /** Endpoint to which webmentions are handed on, if they are. */
  Optional<WebAddress> forwardTo() {
    return Optional.ofNullable(forwardTo);
  }

  /** Whether strangers read the pages on other instances, so that reading here proves nothing. */
  boolean publicElsewhere() {
    return publicElsewhere;
  }
}
