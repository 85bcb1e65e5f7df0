// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.calendar.People;
import dev.smo.calendar.Sites;
import dev.smo.clicks.LinkClicks;
import dev.smo.connections.ConnectionChecks;
import dev.smo.connections.Connections;
import dev.smo.connections.Followers;
import dev.smo.console.ReturnAddress;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.engagement.FactsStore;
import dev.smo.environment.Environment;
import dev.smo.fixture.TestClock;
import dev.smo.goals.Answered;
import dev.smo.goals.FollowedAccounts;
import dev.smo.goals.GoalsServlet;
import dev.smo.goals.Plans;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.repository.Keys;
import dev.smo.results.Results;
import dev.smo.today.Days;
import dev.smo.today.TodayPosts;
import dev.smo.today.Troubles;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.jcr.Session;
import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.osgi.util.converter.Converters;

/** Daily mails of the people of {@link ConsoleFixture}; it is a Monday, ten o'clock in Berlin. */
final class MailFixture {
  final ConsoleFixture console;
  final TestClock clock = new TestClock();
  final Connections connections;
  final Lanes lanes;
  final MailSubscriptions subscriptions;
  final MailContents contents;
  final ReturnAddress address;
  final DailyMails mails;
  final MailServlet servlet;
  final UnsubscribeServlet unsubscribe;
  final GoalsServlet goals;
  final MailCheck check;
  private final SlingContext context;

  MailFixture(SlingContext context) throws Exception {
    MockContextAwareConfig.registerAnnotationClasses(context, ReactionPolicy.class);
    this.context = context;
    console = new ConsoleFixture(context);
    connections = new Connections(console.repository, null, clock);
    lanes = new Lanes(console.repository, console.environment, clock);
    StoredReactions reactions = new StoredReactions(console.repository, false, clock);
    Plans plans =
        new Plans(
            console.repository,
            new Results(
                new FactsStore(console.repository),
                new LinkClicks(console.repository, "one"),
                clock),
            new Answered(console.ledger, reactions, clock),
            new FollowedAccounts(
                new Followers(console.repository),
                connections,
                new ConnectionChecks(console.repository, clock)),
            clock);
    goals = new GoalsServlet(console.tokens, plans);
    People people =
        new People(context.getService(ResourceResolverFactory.class), console.repository);
    Days days =
        new Days(
            new TodayPosts(console.ledger, lanes),
            new Troubles(console.repository, connections, lanes),
            reactions);
    address =
        new ReturnAddress(
            null,
            Converters.standardConverter()
                .convert(Map.of("publicUrl", "https://cms.example.org"))
                .to(ReturnAddress.Config.class));
    subscriptions = new MailSubscriptions(console.repository, clock);
    contents = new MailContents(people, days, plans, connections);
    mails = sender(console.environment);
    servlet =
        new MailServlet(
            console.tokens,
            subscriptions,
            mails,
            people,
            new Sites(console.repository),
            address,
            console.environment,
            clock);
    unsubscribe = new UnsubscribeServlet(subscriptions);
    check = new MailCheck(subscriptions, mails);
  }

  /** One that sends, as another node of the cluster or another environment has it. */
  DailyMails sender(Environment environment) {
    return new DailyMails(subscriptions, contents, address, environment, clock);
  }

  /** Enters an address into the profile of a person. */
  void profile(String person, String address) throws Exception {
    JackrabbitSession session =
        (JackrabbitSession)
            Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class));
    session.refresh(false);
    Objects.requireNonNull(session.getUserManager().getAuthorizable(person))
        .setProperty("profile/email", session.getValueFactory().createValue(address));
    session.save();
  }

  /** Subscribes a person, at the address of the profile, for a time by the clock of Berlin. */
  void subscribe(String person, String time, String... more) throws Exception {
    profile(person, person + "@site.example");
    Reply reply = save(person, "time", time, more);
    assertEquals(200, reply.status(), reply.error());
  }

  /** Asks for a mail a day, with one value that is as a test wants it. */
  Reply save(String person, String name, String value, String... more) throws Exception {
    Map<String, String> form =
        new TreeMap<>(
            Map.of(
                "action", "save",
                "address", person + "@site.example",
                "time", "10:30",
                "zone", "Europe/Berlin",
                "language", "en",
                "weekly", "true",
                "page", "/cms/smo.html"));
    form.put(name, value);
    for (int i = 0; i < more.length; i += 2) {
      form.put(more[i], more[i + 1]);
    }
    return console
        .as(person)
        .post(
            servlet,
            form.entrySet().stream()
                .flatMap(one -> Stream.of(one.getKey(), one.getValue()))
                .toArray(String[]::new));
  }

  PostRecord post(String name, String page, State state, String at) {
    Instant time = Instant.parse(at);
    PostRecord draft =
        PostRecord.draft(Keys.post("tiny-en", page, name), state)
            .with(Key.PAGE, page.substring(page.lastIndexOf('/') + 1))
            .with(Key.PATH, page)
            .with(Key.CONNECTION, "tiny-en")
            .with(Key.NETWORK, "tiny")
            .with(Key.TITLE, name)
            .with(Key.PLANNED, time)
            .with(Key.SCHEDULED, time);
    return console.ledger.add(state == State.SENT ? draft.with(Key.SENT, time) : draft);
  }

  /** What a part of a mail of this type says. */
  static String part(MimeMessage message, String type) throws Exception {
    String found = search(message, type);
    return found.replace("\r\n", "\n");
  }

  private static String search(Part part, String type) throws Exception {
    if (part.isMimeType(type)) {
      return String.valueOf(part.getContent());
    }
    StringBuilder found = new StringBuilder();
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        found.append(search(parts.getBodyPart(i), type));
      }
    }
    return found.toString();
  }
}
