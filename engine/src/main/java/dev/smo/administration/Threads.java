// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import java.util.Comparator;
import java.util.Map;

/** What all threads do at this moment. */
final class Threads {
  private static final int DEEPEST = 60;

  private Threads() {}

  static String dump() {
    StringBuilder text = new StringBuilder();
    Thread.getAllStackTraces().entrySet().stream()
        .sorted(
            Comparator.comparing(
                (Map.Entry<Thread, StackTraceElement[]> one) -> name(one.getKey().getName())))
        .forEach(
            one -> {
              Thread thread = one.getKey();
              text.append(name(thread.getName())).append(' ').append(thread.getState());
              text.append('\n');
              StackTraceElement[] stack = one.getValue();
              for (int i = 0; i < Math.min(stack.length, DEEPEST); i++) {
                text.append("    at ").append(stack[i]).append('\n');
              }
              text.append('\n');
            });
    return text.toString();
  }

  /**
   * Sling names the threads of requests after whoever asks and for what, which may hold anything
   * that was ever part of an address.
   */
  static String name(String thread) {
    return thread.matches("(?s).*\\b(GET|HEAD|POST|PUT|DELETE|OPTIONS|PROPFIND|HTTP/)\\b.*")
            || thread.contains("?")
            || thread.contains("@")
        ? "request"
        : thread.replaceAll("[^\\x20-\\x7e]", " ");
  }
}
