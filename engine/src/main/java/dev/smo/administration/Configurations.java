// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of SMO's OSGi settings somebody has set, without what is secret or may be. */
@Component(service = Configurations.class)
public class Configurations {
  private static final Logger LOG = LoggerFactory.getLogger(Configurations.class);

  /** In place of what is not told. */
  static final String HIDDEN = "***";

  /** Settings of accounts and applications: what networks give them may be secret. */
  private static final Set<String> ACCOUNTS =
      Set.of(
          "dev.smo.connections.ConfiguredConnection", "dev.smo.connections.ConfiguredApplication");

  private static final Set<String> TOLD_OF_ACCOUNTS =
      Set.of("id", "network", "slots", "quietHours", "dailyCap", "monthlyBudget");

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(secret|passw|token|key|credential|auth|cookie|signature).*");

  /** A user with a password, in an address. */
  private static final Pattern USER = Pattern.compile("://[^/@\\s]*@");

  /** What an address says behind its path. */
  private static final Pattern BEHIND_PATH = Pattern.compile("[?#]\\S*");

  private final ConfigurationAdmin admin;

  @Activate
  public Configurations(@Reference ConfigurationAdmin admin) {
    this.admin = admin;
  }

  /** By the id of each configuration its properties, as texts by name. */
  Map<String, Map<String, List<String>>> all() {
    Map<String, Map<String, List<String>>> all = new TreeMap<>();
    try {
      Configuration[] found = admin.listConfigurations("(service.pid=dev.smo.*)");
      for (Configuration one : found == null ? new Configuration[0] : found) {
        all.put(one.getPid(), told(one));
      }
    } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
      LOG.warn("The settings cannot be listed", e);
    }
    return all;
  }

  private static Map<String, List<String>> told(Configuration one) {
    boolean account = ACCOUNTS.stream().anyMatch(one.getPid()::startsWith);
    Map<String, List<String>> told = new TreeMap<>();
    for (String name : Collections.list(one.getProperties().keys())) {
      boolean ours = !name.startsWith("service.") && !name.startsWith("felix.");
      if (ours) {
        boolean hidden =
            SECRET.matcher(name).matches() || (account && !TOLD_OF_ACCOUNTS.contains(name));
        told.put(name, hidden ? List.of(HIDDEN) : texts(one.getProperties().get(name)));
      }
    }
    return told;
  }

  private static List<String> texts(Object value) {
    if (value instanceof Iterable<?> many) {
      List<String> texts = new ArrayList<>();
      many.forEach(one -> texts.add(text(one)));
      return texts;
    }
    if (value.getClass().isArray()) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        texts.add(text(Array.get(value, i)));
      }
      return texts;
    }
    return List.of(text(value));
  }

  private static String text(Object value) {
    String text = String.valueOf(value);
    return text.contains("://")
        ? BEHIND_PATH
            .matcher(USER.matcher(text).replaceAll("://" + HIDDEN + "@"))
            .replaceAll(HIDDEN)
        : text;
  }
}
