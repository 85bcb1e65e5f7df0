// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.environment;

import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the data below {@code /var/smo} are those of this environment. A copy of an installation
 * has all that the original has, accounts and posts that wait; it must not post before an
 * administrator says so.
 *
 * <p>Where both have a name, the names decide. Else an instance is at home where it was before, by
 * machine and path or by its disk; or where one that is at home answers it, which only happens in a
 * repository that both use at this moment. The first instance that finds no environment makes one.
 */
@Component(
    service = {Environment.class, Runnable.class},
    configurationPid = EnvironmentSettings.PID,
    property = {
      "scheduler.name=smo-environment",
      "scheduler.period:Long=10",
      "scheduler.concurrent:Boolean=false"
    })
@Designate(ocd = EnvironmentSettings.class)
public final class Environment implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Environment.class);
  private static final String NODE = Repository.ROOT + "/environment";
  private static final String PLACES = NODE + "/places";
  private static final String ASKING = NODE + "/asking";
  private static final String NAME = "name";
  private static final String MACHINE = "machine";
  private static final String DISK = "disk";
  private static final String SEEN = "seen";

  /** So long after its last start nobody comes back to a place. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(366);

  private final Repository repository;
  private final String name;
  private final Place place;
  private final Clock clock;
  private volatile boolean atHome;
  private boolean told;

  @Activate
  public Environment(
      @Reference Repository repository,
      EnvironmentSettings settings,
      BundleContext context,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this(
        repository,
        name(settings.name(), System.getenv("SMO_ENVIRONMENT")),
        Place.of(context),
        clock);
  }

  /**
   * An instance of an environment.
   *
   * @param name how the environment is called; empty where nobody said
   */
  public Environment(Repository repository, String name, Place place, Clock clock) {
    this.repository = repository;
    this.name = name;
    this.place = place;
    this.clock = clock;
  }

  private static String name(String configured, @Nullable String variable) {
    return (variable == null || variable.isBlank() ? configured : variable).strip();
  }

  /** How this environment is called; empty where nobody said. */
  public String name() {
    return name;
  }

  /** Why this installation sends nothing; empty where it does. */
  public Optional<String> obstacle() {
    if (atHome) {
      return Optional.empty();
    }
    Optional<String> newer = repository.read(Environment::newer);
    if (newer.isPresent()) {
      return newer;
    }
    boolean home = repository.read(this::isHome) || repository.read(this::isNew);
    if (home) {
      repository.commit(this::settle);
      atHome = true;
      return Optional.empty();
    }
    return Optional.of(repository.read(this::reason));
  }

  /**
   * An instance that is at home here.
   *
   * @param key by what its place is known: a hash
   * @param seen when it last came up there
   * @param here whether it is the one that answers
   */
  public record Home(String key, Optional<Instant> seen, boolean here) {}

  /** All that are at home here, the one that came up last first. */
  public List<Home> homes() {
    return repository.read(
        resolver ->
            children(resolver, PLACES)
                .map(
                    known ->
                        new Home(known.getName(), Repository.time(known, SEEN), this.isHere(known)))
                .sorted(
                    Comparator.comparing((Home home) -> home.seen().orElse(Instant.EPOCH))
                        .reversed())
                .toList());
  }

  /** By what an instance is recognised. */
  public enum Sign {
    /** The name of the environment, which the data have, too. */
    NAME,
    /** Machine, host name and folder. */
    MACHINE,
    /** A file on its disk. */
    DISK,
    /** Another instance answered it. */
    ANSWER
  }

  /** By what this instance is recognised as being at home; empty where it is not. */
  public Optional<Sign> sign() {
    return obstacle().isPresent() ? Optional.empty() : Optional.of(repository.read(this::sign));
  }

  private Sign sign(ResourceResolver resolver) {
    Resource node = resolver.getResource(NODE);
    String owner = node == null ? "" : node.getValueMap().get(NAME, "");
    if (!owner.isEmpty() && !name.isEmpty()) {
      return Sign.NAME;
    }
    List<ValueMap> known = children(resolver, PLACES).map(Resource::getValueMap).toList();
    if (known.stream().anyMatch(one -> place.isSame(one.get(MACHINE, ""), ""))) {
      return Sign.MACHINE;
    }
    return known.stream().anyMatch(one -> place.isSame("", one.get(DISK, "")))
        ? Sign.DISK
        : Sign.ANSWER;
  }

  /** Looks for others that ask, or asks them; at every instance, not the leader alone. */
  @Override
  public void run() {
    try {
      Optional<String> obstacle = obstacle();
      if (obstacle.isEmpty()) {
        answer();
      } else {
        repository.commit(this::ask);
        if (!told) {
          LOG.warn("Nothing is sent from here. {}", obstacle.get());
          told = true;
        }
      }
    } catch (IllegalStateException | UncheckedIOException e) {
      // The repository refused, as it does while the CMS starts or stops; the next run tries again.
      LOG.debug("Looking for the environment failed, will try again", e);
    }
  }

  /** From now on these data are those of this environment, whatever they were before. */
  public void adopt(String user) {
    repository.commit(
        resolver -> {
          Repository.delete(resolver, NODE);
          boolean done = settle(resolver);
          node(resolver, NODE).put("adoptedBy", user);
          return done;
        });
    LOG.info("{} said that this installation posts now", user);
  }

  private static Optional<String> newer(ResourceResolver resolver) {
    long version = Repository.schema(resolver);
    return version <= Repository.SCHEMA
        ? Optional.empty()
        : Optional.of(
            "The social data here are of version "
                + version
                + ", which this version of SMO does not know. Nothing is written or sent until one"
                + " is installed that does.");
  }

  private boolean isNew(ResourceResolver resolver) {
    return resolver.getResource(NODE) == null;
  }

  private boolean isHome(ResourceResolver resolver) {
    Resource node = resolver.getResource(NODE);
    if (node == null) {
      return false;
    }
    String owner = node.getValueMap().get(NAME, "");
    return owner.isEmpty() || name.isEmpty()
        ? children(resolver, PLACES).anyMatch(this::isHere)
        : owner.equals(name);
  }

  private boolean isHere(Resource known) {
    ValueMap values = known.getValueMap();
    return known.getName().equals(place.key())
        || place.isSame(values.get(MACHINE, ""), values.get(DISK, ""));
  }

  private boolean settle(ResourceResolver resolver) throws PersistenceException {
    Repository.noteSchema(resolver);
    ModifiableValueMap environment = node(resolver, NODE);
    if (!name.isEmpty() && !name.equals(environment.get(NAME))) {
      environment.put(NAME, name);
    }
    Instant now = Instant.now(clock);
    for (Resource known : children(resolver, PLACES).toList()) {
      Instant seen = Repository.time(known, SEEN).orElse(Instant.EPOCH);
      if (seen.plus(FORGOTTEN_AFTER).isBefore(now)) {
        resolver.delete(known);
      }
    }
    String own = PLACES + "/" + place.key();
    if (place.isLasting()) {
      note(node(resolver, own), place.machine(), place.disk());
    } else {
      Repository.delete(resolver, own);
    }
    Repository.delete(resolver, ASKING + "/" + place.key());
    return true;
  }

  private boolean ask(ResourceResolver resolver) throws PersistenceException {
    String asking = ASKING + "/" + place.key();
    if (resolver.getResource(asking) == null) {
      note(node(resolver, asking), place.machine(), place.disk());
    }
    return true;
  }

  /** Whoever asks in a repository in which this one is at home is at home there, too. */
  private void answer() {
    if (repository.read(resolver -> children(resolver, ASKING).findAny().isPresent())) {
      repository.commit(
          resolver -> {
            for (Resource asking : children(resolver, ASKING).toList()) {
              ValueMap values = asking.getValueMap();
              ModifiableValueMap known = node(resolver, PLACES + "/" + asking.getName());
              note(known, values.get(MACHINE, ""), values.get(DISK, ""));
              resolver.delete(asking);
            }
            return true;
          });
    }
  }

  private String reason(ResourceResolver resolver) {
    Resource node = resolver.getResource(NODE);
    String owner = node == null ? "" : node.getValueMap().get(NAME, "");
    String whose = owner.isEmpty() ? "another installation" : "the environment " + owner;
    String here = name.isEmpty() ? "this one" : "this one, " + name + ",";
    return "The social data here are those of "
        + whose
        + ", and "
        + here
        + " may be a copy of it. Nothing is sent until an administrator says that this one posts"
        + " now.";
  }

  private void note(ModifiableValueMap values, String machine, String disk) {
    values.put(MACHINE, machine);
    values.put(DISK, disk);
    values.put(SEEN, Repository.calendar(Instant.now(clock)));
  }

  private static ModifiableValueMap node(ResourceResolver resolver, String path)
      throws PersistenceException {
    return Repository.writable(Repository.node(resolver, path));
  }

  private static Stream<Resource> children(ResourceResolver resolver, String folder) {
    Resource there = resolver.getResource(folder);
    return there == null
        ? Stream.empty()
        : StreamSupport.stream(there.getChildren().spliterator(), false);
  }
}
