// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.schedule.Rhythm;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One connection from OSGi configuration, for teams who deploy configuration. */
@Component(service = ConfiguredConnection.class, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredConnection.Settings.class, factory = true)
public class ConfiguredConnection {
  /** One configuration is one account. */
  @ObjectClassDefinition(name = "SMO: Connection", description = "One account on one network.")
  public @interface Settings {
    @AttributeDefinition(name = "Id", description = "Name for policies: a-z, 0-9, - and _.")
    String id();

    @AttributeDefinition(name = "Network", description = "Such as bluesky or mastodon.")
    String network();

    @AttributeDefinition(name = "Label", description = "Name that people see.")
    String label() default "";

    @AttributeDefinition(name = "Endpoint", description = "Address of the account's server.")
    String endpoint() default "";

    @AttributeDefinition(name = "Settings", description = "name=value")
    String[] settings() default {};

    @AttributeDefinition(
        name = "Secrets",
        description =
            "name=env:VARIABLE, name=file:PATH, or name=value where the configuration itself is"
                + " secret.")
    String[] secrets() default {};

    @AttributeDefinition(
        name = "Slots",
        description = "Times at which it likes to post, such as Tue, Thu 9:15; Sat 10:00.")
    String slots() default "";

    @AttributeDefinition(
        name = "Quiet hours",
        description = "When nothing is posted, such as 22:00-7:00; Sat, Sun 0:00-24:00.")
    String quietHours() default "";

    @AttributeDefinition(name = "Daily cap", description = "Most posts of a day. 0: no cap.")
    int dailyCap() default 0;

    @AttributeDefinition(
        name = "Monthly budget",
        description =
            "What its posts of a month may cost by the network's price list, such as 20 USD.")
    String monthlyBudget() default "";
  }

  private final Account.Form form;

  @Activate
  public ConfiguredConnection(Settings settings) {
    form =
        new Account.Form(
            settings.id(),
            settings.network(),
            settings.label(),
            settings.endpoint(),
            ConfiguredPairs.settings(settings.settings()),
            ConfiguredPairs.secrets(settings.secrets()),
            Optional.of(rhythm(settings)));
  }

  private static Rhythm rhythm(Settings settings) {
    return Rhythm.of(
        Map.of(
            Rhythm.SLOTS, settings.slots(),
            Rhythm.QUIET_HOURS, settings.quietHours(),
            Rhythm.DAILY_CAP, String.valueOf(settings.dailyCap()),
            Rhythm.MONTHLY_BUDGET, settings.monthlyBudget()));
  }

  Account.Form form() {
    return form;
  }
}
