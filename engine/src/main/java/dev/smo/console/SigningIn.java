// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Account;
import dev.smo.connections.Applications;
import dev.smo.connections.Connections;
import dev.smo.connections.Connectors;
import dev.smo.connections.FieldCheck;
import dev.smo.connections.PendingSignIn;
import dev.smo.connections.SignIns;
import dev.smo.connector.AccountChoice;
import dev.smo.connector.ApplicationRegistrar;
import dev.smo.connector.Authorization;
import dev.smo.connector.Network;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.endpoint.ConsoleCalls;
import dev.smo.endpoint.Refusal;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends people to a network to sign in, and makes a connection of what they come back with. */
@Component(service = SigningIn.class)
public class SigningIn {
  private static final Logger LOG = LoggerFactory.getLogger(SigningIn.class);
  private static final String AGAIN =
      "This sign-in is not known here any more, or belongs to another person or browser. Start"
          + " again.";

  private final Connectors networks;
  private final Connections connections;
  private final Applications applications;
  private final SignIns pending;
  private final ConsoleCalls calls;

  @Activate
  public SigningIn(
      @Reference Connectors networks,
      @Reference Connections connections,
      @Reference Applications applications,
      @Reference SignIns pending,
      @Reference ConsoleCalls calls) {
    this.networks = networks;
    this.connections = connections;
    this.applications = applications;
    this.pending = pending;
    this.calls = calls;
  }

  /**
   * Where to send a person.
   *
   * @param key name of the sign-in
   * @param browser for the cookie
   */
  record Away(URI address, String key, Secret browser) {}

  /**
   * What became of a sign-in.
   *
   * @param page path of the console's page
   * @param connection id of the connection that was made
   * @param choosing whether an account must be chosen first
   */
  record Back(String page, String connection, boolean choosing) {}

  /** Where a person starts from. */
  record Start(String user, URI redirect, String page) {}

  /** Begins to connect an account. */
  Away start(Account.Form form, Start from) {
    Network network = network(form.network());
    SignIn signIn = signIn(network.name());
    Connection connection = connection(form, application(form, network, from.redirect()));
    SignIns.Started started;
    try {
      started = pending.begin();
    } catch (IllegalStateException e) {
      throw Refusal.conflict(String.valueOf(e.getMessage()));
    }
    SignInRequest request =
        SignInRequest.builder(connection, from.redirect())
            .state(started.state())
            .proof(started.verifier(), SignIns.challenge(started.verifier()))
            .build();
    URI address = calls.call(connection, () -> signIn.address(request));
    pending.keep(started, from.user(), form, from.redirect(), from.page(), request.kept());
    if (!"https".equalsIgnoreCase(address.getScheme())
        && !"http".equalsIgnoreCase(address.getScheme())) {
      throw Refusal.conflict("The connector gives no web address to sign in at.");
    }
    return new Away(address, SignIns.key(started.state()), started.browser());
  }

  /** What the network sent a person back with. */
  record Return(String state, String code, String error, String description, String issuer) {}

  /** Ends a sign-in, or has an account chosen. */
  Back finish(Return back, SignIns.Owner owner) {
    String key = SignIns.key(back.state());
    PendingSignIn taken =
        pending.takeReturned(key, owner).orElseThrow(() -> Refusal.forbidden(AGAIN));
    Account.Form form = taken.form();
    SignIn signIn = signIn(form.network());
    Connection before = connection(form, known(form));
    if (!back.error().isEmpty()) {
      throw Refusal.conflict(before.redact(calls.call(before, () -> explained(signIn, back))));
    }
    if (back.code().isEmpty()) {
      throw Refusal.badRequest("The network sent you back without an answer. Start again.");
    }
    Authorization.Granted granted = redeem(signIn, before, taken, back);
    Connection signedIn =
        before.toBuilder().settings(granted.settings()).secrets(granted.secrets()).build();
    List<AccountChoice> accounts = calls.call(signedIn, () -> signIn.accounts(signedIn));
    if (accounts.size() > 1) {
      pending.keepChoices(key, owner, taken, granted, accounts);
      return new Back(taken.page(), "", /* choosing= */ true);
    }
    save(
        form,
        accounts.isEmpty()
            ? granted
            : granted.with(accounts.get(0).secrets(), accounts.get(0).settings()));
    return new Back(taken.page(), form.id(), /* choosing= */ false);
  }

  /**
   * Keeps what a network gave to the installation, as a person typed it in.
   *
   * @param typed gives the application that is to be kept in place of the one that was
   */
  void keepApplication(String network, String endpoint, UnaryOperator<Application> typed) {
    if (applications.isConfigured(network, endpoint)) {
      throw Refusal.conflict(
          "The application for " + network + " stands in OSGi configuration; change it there.");
    }
    try {
      Application entered = typed.apply(readable(network, endpoint));
      applications.save(network, endpoint, entered, /* redirect= */ "");
    } catch (IllegalStateException e) {
      throw Refusal.conflict(String.valueOf(e.getMessage()));
    }
  }

  /** What to do about a refusal, in the network's own words where it has some. */
  private static String explained(SignIn signIn, Return back) {
    String own = signIn.explain(back.error(), back.description());
    if (!own.isEmpty()) {
      return own;
    }
    String error = back.error();
    String description = back.description();
    return switch (error) {
      case "access_denied" ->
          "The network was not allowed to connect. Start again, and agree there.";
      case "invalid_scope" ->
          "The network does not give this application a permission that it needs. Ask for it in the"
              + " application's settings there.";
      case "unauthorized_client", "invalid_client" ->
          "The network does not know this application. Check its client id and secret.";
      case "server_error", "temporarily_unavailable" ->
          "The network has a problem of its own. Try again later.";
      default -> "The network refused: " + (description.isBlank() ? error : description);
    };
  }

