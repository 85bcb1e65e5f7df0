// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.connections.Account;
import dev.smo.connections.ConnectionChecks;
import dev.smo.connections.ConnectionTest;
import dev.smo.connections.Connections;
import dev.smo.connections.Connectors;
import dev.smo.connections.DailyChecks;
import dev.smo.connections.KeptLimits;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Connector;
import dev.smo.connector.Outcome;
import dev.smo.delivery.Attempts;
import dev.smo.delivery.CardRenewal;
import dev.smo.delivery.CardTrigger;
import dev.smo.delivery.Carriers;
import dev.smo.delivery.ChangedPages;
import dev.smo.delivery.DeliveryJob;
import dev.smo.delivery.DeliveryScheduler;
import dev.smo.delivery.DeliverySettings;
import dev.smo.delivery.DeliveryUpkeep;
import dev.smo.delivery.Departure;
import dev.smo.delivery.Digests;
import dev.smo.delivery.EngineInstance;
import dev.smo.delivery.LaneWorker;
import dev.smo.delivery.LastWords;
import dev.smo.delivery.NewEditions;
import dev.smo.delivery.NoteSizes;
import dev.smo.delivery.PassedLanes;
import dev.smo.delivery.Pictures;
import dev.smo.delivery.PostEditor;
import dev.smo.delivery.PostNotes;
import dev.smo.delivery.PostReconciler;
import dev.smo.delivery.PostResponder;
import dev.smo.delivery.PostRetractor;
import dev.smo.delivery.PostSender;
import dev.smo.delivery.Recollection;
import dev.smo.delivery.Transitions;
import dev.smo.environment.Environment;
import dev.smo.environment.Place;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.fixture.TestClock;
import dev.smo.gate.Gate;
import dev.smo.host.Cipher;
import dev.smo.host.PageEvent;
import dev.smo.host.PageListener;
import dev.smo.host.PageSource;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.Journal;
import dev.smo.ledger.JournalMark;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.State;
import dev.smo.networks.Networks;
import dev.smo.repository.Repository;
import dev.smo.request.Syndication;
import dev.smo.request.impl.LedgerSyndication;
import dev.smo.socialimage.SocialImages;
import dev.smo.syndication.CatchUp;
import dev.smo.syndication.Identities;
import dev.smo.syndication.Planner;
import dev.smo.syndication.PostDrafts;
import dev.smo.syndication.PostPreviews;
import dev.smo.syndication.PostRounds;
import dev.smo.syndication.SyndicateJob;
import dev.smo.syndication.SyndicationPolicy;
import dev.smo.syndication.SyndicationRequest;
import dev.smo.syndication.UnpublishedPages;
import dev.smo.tracking.Tracking;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Deque;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.apache.jackrabbit.oak.spi.state.NodeState;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceUtil;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.consumer.JobConsumer;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.jetbrains.annotations.Nullable;
import org.osgi.util.converter.Converters;

/**
 * The whole engine on a real Oak repository, with a toy network, a public site on a real socket,
 * and a clock that tests move. {@link #restart()} is what follows a {@code kill -9}.
 */
public final class Installation implements AutoCloseable {
  private static final String FLUSHED = "/var/flushed";

  private Thread worker = Thread.currentThread();
  public static final String SITE = "/content/site/en";

  public final TestClock clock;
  public final ToyNetwork network;
  public final PublicSite site;
  public final SlingContext context;
  public final Commits commits;
  public final Repository repository;
  public Ledger ledger;
  public final Connections connections;
  public People decisions;
  public final PageSource pages = new ContentPageSource();
  public final Identities identities;
  public final List<PageListener> listeners = new ArrayList<>();
  public final SocialImages pictures;

  /** Done between the commit that a post is being sent and the call. */
  public Runnable whenSending = () -> {};

  /** Who does jobs; whoever calls {@link #work}, one after the other. */
  public Executor workers = Runnable::run;

