package dev.smo.connections;

import dev.smo.post.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
  }

  private final Account.Form form;

  @Activate
  public ConfiguredConnection(Settings settings) {
    Map<String, Secret> secrets = new HashMap<>();
    pairs(settings.secrets()).forEach((name, value) -> secrets.put(name, open(name, value)));
    form =
        new Account.Form(
            settings.id(),
            settings.network(),
            settings.label(),
            settings.endpoint(),
            pairs(settings.settings()),
            secrets);
  }

  Account.Form form() {
    return form;
  }

  private static Secret open(String name, String value) {
    if (value.startsWith("env:")) {
      String variable = value.substring(4);
      String content = System.getenv(variable);
      if (content == null) {
        throw new IllegalArgumentException(
            "secret " + name + ": environment variable " + variable + " is not set");
      }
      return Secret.of(content);
    }
    if (value.startsWith("file:")) {
      try {
        return Secret.of(Files.readString(Path.of(value.substring(5))).strip());
      } catch (IOException e) {
        throw new UncheckedIOException("secret " + name + " cannot be read from its file", e);
      }
    }
    return Secret.of(value);
  }

  private static Map<String, String> pairs(String[] lines) {
    Map<String, String> pairs = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("A setting is written name=value");
      }
      pairs.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
    }
    return pairs;
  }
}
