// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Runtime knobs of the engine. */
@ObjectClassDefinition(
    name = "SMO: Delivery",
    description = "How patiently posts are carried to their networks.")
public @interface DeliverySettings {
  /** Under which the settings are configured. */
  String PID = "dev.smo.delivery.PostSender";

  @AttributeDefinition(
      name = "Send time-out",
      description =
          "Seconds that a network may take for one post; after that the outcome is unknown.")
  int sendTimeoutSeconds() default 120;

  @AttributeDefinition(
      name = "Reconcile after",
      description = "Seconds to wait before asking a network what became of a lost answer.")
  int reconcileAfterSeconds() default 30;

  @AttributeDefinition(
      name = "Offer again after",
      description = "Seconds after which a lane gets another job, where the last one was lost.")
  int offerAgainSeconds() default 300;

  @AttributeDefinition(
      name = "Patience",
      description =
          "Hours for which a network may put a post off, work on it, or be out of reach, before a"
              + " person must look. Waiting for other posts of the connection counts.")
  int patienceHours() default 24;

  @AttributeDefinition(
      name = "Longest pause",
      description = "Seconds between two tries at most; the pause doubles from 5 s.")
  int longestPauseSeconds() default 3600;
}