  /** Done whenever the lanes are read or written; may throw. */
  public Runnable whenLanesAreUsed = () -> {};

  private final Connectors networks;
  private final Deque<Job> jobs;
  private final String node;
  private final Clock time;
  private final NetworkCalls calls;
  private final DeliverySettings settings =
      Converters.standardConverter().convert(Map.of()).to(DeliverySettings.class);
  private Journal journal;
  private Planner planner;
  private Syndication syndication;
  private SyndicateJob syndicate;
  private Environment environment;
  private Lanes lanes;
  private String environmentName = "";
  private Place place = new Place("this machine", "this disk", "this run");
  private CatchUp catchUp;
  private PostRounds rounds;
  private DeliveryJob deliver;
  private DeliveryScheduler clockwork;
  private Recollection recollection;
  private PassedLanes passed;
  private PostEditor editor;
  private PostResponder responder;
  private PostNotes notes;
  private NewEditions newEditions;
  private Digests digests;
  private ConnectionTest trial;
  private @Nullable KeptLimits limits;
  private DailyChecks checks;

  public Installation(SlingContext context) {
    this(context, new ToyNetwork());
  }

  public Installation(SlingContext context, ToyNetwork network) {
    this(context, network, /* cipher= */ null);
  }

  /** One that keeps secrets. */
  public Installation(SlingContext context, ToyNetwork network, @Nullable Cipher cipher) {
    this.network = network;
    this.context = context;
    node = "this-instance";
    clock = new TestClock();
    time = clock;
    calls = new NetworkCalls(time);
    site = new PublicSite();
    jobs = new ArrayDeque<>();
    commits = new Commits(context);
    OakSite.create(context, SITE, site.url(), SyndicationPolicy.class, Tracking.class);
    repository = new Repository(commits.factory());
    connections = new Connections(repository, cipher, clock);
    identities = new Identities(repository, pages, clock);
    pictures = new SocialImages(pages, repository, clock);
    listeners.add(pictures);
    networks =
        new Connectors(context.bundleContext(), new Networks(List.of(), context.bundleContext()));
    context.registerService(Connector.class, network);
    connect("toy");
    policy(Map.of("enabled", true, "connections", new String[] {"toy"}, "text", "{title} {url}"));
    restart();
  }

  /** Another node on the same repository. */
  private Installation(Installation first, Duration ahead) {
    network = first.network;
    context = first.context;
    node = "another-instance";
    clock = first.clock;
    time = Clock.offset(clock, ahead);
    calls = new NetworkCalls(time);
    site = first.site;
    jobs = first.jobs;
    commits = first.commits;
    repository = first.repository;
    connections = first.connections;
    identities = first.identities;
    pictures = first.pictures;
    networks = first.networks;
    listeners.add(pictures);
    restart();
  }

  /** Another node of its cluster, whose clock is ahead. */
  Installation joined(Duration ahead) {
    return new Installation(this, ahead);
  }

  public void connect(String id) {
    connections.save(new Account.Form(id, "toy", "", "", Map.of(), Map.of()));
  }

