// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.repository.Repository;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.jackrabbit.oak.api.CommitFailedException;
import org.apache.jackrabbit.oak.spi.commit.CommitInfo;
import org.apache.jackrabbit.oak.spi.commit.EmptyHook;
import org.apache.jackrabbit.oak.spi.state.NodeBuilder;
import org.apache.jackrabbit.oak.spi.state.NodeState;
import org.apache.jackrabbit.oak.spi.state.NodeStore;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.jcr.api.SlingRepository;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;

/**
 * The commits of an engine to its repository: they are heard of, one may fail or end the process,
 * and the last ones may be forgotten, as Oak's segment store does that writes to its disk some
 * seconds later.
 */
public final class Commits {
  /** What a commit comes to. */
  @FunctionalInterface
  public interface Fault {
    void of(Commit commit) throws PersistenceException;
  }

  /** The commit itself. */
  @FunctionalInterface
  public interface Commit {
    void store() throws PersistenceException;
  }

  /** The process ended here: nothing of it reads or writes any more. */
  @SuppressWarnings("serial")
  public static final class Killed extends Error {
    Killed() {
      super("killed");
    }
  }

  /** What becomes of each commit; by itself it is stored. */
  public Fault fault = Commit::store;

  /** Done after each commit that is stored. */
  public Runnable whenStored = () -> {};

  private final ResourceResolverFactory real;
  private final NodeStore store;
  private final Deque<ResourceResolver> sessions = new ArrayDeque<>();
  private boolean dead;

  Commits(SlingContext context) {
    real = context.getService(ResourceResolverFactory.class);
    store = store(context.getService(SlingRepository.class));
  }

  private static NodeStore store(SlingRepository repository) {
    try {
      Field field = repository.getClass().getDeclaredField("nodeStore");
      field.setAccessible(true);
      return (NodeStore) field.get(repository);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the mock of Sling keeps its node store elsewhere", e);
    }
  }

  /** For the engine. */
  ResourceResolverFactory factory() {
    return (ResourceResolverFactory)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ResourceResolverFactory.class},
            (proxy, method, arguments) ->
                method.getName().equals("getServiceResourceResolver")
                    ? opened()
                    : invoked(real, method, arguments));
  }

  /** What the repository holds now. */
  public NodeState state() {
    return store.getRoot();
  }

  /** All that the repository holds is what it held once. */
  public void goBackTo(NodeState then) {
    NodeBuilder root = store.getRoot().builder();
    Set<String> names = new HashSet<>();
    root.getChildNodeNames().forEach(names::add);
    then.getChildNodeNames().forEach(names::add);
    names.forEach(name -> root.setChildNode(name, then.getChildNode(name)));
    try {
      store.merge(root, EmptyHook.INSTANCE, CommitInfo.EMPTY);
    } catch (CommitFailedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the process. */
  public Killed kill() {
    dead = true;
    return new Killed();
  }

  /** Whether the process ended. */
  public boolean isDead() {
    return dead;
  }

  /** Another process reads and writes. */
  void revive() {
    dead = false;
    fault = Commit::store;
  }

  /** Lets go the sessions. */
  void close() {
    synchronized (sessions) {
      sessions.forEach(ResourceResolver::close);
      sessions.clear();
    }
  }

  private ResourceResolver opened() throws Exception {
    alive();
    ResourceResolver session;
    synchronized (sessions) {
      session = sessions.poll();
    }
    if (session == null) {
      session =
          real.getServiceResourceResolver(
              Map.of(ResourceResolverFactory.SUBSERVICE, Repository.SUBSERVICE));
    } else {
      session.refresh();
    }
    return watched(session);
  }

  private void alive() {
    if (dead) {
      throw new Killed();
    }
  }

  private ResourceResolver watched(ResourceResolver session) {
    return (ResourceResolver)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ResourceResolver.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "close" -> {
                  return close(session);
                }
                case "commit" -> {
                  return commit(session);
                }
                default -> {
                  return invoked(session, method, arguments);
                }
              }
            });
  }

  /** It is taken again, because a login takes longer than what most transactions do. */
  private Object close(ResourceResolver session) {
    session.revert();
    synchronized (sessions) {
      sessions.add(session);
    }
    return null;
  }

  private Object commit(ResourceResolver session) throws PersistenceException {
    alive();
    fault.of(
        () -> {
          session.commit();
          whenStored.run();
        });
    return null;
  }

  private static Object invoked(Object object, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
