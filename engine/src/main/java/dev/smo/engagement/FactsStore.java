// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.connector.Engagement;
import dev.smo.ledger.Archive;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The facts of all posts that went out, by the month (UTC) in which they did: {@code
 * /var/smo/results/<yyyy>/<MM>/<aa>}, one property a post. A month is 256 nodes at most, however
 * many posts it has, so a look at a year reads some thousand nodes and never the ledger.
 */
@Component(service = FactsStore.class)
public class FactsStore {
  private static final String ROOT = Repository.ROOT + "/results";
  private static final String POST = "[0-9a-f]{64}";

  private final Repository repository;

  @Activate
  public FactsStore(@Reference Repository repository) {
    this.repository = repository;
  }

  /** Keeps the facts of a post that is out, with the figures that are known of it. */
  public void keep(PostRecord post) {
    PostFacts fresh = PostFacts.of(post);
    change(post, fresh, kept -> fresh.seen(kept.figures(), kept.looked()));
  }

  /** Keeps what a network counted of a post at a time. */
  public void keep(PostRecord post, Engagement counts, Instant at) {
    PostFacts seen = PostFacts.of(post).seen(counts, at);
    change(post, seen, kept -> seen);
  }

  private void change(PostRecord post, PostFacts fresh, UnaryOperator<PostFacts> change) {
    repository.commit(
        resolver -> {
          ModifiableValueMap pack = Repository.writable(Repository.node(resolver, pack(post)));
          String there = pack.get(post.id(), "");
          Optional<PostFacts> kept =
              there.isEmpty() ? Optional.empty() : FactsLine.read(post.id(), there);
          PostFacts facts = kept.map(was -> next(post, was, change.apply(was))).orElse(fresh);
          String line = FactsLine.write(facts);
          if (!line.equals(there)) {
            pack.put(post.id(), line);
          }
          return true;
        });
  }

  /** A packed record says less of its page than was kept here. */
  private static PostFacts next(PostRecord post, PostFacts was, PostFacts changed) {
    return post.text(Key.PACKED).isEmpty()
        ? changed
        : was.seen(changed.figures(), changed.looked());
  }

  /** Forgets a post. */
  public void remove(PostRecord post) {
    repository.commit(
        resolver -> {
          Resource pack = resolver.getResource(pack(post));
          if (pack != null && pack.getValueMap().containsKey(post.id())) {
            Repository.writable(pack).remove(post.id());
          }
          return true;
        });
  }

  /** The posts that went out in the months from one to another, in no order. */
  public List<PostFacts> months(YearMonth from, YearMonth to) {
    return repository.read(
        resolver -> {
          List<PostFacts> all = new ArrayList<>();
          for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(1)) {
            Resource folder = resolver.getResource(folder(month));
            if (folder != null) {
              folder.getChildren().forEach(pack -> all.addAll(facts(pack)));
            }
          }
          return all;
        });
  }

  /** Takes the name of an author out of all facts. */
  public void forget(String person) {
    repository.commit(
        resolver -> {
          Resource root = resolver.getResource(ROOT);
          for (Resource year : root == null ? List.<Resource>of() : root.getChildren()) {
            for (Resource month : year.getChildren()) {
              for (Resource pack : month.getChildren()) {
                forget(pack, person);
              }
            }
          }
          return true;
        });
  }

  private static void forget(Resource pack, String person) throws PersistenceException {
    for (PostFacts facts : facts(pack)) {
      if (facts.authors().contains(person)) {
        List<String> others =
            facts.authors().stream().map(one -> one.equals(person) ? Archive.NOBODY : one).toList();
        Repository.writable(pack).put(facts.post(), FactsLine.write(facts.by(others)));
      }
    }
  }

  private static List<PostFacts> facts(Resource pack) {
    List<PostFacts> all = new ArrayList<>();
    for (Map.Entry<String, Object> line : pack.getValueMap().entrySet()) {
      if (line.getKey().matches(POST) && line.getValue() instanceof String text) {
        FactsLine.read(line.getKey(), text).ifPresent(all::add);
      }
    }
    return all;
  }

  /** By when it went out, which never changes. */
  private static String pack(PostRecord post) {
    Instant sent = PostFacts.of(post).sent();
    return folder(YearMonth.from(sent.atZone(ZoneOffset.UTC))) + "/" + post.id().substring(0, 2);
  }

  private static String folder(YearMonth month) {
    return String.format(Locale.ROOT, "%s/%04d/%02d", ROOT, month.getYear(), month.getMonthValue());
  }
}