  /** Starts the engine anew on what is in the repository; jobs survive, as Sling's do. */
  public void restart() {
    commits.revive();
    journal = Journal.in(journal(), new JournalMark(repository, node), time);
    ledger = new Ledger(repository, clock, journal);
    planner = planner();
    decisions = new People(ledger, planner, time);
    catchUp = catchUp(Map.of());
    environment = new Environment(repository, environmentName, place, time);
    environment.run();
    lanes = new Lanes(failing(), environment, context.bundleContext(), time);
    syndication = new LedgerSyndication(planner, ledger, lanes);
    Sessions sessions = new Sessions(connections, networks, calls, environment, time);
    EngineInstance instance = EngineInstance.of(node);
    Gate gate = new Gate(OakSite.outbound(site.url()));
    Pictures shown = new Pictures(gate, pictures);
    UnpublishedPages departures = new UnpublishedPages(repository, identities, ledger, time);
    rounds =
        new PostRounds(
            repository,
            ledger,
            planner,
            departures,
            Converters.standardConverter().convert(Map.of()).to(PostRounds.Settings.class));
    syndicate = new SyndicateJob(planner, departures, listeners);
    Transitions transitions = new Transitions(settings, time);
    Attempts attempts = new Attempts(stalling(), journal, instance, transitions);
    NetworkClient client = new NetworkClient(networks, sessions, calls, lanes);
    CardRenewal cards = new CardRenewal(ledger, planner, gate, client, transitions);
    listeners.removeIf(CardTrigger.class::isInstance);
    listeners.add(new CardTrigger(identities, ledger, cards));
    Carriers carriers =
        new Carriers(
            new PostSender(ledger, client, shown, attempts, transitions, planner),
            new PostReconciler(ledger, client, attempts, transitions),
            new PostRetractor(ledger, client, attempts, transitions, planner),
            new LastWords(ledger, client, instance, transitions),
            new ChangedPages(ledger, planner, gate, transitions),
            cards,
            new Departure(ledger, connections, transitions));
    LaneWorker lane = new LaneWorker(ledger, planner, lanes, instance, carriers);
    deliver = new DeliveryJob(lane);
    passed = new PassedLanes(ledger, lanes, lane, carriers);
    editor = new PostEditor(ledger, client, shown, instance, transitions);
    responder = new PostResponder(ledger, client, transitions);
    notes = new PostNotes(ledger, planner, client, transitions);
    newEditions = new NewEditions(ledger, planner, notes, transitions);
    limits = new KeptLimits(client, new ConnectionChecks(repository, time));
    trial = new ConnectionTest(client, new ConnectionChecks(repository, time));
    checks = new DailyChecks(connections, trial, lanes);
    digests = new Digests(ledger, planner, notes, transitions);
    DeliveryUpkeep upkeep = new DeliveryUpkeep(ledger, connections, attempts, transitions, digests);
    clockwork = new DeliveryScheduler(ledger, lanes, jobManager(), upkeep, transitions);
    recollection = new Recollection(ledger, journal, lanes);
  }

  /** Starts the engine anew in another place, and as another environment where it has a name. */
  public void restart(String environment, Place elsewhere) {
    environmentName = environment;
    place = elsewhere;
    restart();
  }

  /** Whether the engine is at home. */
  public Environment environment() {
    return environment;
  }

  /** What holds up the posts of connections. */
  public Lanes lanes() {
    return lanes;
  }

  /** One tick of the engine without the jobs that it makes. */
  public void tick() {
    clockwork.run();
  }

  /** What the disk knows of posts and nobody compared with the repository since the start. */
  public List<String> notCompared() {
    return journal.notCompared();
  }

  /** One look at what the disk knows and the repository does not. */
  public void recall() {
    recollection.run();
    context.resourceResolver().refresh();
  }

  /** What Oak does every five seconds: what was committed until now outlives a kill. */
  public void flush() {
    jcr(
        session -> {
          if (session.nodeExists(FLUSHED)) {
            session.getNode(FLUSHED).remove();
            session.save();
          }
          session.getWorkspace().copy(Repository.ROOT, FLUSHED);
        });
  }

  /** A kill: what was committed after the last {@link #flush} is gone, but not from the disk. */
  public void killBeforeFlush() {
    jcr(
        session -> {
          session.getNode(Repository.ROOT).remove();
          session.save();
          session.move(FLUSHED, Repository.ROOT);
          session.save();
        });
    restart();
  }

  private interface Change {
    void on(Session session) throws RepositoryException;
  }