  /** Nothing, where the secrets are of another key: then all must be entered again. */
  private Application readable(String network, String endpoint) {
    try {
      return applications.find(network, endpoint);
    } catch (IllegalStateException e) {
      LOG.info("The application for {} is made anew: {}", network, e.getMessage());
      return Application.none();
    }
  }

  /** What the networks gave to the installation, and what is missing yet. */
  List<ApplicationView> applications() {
    return networks.all().stream()
        .flatMap(
            network ->
                ApplicationView.of(
                    network,
                    applications.all(network.name()),
                    networks.find(ApplicationRegistrar.class, network.name()).isPresent())
                    .stream())
        .toList();
  }

  /** The accounts that a person may choose from. */
  List<PendingSignIn.Choice> choices(String key, SignIns.Owner owner) {
    return pending
        .choosing(key, owner)
        .map(PendingSignIn::accounts)
        .orElseThrow(() -> Refusal.notFound(AGAIN));
  }

  /** Makes the connection for the account that was chosen; gives its id. */
  String choose(String key, SignIns.Owner owner, String account) {
    if (choices(key, owner).stream().noneMatch(one -> one.id().equals(account))) {
      throw Refusal.badRequest("There is no such account to choose.");
    }
    PendingSignIn taken = pending.takeChosen(key, owner).orElseThrow(() -> Refusal.notFound(AGAIN));
    save(taken.form(), taken.chosen(account).orElseThrow());
    return taken.form().id();
  }

  private Authorization.Granted redeem(
      SignIn signIn, Connection before, PendingSignIn taken, Return back) {
    Secret verifier = Secret.of(taken.verifier());
    SignInRequest request =
        SignInRequest.builder(before, taken.redirectUri())
            .state(back.state())
            .proof(verifier, SignIns.challenge(verifier))
            .issuer(back.issuer())
            .kept(taken.keptSecrets())
            .build();
    Connection secretive =
        before.toBuilder().secret("code", Secret.of(back.code())).secret("pkce", verifier).build();
    Authorization answer = calls.call(secretive, () -> signIn.redeem(back.code(), request));
    if (answer instanceof Authorization.Granted granted) {
      return granted;
    }
    throw Refusal.conflict(
        secretive.redact(
            answer instanceof Authorization.Refused refused
                ? refused.reason()
                : ((Authorization.Later) answer).reason() + " Start again later."));
  }

  private void save(Account.Form form, Authorization.Granted granted) {
    try {
      connections.signedIn(form, granted);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw Refusal.conflict(String.valueOf(e.getMessage()));
    }
  }

  /** The installation's application; one that can be is registered now. */
  private Application application(Account.Form form, Network network, URI redirect) {
    Optional<ApplicationRegistrar> registrar =
        networks.find(ApplicationRegistrar.class, network.name());
    // Nobody could enter anew what SMO registered itself, so that is registered anew.
    boolean own =
        registrar.isPresent() && !applications.isConfigured(network.name(), form.endpoint());
    Application known = own ? readable(network.name(), form.endpoint()) : known(form);
    boolean unknown = known.settings().isEmpty() && known.secrets().isEmpty();
    if (own && registers(registrar.get(), form, redirect, unknown)) {
      Application registered =
          calls.call(
              connection(form, known),
              () -> registrar.get().register(URI.create(form.endpoint()), redirect));
      try {
        applications.save(network.name(), form.endpoint(), registered, redirect.toString());
      } catch (IllegalStateException e) {
        throw Refusal.conflict(String.valueOf(e.getMessage()));
      }
      return registered;
    }
    complete(network, known);
    return known;
  }

  /** A document says by itself where people are sent back to, and its key is to stay as it is. */
  private boolean registers(
      ApplicationRegistrar registrar, Account.Form form, URI redirect, boolean unknown) {
    if (!registrar.document(redirect, redirect, List.of()).isEmpty()) {
      return unknown;
    }
    boolean fits = applications.sendsBackTo(redirect.toString(), form.network(), form.endpoint());
    return !form.endpoint().isEmpty() && (unknown || !fits);
  }

  private Application known(Account.Form form) {
    try {
      return applications.find(form.network(), form.endpoint());
    } catch (IllegalStateException e) {
      throw Refusal.conflict(String.valueOf(e.getMessage()));
    }
  }

  private static void complete(Network network, Application application) {
    FieldCheck.problem(network.applicationFields(), application::setting, application::secret)
        .ifPresent(
            problem -> {
              throw Refusal.conflict(
                  "SMO is not set up as an application of " + network.label() + ". " + problem);
            });
  }

  /** The described network of a name. */
  Network network(String name) {
    return networks
        .network(name)
        .orElseThrow(() -> Refusal.badRequest("There is no network " + name + "."));
  }

  private SignIn signIn(String network) {
    return networks
        .find(SignIn.class, network)
        .orElseThrow(() -> Refusal.conflict("Nobody can sign in on " + network + " from here."));
  }

  private static Connection connection(Account.Form form, Application application) {
    return Connection.builder(form.id(), form.network())
        .label(form.label())
        .endpoint(form.endpoint().isEmpty() ? null : URI.create(form.endpoint()))
        .settings(form.settings())
        .application(application)
        .build();
  }
}
