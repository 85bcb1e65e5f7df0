package dev.smo.connector;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Service properties under which a connector registers its services. Planner, console and share bar
 * read these, so a new network touches no list.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface NetworkConnector {
  /** Prefix of the service properties: {@code smo.network}, {@code smo.label}, ... */
  String PREFIX_ = "smo.";

  /** Short lower-case name of the network, such as {@code mastodon}. */
  String network();

  /** Name that people see. */
  String label();

  /**
   * Whether publishing a delivery again under the same id is harmless, by the network's own doing
   * or the connector's.
   */
  boolean idempotent() default false;

  /**
   * Names of the settings a connection has, for forms; a trailing {@code *} marks a mandatory one.
   */
  String[] settings() default {};

  /** Names of the secrets a person types in, for forms. */
  String[] secrets() default {};
}