  private void jcr(Change change) {
    try {
      context.resourceResolver().refresh();
      change.on(context.resourceResolver().adaptTo(Session.class));
      context.resourceResolver().refresh();
    } catch (RepositoryException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes lanes that other nodes could not work on. */
  public void takePassedLanes() {
    passed.run();
  }

  /** Does a job of a lane, however many there are already. */
  public void deliver(String lane) {
    deliver.process(job("dev/smo/deliver/" + lane, Map.of()));
  }

  /** All that the repository holds is what it held once; the disk of the journal knows more. */
  public void goBackTo(NodeState then) {
    commits.goBackTo(then);
    context.resourceResolver().refresh();
    restart();
  }

  /** Forgets all jobs that wait. */
  public void loseJobs() {
    jobs.clear();
  }

  /** How many jobs wait to be done. */
  public int waitingJobs() {
    return jobs.size();
  }

  private Planner planner() {
    return planner(ledger);
  }

  /** Another planner, which sees the ledger as a test lets it. */
  Planner planner(Ledger seen) {
    PostDrafts drafts = new PostDrafts(connections, networks, this::askLimits, repository, time);
    return new Planner(repository, pages, identities, drafts, seen);
  }

  private void askLimits(Account account) {
    if (limits != null) {
      limits.know(account);
    }
  }

  /** A ledger that commits, and then lets the sender stand still. */
  private Ledger stalling() {
    return new Ledger(repository, time, journal) {
      @Override
      public Optional<PostRecord> update(
          String id, Function<PostRecord, @Nullable PostRecord> change) {
        Optional<PostRecord> changed = super.update(id, change);
        changed.filter(post -> post.state() == State.SENDING).ifPresent(post -> whenSending.run());
        return changed;
      }
    };
  }

  /** A repository that does what a test wants before it reads or writes. */
  private Repository failing() {
    return new Repository(commits.factory()) {
      @Override
      public <T> T read(Work<T> work) {
        whenLanesAreUsed.run();
        return super.read(work);
      }

      @Override
      public <T> T commit(Work<T> work) {
        whenLanesAreUsed.run();
        return super.commit(work);
      }
    };
  }

  /** What a person asks for in the console. */
  public void ask(SyndicationRequest wish) {
    planner.ask(wish);
    context.resourceResolver().refresh();
  }

  /** Holds back what is on its way to a connection to which its page is not posted any more. */
  public void exclude(String path, String connection) {
    planner.exclude(path, List.of(connection));
    context.resourceResolver().refresh();
  }

  /** Looks for pages whose events were lost. */
  public void catchUp() {
    catchUp.run();
    context.resourceResolver().refresh();
  }

  /** One round over the posts. */
  public void rounds() {
    rounds.run();
    context.resourceResolver().refresh();
  }

  /** A catch-up with settings of its own, which goes on where another one ended. */
  public CatchUp catchUp(Map<String, Object> settings) {
    return catchUp(pages, settings);
  }

  /** The same, which sees pages as a test lets it. */
  CatchUp catchUp(PageSource seen, Map<String, Object> settings) {
    return new CatchUp(
        repository,
        seen,
        planner,
        time,
        Converters.standardConverter().convert(settings).to(CatchUp.Settings.class));
  }

  /** For whoever asks and waits for the answer. */
  public Syndication syndication() {
    return syndication;
  }

  /** Changes posts that are out. */
  public PostEditor editor() {
    return editor;
  }

  /** Takes answers to replies. */
  public PostResponder responder() {
    return responder;
  }

  /** Posts pages anew. */
  public NewEditions newEditions() {
    return newEditions;
  }

  /** Takes posts that speak of no page. */
  public PostNotes notes() {
    return notes;
  }

  /** Counts words of notes. */
  public NoteSizes sizes() {
    return new NoteSizes(planner, notes);
  }

  /** Tries connections. */
  public ConnectionTest trial() {
    return trial;
  }

  /** Tries those connections that were not tried for a day. */
  public void checkConnections() {
    checks.run();
  }

  /** Tells of many posts in one. */
  public Digests digests() {
    return digests;
  }

  /** The folder in which attempts and steps are noted on the disk. */
  public Path journal() {
    boolean first = node.equals("this-instance");
    return context.bundleContext().getDataFile(first ? "sending" : node).toPath();
  }

  /** Shows what the planner would do. */
  public PostPreviews rehearsal() {
    return new PostPreviews(
        pages,
        identities,
        new PostDrafts(connections, networks, time),
        connections,
        networks,
        ledger);
  }

  /** Takes the repository back to what it knew of a page before it was ever published. */
  public void forget(String path) {
    try {
      context.resourceResolver().refresh();
      for (String root : List.of("posts", "pages", "paths", "due", "lanes", "days", "attention")) {
        Resource tree = context.resourceResolver().getResource(Repository.ROOT + "/" + root);
        if (tree != null) {
          context.resourceResolver().delete(tree);
        }
      }
      Resource smo = context.resourceResolver().getResource(path + "/jcr:content/smo");
      context.resourceResolver().delete(smo);
    } catch (PersistenceException e) {
      throw new IllegalStateException("forgetting " + path, e);
    }
    commit();
  }

  /** Writes the site's policy, in full. */
  public void policy(Map<String, Object> values) {
    OakSite.policy(context, values);
  }

  /**
   * Writes a policy that posts to the toy network.
   *
   * @param more names and values of what else it says, in turn
   */
  public void posting(Object... more) {
    Map<String, Object> values = new HashMap<>();
    values.put("enabled", true);
    values.put("connections", new String[] {"toy"});
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    policy(values);
  }

  /** Makes a page that is public, published now. */
  public String page(String name, String title) {
    String path = SITE + "/" + name;
    Calendar now = GregorianCalendar.from(clock.instant().atZone(clock.getZone()));
    context.create().resource(path, "jcr:primaryType", "sling:Page");
    context
        .create()
        .resource(
            path + "/jcr:content",
            Map.of(
                "jcr:primaryType",
                "nt:unstructured",
                "jcr:title",
                title,
                "sling:published",
                true,
                "publishDate",
                now));
    commit();
    site.show("/" + name + ".html", title);
    return path;
  }

  /** Sets properties of a page's content node or of one below it. */
  public void set(String path, Map<String, Object> values) {
    try {
      Resource node =
          ResourceUtil.getOrCreateResource(
              context.resourceResolver(), path, "nt:unstructured", "nt:unstructured", false);
      node.adaptTo(org.apache.sling.api.resource.ModifiableValueMap.class).putAll(values);
    } catch (PersistenceException e) {
      throw new IllegalStateException(e);
    }
    commit();
  }

  /** Gives a page another name, and tells nobody; its path from then on. */
  public String rename(String path, String name) {
    return move(path, ResourceUtil.getParent(path) + '/' + name);
  }

  /** Gives a page another place, and tells nobody; its path from then on. */
  public String move(String path, String to) {
    try {
      Session session = context.resourceResolver().adaptTo(Session.class);
      session.move(path, to);
      session.save();
    } catch (RepositoryException e) {
      throw new IllegalStateException(e);
    }
    return to;
  }

  /** Copies a page beside it with all that it has, and tells nobody; the path of the copy. */
  public String copy(String path, String name) {
    String to = ResourceUtil.getParent(path) + '/' + name;
    jcr(session -> session.getWorkspace().copy(path, to));
    return to;
  }

  /** Deletes a page, and tells of it or not. */
  public void remove(String path, boolean told) {
    try {
      context.resourceResolver().refresh();
      context.resourceResolver().delete(context.resourceResolver().getResource(path));
    } catch (PersistenceException e) {
      throw new IllegalStateException(e);
    }
    commit();
    if (told) {
      tell(new PageEvent(PageEvent.Kind.REMOVED, path).toJob());
    }
  }

  public JobConsumer.JobResult publish(String path) {
    return tell(new PageEvent(PageEvent.Kind.PUBLISHED, path).toJob());
  }

  /** Takes a page from the public, and tells of it. */
  public JobConsumer.JobResult unpublish(String path) {
    set(path + "/jcr:content", Map.of("sling:published", false));
    return tell(new PageEvent(PageEvent.Kind.UNPUBLISHED, path).toJob());
  }

  /** Puts a page before the public again, and tells of it. */
  public void republish(String path) {
    set(path + "/jcr:content", Map.of("sling:published", true));
    publish(path);
  }

  /** Tells of something as Sling does that is not so, or not yet: until it is not told again. */
  public JobConsumer.JobResult insist(PageEvent event) {
    Map<String, Object> job = new HashMap<>(event.toJob());
    JobConsumer.JobResult result = tell(job);
    for (int retry = 1; result == JobConsumer.JobResult.FAILED && retry < 10; retry++) {
      job.put(Job.PROPERTY_JOB_RETRY_COUNT, retry);
      result = tell(job);
    }
    return result;
  }

  public JobConsumer.JobResult tell(Map<String, Object> job) {
    JobConsumer.JobResult result = syndicate.process(job(PageEvent.TOPIC, job));
    context.resourceResolver().refresh();
    return result;
  }

  /** Lets time pass in a few hundred steps at most, with all the work that falls into it. */
  public void pass(Duration time) {
    Duration step = Duration.ofSeconds(Math.max(1, time.toSeconds() / 300));
    Instant end = clock.instant().plus(time);
    while (!clock.instant().isAfter(end)) {
      work();
      clock.pass(step);
    }
  }

  /** What a call brings whose process dies: nobody is left to note an outcome. */
  public Outcome killed() throws IOException {
    worker.interrupt();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("nobody hears of this");
  }

  /** Lets time pass until a call is {@link #killed}. */
  public void passUntilKilled(Duration time) {
    worker = Thread.currentThread();
    Instant end = clock.instant().plus(time);
    while (!Thread.interrupted()) {
      if (!clock.instant().isBefore(end)) {
        throw new AssertionError("nothing was killed");
      }
      work();
      clock.pass(Duration.ofSeconds(1));
    }
  }

  /** One tick of the engine, and the jobs that it makes. */
  public void work() {
    clockwork.run();
    List<CompletableFuture<Void>> running = new ArrayList<>();
    while (!jobs.isEmpty()) {
      Job job = jobs.poll();
      running.add(CompletableFuture.runAsync(() -> deliver.process(job), workers));
    }
    running.forEach(CompletableFuture::join);
  }

  public List<PostRecord> posts(String path) {
    return identities.find(path).map(ledger::ofPage).orElse(List.of());
  }

  /** The only post of a page. */
  public PostRecord post(String path) {
    List<PostRecord> posts = posts(path);
    if (posts.size() != 1) {
      throw new AssertionError("expected one post of " + path + " but there are " + posts);
    }
    return posts.get(0);
  }

  private void commit() {
    try {
      context.resourceResolver().commit();
    } catch (PersistenceException e) {
      throw new IllegalStateException(e);
    }
  }

  private JobManager jobManager() {
    return (JobManager)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {JobManager.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("findJobs")) {
                return jobs.stream().filter(job -> job.getTopic().equals(arguments[1])).toList();
              }
              @SuppressWarnings("unchecked")
              Job job = job((String) arguments[0], (Map<String, Object>) arguments[1]);
              jobs.add(job);
              return job;
            });
  }

  private static Job job(String topic, Map<String, Object> properties) {
    Map<String, Object> values = new HashMap<>(properties);
    return (Job)
        Proxy.newProxyInstance(
            Installation.class.getClassLoader(),
            new Class<?>[] {Job.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getTopic", "getId" -> topic;
                  case "getPropertyNames" -> values.keySet();
                  case "getProperty" ->
                      arguments.length == 1
                          ? values.get((String) arguments[0])
                          : values.getOrDefault((String) arguments[0], arguments[1]);
                  case "getRetryCount" -> values.getOrDefault(Job.PROPERTY_JOB_RETRY_COUNT, 0);
                  case "getNumberOfRetries" -> values.getOrDefault(Job.PROPERTY_JOB_RETRIES, 100);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Override
  public void close() {
    commits.close();
    site.close();
  }
}
