// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.identity.PageIdentity;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;

/** What posts of a page were to say before somebody changed it, by which is noted who did. */
public final class SaidBefore {
  private final Map<String, String> words;
  private final Set<String> authors;

  private SaidBefore(Map<String, String> words, Set<String> authors) {
    this.words = words;
    this.authors = authors;
  }

  /**
   * As it stands.
   *
   * @param content of the page; null where there is none
   */
  public static SaidBefore of(@Nullable Resource content) {
    return new SaidBefore(PostOptions.words(content), PostOptions.authors(content));
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
    Set<String> wrote = now.words.isEmpty() ? Set.of() : authors(now, user);
    if (wrote.isEmpty()) {
      values.remove(PostOptions.AUTHORS);
    } else {
      values.put(PostOptions.AUTHORS, wrote.toArray(String[]::new));
    }
  }

  /** Where nothing was said, only those who say something now. */
  private Set<String> authors(SaidBefore now, String user) {
    Set<String> all = new TreeSet<>(now.authors);
    if (!words.isEmpty()) {
      all.addAll(authors);
    }
    all.add(user);
    return all;
  }
}
