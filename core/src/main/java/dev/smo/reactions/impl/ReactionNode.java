// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.reactions.store.Handling;
import dev.smo.reactions.store.Handling.Step;
import dev.smo.reactions.store.Handling.Task;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Reaction;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;

/** How a reaction stands in the repository. */
final class ReactionNode {
  private static final String SOURCE = "source";
  private static final String KEY = "key";
  private static final String KIND = "kind";
  private static final String AUTHOR = "author";
  private static final String AUTHOR_URL = "authorUrl";
  private static final String TEXT = "text";
  private static final String URL = "url";
  private static final String AT = "at";
  private static final String PATH = "path";
  private static final String MODERATION = "moderation";
  private static final String SEEN = "seen";
  private static final String DECIDED_BY = "decidedBy";
  private static final String HIDDEN_THERE = "hiddenThere";
  private static final String TASK = "task";
  private static final String ASSIGNEE = "assignee";
  private static final String BLOCKED = "blocked";
  private static final String STEPS = "steps";
  private static final String TAB = "\t";
  private static final int PARTS = 4;

  private ReactionNode() {}

  static String id(String page, String source, String key) {
    return Keys.hash(page + "\n" + source + "\n" + key);
  }

  static boolean is(Resource node) {
    return node.getName().matches("[0-9a-f]{64}");
  }

  static Map<String, Object> properties(KeptReaction kept) {
    Reaction reaction = kept.reaction();
    Map<String, Object> values = new TreeMap<>();
    values.put(SOURCE, reaction.source());
    values.put(KEY, reaction.key());
    values.put(KIND, reaction.kind().name());
    values.put(AUTHOR, reaction.author());
    values.put(AUTHOR_URL, reaction.authorUrl());
    values.put(TEXT, reaction.text());
    values.put(URL, reaction.url());
    values.put(AT, Repository.calendar(reaction.at()));
    values.put(PATH, kept.path());
    values.put(MODERATION, kept.moderation().name());
    values.put(SEEN, Repository.calendar(kept.seen()));
    values.put(DECIDED_BY, kept.decidedBy());
    values.put(HIDDEN_THERE, kept.hiddenThere());
    Handling handling = kept.handling();
    values.put(TASK, handling.task().name());
    values.put(ASSIGNEE, handling.assignee());
    values.put(BLOCKED, handling.blocked());
    values.put(STEPS, handling.steps().stream().map(ReactionNode::line).toArray(String[]::new));
    return values;
  }

  /** A step as one text: when, who, what, and about whom or what. */
  private static String line(Step step) {
    return Stream.of(step.at().toString(), step.who(), step.what(), step.about())
        .map(part -> part.replace(TAB, " "))
        .collect(Collectors.joining(TAB));
  }

  private static Step step(String line) {
    String[] parts = line.split(TAB, PARTS);
    return new Step(Instant.parse(parts[0]), parts[1], parts[2], parts[PARTS - 1]);
  }

  private static Handling handling(ValueMap values) {
    return new Handling(
        Task.valueOf(values.get(TASK, Task.NONE.name())),
        values.get(ASSIGNEE, ""),
        values.get(BLOCKED, false),
        Arrays.stream(values.get(STEPS, new String[0])).map(ReactionNode::step).toList());
  }

  static void write(Resource node, KeptReaction kept) throws PersistenceException {
    Repository.writable(node).putAll(properties(kept));
  }

  static KeptReaction read(Resource node, String page) {
    ValueMap values = node.getValueMap();
    Reaction reaction =
        new Reaction(
            values.get(SOURCE, ""),
            values.get(KEY, ""),
            Reaction.Kind.valueOf(values.get(KIND, Reaction.Kind.REPLY.name())),
            values.get(AUTHOR, ""),
            values.get(AUTHOR_URL, ""),
            values.get(TEXT, ""),
            values.get(URL, ""),
            time(values, AT));
    return new KeptReaction(
        node.getName(),
        page,
        values.get(PATH, ""),
        reaction,
        Moderation.valueOf(values.get(MODERATION, Moderation.PENDING.name())),
        time(values, SEEN),
        values.get(DECIDED_BY, ""),
        values.get(HIDDEN_THERE, false),
        handling(values));
  }

  private static Instant time(ValueMap values, String name) {
    Calendar calendar = values.get(name, Calendar.class);
    return calendar == null ? Instant.EPOCH : calendar.toInstant();
  }
}
