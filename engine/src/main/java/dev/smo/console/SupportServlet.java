// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.Decision;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import dev.smo.syndication.CatchUp;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What whoever helps from afar has to know of an installation, in one answer and without a secret
 * or the words of a post; for administrators. docs/http-api.md describes the fields.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/support")
public class SupportServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  /** So many posts of each kind are told of. */
  private static final int MOST = 100;

  private static final long MEGABYTE = 1_000_000;

  private final transient BundleContext bundles;
  private final transient Repository repository;
  private final transient Connections connections;
  private final transient Lanes lanes;
  private final transient Ledger ledger;

  @Activate
  public SupportServlet(
      BundleContext bundles,
      @Reference Tokens tokens,
      @Reference Connections connections,
      @Reference Lanes lanes,
      @Reference Ledger ledger,
      @Reference Repository repository) {
    super(tokens);
    this.bundles = bundles;
    this.repository = repository;
    this.connections = connections;
    this.lanes = lanes;
    this.ledger = ledger;
  }

  private record Report(
      String at,
      String environment,
      @Nullable String obstacle,
      @Nullable String caughtUp,
      Machine machine,
      List<Part> bundles,
      List<Waiting> lanes,
      List<ConnectionView> connections,
      List<Trouble> attention) {}

  private record Machine(
      String java, String system, int processors, long heapUsed, long heapMost, long upSeconds) {
    private static Machine now() {
      Runtime machine = Runtime.getRuntime();
      return new Machine(
          System.getProperty("java.vm.name") + " " + Runtime.version(),
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          machine.availableProcessors(),
          (machine.totalMemory() - machine.freeMemory()) / MEGABYTE,
          machine.maxMemory() / MEGABYTE,
          ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
    }
  }

  private record Part(String name, String version, boolean active) {
    private static Part of(Bundle bundle) {
      return new Part(
          bundle.getSymbolicName(),
          bundle.getVersion().toString(),
          bundle.getState() == Bundle.ACTIVE);
    }
  }

  private record Waiting(String lane, int due) {}

  private record Trouble(
      String id,
      String state,
      String connection,
      String page,
      int attempts,
      String reason,
      List<String> history) {
    private static Trouble of(PostRecord post) {
      return new Trouble(
          post.id(),
          post.state().name(),
          post.text(Key.CONNECTION),
          post.text(Key.PATH),
          post.attempt(),
          post.text(Key.REASON),
          post.history().stream().map(Trouble::told).toList());
    }

    /** Without names: they help nobody elsewhere. */
    private static String told(Decision decision) {
      return decision.at() + " " + decision.what();
    }
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    if (!visitor.administrator()) {
      throw Refusal.forbidden("Only administrators see the support report.");
    }
    Instant now = lanes.now();
    return new Report(
        now.toString(),
        lanes.environment().name(),
        lanes.environment().obstacle().orElse(null),
        CatchUp.lookedAt(repository).map(Instant::toString).orElse(null),
        Machine.now(),
        Stream.of(bundles.getBundles())
            .filter(SupportServlet::matters)
            .map(Part::of)
            .sorted(Comparator.comparing(Part::name))
            .toList(),
        ledger.lanes(now).stream()
            .map(lane -> new Waiting(lane, ledger.lane(lane, now, MOST).size()))
            .toList(),
        connections.all().stream().map(account -> view(account, now)).toList(),
        ledger.attention().stream().limit(MOST).map(Trouble::of).toList());
  }

  private ConnectionView view(Account account, Instant now) {
    Optional<String> locked = connections.locked(account.id());
    return ConnectionView.of(account, lanes.find(account.id()), locked, now);
  }

  private static boolean matters(Bundle bundle) {
    String name = String.valueOf(bundle.getSymbolicName());
    return Stream.of("dev.smo.", "org.apache.sling.", "org.apache.jackrabbit.oak", "com.adobe.")
        .anyMatch(name::startsWith);
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    throw Refusal.badRequest("GET shows the report; nothing is changed here.");
  }
}
