// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * A real OSGi framework with a real SCR, and in it one bundle. The classes of AEM, Sling and core
 * that the bundle imports are those of the test, so the test's objects can stand in for their
 * services.
 */
final class Felix implements AutoCloseable {
  private static final Path BUNDLES = Path.of(System.getProperty("smo.felix", "target/felix"));
  private static final Pattern IMPORT =
      Pattern.compile("(?<=^|,)([a-z][\\w.]*)(?:;version=\"\\[([\\d.]+),[^\"]*\")?");

  /** In the versions of both lines of SCR, whose own packages the test asks. */
  private static final String SCR =
      Stream.of("1.4", "1.5")
          .map(
              version ->
                  ("org.osgi.service.component;org.osgi.service.component.runtime;"
                          + "org.osgi.service.component.runtime.dto;version=")
                      + version)
          .collect(Collectors.joining(",", "", ",org.osgi.util.promise;version=1.3,"));

  private final Framework framework;
  private final Bundle bundle;

  Felix(Path jar, Path cache, String scr, Map<String, String> properties)
      throws BundleException, IOException {
    Map<String, String> settings = new HashMap<>(properties);
    settings.put(Constants.FRAMEWORK_STORAGE, cache.toString());
    settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SCR + imports(jar));
    framework =
        ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(settings);
    framework.start();
    install(named("org.apache.felix.configadmin")).start();
    install(named("org.apache.felix.eventadmin")).start();
    install(BUNDLES.resolve("org.apache.felix.scr-" + scr + ".jar")).start();
    bundle = install(jar);
    bundle.start();
  }

  /** The packages that a bundle imports, each in the lowest version that it takes. */
  private static String imports(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Matcher imports =
          IMPORT.matcher(file.getManifest().getMainAttributes().getValue(Constants.IMPORT_PACKAGE));
      return imports
          .results()
          .map(
              found ->
                  found.group(1) + (found.group(2) == null ? "" : ";version=" + found.group(2)))
          .collect(Collectors.joining(","));
    }
  }

  private static Path named(String name) throws IOException {
    try (Stream<Path> jars = Files.list(BUNDLES)) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow();
    }
  }

  private Bundle install(Path jar) throws BundleException {
    return context().installBundle(jar.toUri().toString());
  }

  private BundleContext context() {
    return framework.getBundleContext();
  }

  <T> ServiceRegistration<T> offer(Class<T> type, T service, Object... properties) {
    Dictionary<String, Object> said = new Hashtable<>();
    for (int i = 0; i < properties.length; i += 2) {
      said.put(properties[i].toString(), properties[i + 1]);
    }
    return context().registerService(type, service, said);
  }

  /** The one service of a type, activated; null where there is none, or it cannot be activated. */
  <T> T service(Class<T> type) {
    ServiceReference<T> reference = context().getServiceReference(type);
    return reference == null ? null : context().getService(reference);
  }

  /** The services of a type that the bundle registers. */
  <T> Collection<ServiceReference<T>> references(Class<T> type) {
    try {
      return context().getServiceReferences(type, null).stream()
          .filter(reference -> reference.getBundle().equals(bundle))
          .toList();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names of the components that the bundle's header lists. */
  List<String> declared() {
    return Stream.of(bundle.getHeaders().get("Service-Component").split(","))
        .map(file -> file.replaceAll("^OSGI-INF/|\\.xml$", ""))
        .sorted()
        .toList();
  }

  /** Names of the components that are at work, once somebody asks for their services. */
  List<String> active() {
    for (ServiceReference<?> reference :
        Objects.requireNonNullElse(bundle.getRegisteredServices(), new ServiceReference<?>[0])) {
      context().getService(reference);
    }
    return components()
        .filter(component -> component.state == ComponentConfigurationDTO.ACTIVE)
        .map(component -> component.description.name)
        .sorted()
        .toList();
  }

  /** What components wait for: the component, its reference, and the service that is missing. */
  List<String> waiting() {
    List<String> waiting = new ArrayList<>();
    components()
        .forEach(
            component ->
                Stream.of(component.unsatisfiedReferences)
                    .map(reference -> of(component, reference.name))
                    .forEach(waiting::add));
    return waiting.stream().sorted().toList();
  }

  private static String of(ComponentConfigurationDTO component, String reference) {
    return Stream.of(component.description.references)
        .filter(declared -> declared.name.equals(reference))
        .map(declared -> component.description.name + " waits for " + declared.interfaceName)
        .findFirst()
        .orElseThrow();
  }

  private Stream<ComponentConfigurationDTO> components() {
    ServiceComponentRuntime scr = service(ServiceComponentRuntime.class);
    Collection<ComponentDescriptionDTO> descriptions = scr.getComponentDescriptionDTOs(bundle);
    return descriptions.stream()
        .flatMap(description -> scr.getComponentConfigurationDTOs(description).stream());
  }

  /** Comes back when the components of the bundle have ended. */
  void stopBundle() throws BundleException {
    bundle.stop();
  }

  @Override
  public void close() throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(10_000);
  }
}
