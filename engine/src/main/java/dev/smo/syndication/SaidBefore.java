// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.identity.PageIdentity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;

/** What posts of a page were to say before somebody changed it, by which is noted who did. */
public final class SaidBefore {
  private final Map<String, String> words;
  private final List<WordsAuthor> authors;

  private SaidBefore(Map<String, String> words, List<WordsAuthor> authors) {
    this.words = words;
    this.authors = authors;
  }

  /**
   * As it stands.
   *
   * @param content of the page; null where there is none
   */
  public static SaidBefore of(@Nullable Resource content) {
    PostOptions options = PostOptions.of(content);
    return new SaidBefore(options.words(), options.authors());
  }

  /**
   * Where nobody can see what it was: other words than now, and as far as anybody knows of the same
   * people.
   */
  static SaidBefore unseen(@Nullable Resource now) {
    return new SaidBefore(Map.of("unseen", "unseen"), of(now).authors);
  }

  /**
   * Notes, without a commit, that somebody wrote what the page says now, where that differs. Who
   * takes a name away, or writes another, is noted beside all that were there.
   *
   * @param content of the page after the change; null where it is gone
   */
  public void note(@Nullable Resource content, @Nullable String user) {
    Resource smo = content == null ? null : content.getChild(PageIdentity.NODE);
    ModifiableValueMap values = smo == null ? null : smo.adaptTo(ModifiableValueMap.class);
    SaidBefore now = of(content);
    if (values == null
        || user == null
        || (now.words.equals(words) && now.authors.equals(authors))) {
      return;
    }
    Collection<WordsAuthor> wrote = now.words.isEmpty() ? List.of() : authors(now, user);
    if (wrote.isEmpty()) {
      values.remove(WordsAuthor.PROPERTY);
    } else {
      values.put(
          WordsAuthor.PROPERTY, wrote.stream().map(WordsAuthor::line).toArray(String[]::new));
    }
  }

  /** Where nothing was said, only those who say something now. */
  private Collection<WordsAuthor> authors(SaidBefore now, String user) {
    Map<String, WordsAuthor> all = new TreeMap<>();
    if (!words.isEmpty()) {
      authors.forEach(one -> all.put(one.name(), one));
    }
    // Those that came with a copy wrote what is new here.
    now.authors.stream()
        .filter(one -> !authors.contains(one))
        .forEach(one -> all.put(one.name(), WordsAuthor.now(one.name())));
    all.put(user, WordsAuthor.now(user));
    if (!now.words.keySet().containsAll(words.keySet())) {
      // What is taken away lets come forth what stands for more networks, and was in no post yet.
      all.replaceAll((name, one) -> WordsAuthor.now(name));
    }
    return all.values();
  }
}
