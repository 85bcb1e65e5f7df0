// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jetbrains.annotations.Nullable;

/**
 * What one instance counted, as it tells it to another. All counts are sums that only grow.
 *
 * @param instance its name, which another one never has
 * @param links how often short links were followed, of a month: a number a day, by post
 * @param shares uses of share bars, of a day: by page
 * @param next where to go on for more; empty: that is all
 */
public record ClickReport(
    String instance, Map<String, List<Long>> links, Map<String, Shares> shares, String next) {
  /** Most posts or pages in one report. */
  static final int MOST = 5_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_MONTH = 31;
  private static final long LARGEST = 1_000_000_000_000L;

  /**
   * Uses of the share bars of a page by network.
   *
   * @param day on that day
   * @param total since ever
   */
  public record Shares(Map<String, Long> day, Map<String, Long> total) {
    private boolean isSound() {
      return day != null && total != null && areSound(day) && areSound(total);
    }

    private static boolean areSound(Map<String, Long> counts) {
      return counts.entrySet().stream()
          .allMatch(count -> count.getKey().matches("[a-z0-9-]{1,40}") && sound(count.getValue()));
    }
  }

  static ClickReport ofLinks(String instance, SortedMap<String, List<Long>> posts) {
    return new ClickReport(instance, first(posts), Map.of(), next(posts));
  }

  static ClickReport ofShares(String instance, SortedMap<String, Shares> pages) {
    return new ClickReport(instance, Map.of(), first(pages), next(pages));
  }

  private static <T> Map<String, T> first(SortedMap<String, T> all) {
    String next = next(all);
    return next.isEmpty() ? all : new TreeMap<>(all.headMap(next));
  }

  private static String next(SortedMap<String, ?> all) {
    return all.keySet().stream().skip(MOST).findFirst().orElse("");
  }

  String written() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("counts are JSON", e);
    }
  }

  /**
   * Reads a report.
   *
   * @throws IllegalArgumentException it is none, or has what no instance counts
   */
  public static ClickReport read(String json) {
    ClickReport report;
    try {
      report = JSON.readValue(json, ClickReport.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The answer is no report of clicks.", e);
    }
    // As JSON may have null anywhere, also in place of all.
    if (report == null || !report.isSound()) {
      throw new IllegalArgumentException("The answer has what no instance counts.");
    }
    return report;
  }

  private boolean isSound() {
    return instance != null
        && links != null
        && shares != null
        && next != null
        && instance.matches("[A-Za-z0-9-]{1,64}")
        && next.matches("[0-9a-f]{0,64}")
        && links.size() <= MOST
        && shares.size() <= MOST
        && links.entrySet().stream()
            .allMatch(post -> post.getKey().matches("[0-9a-f]{64}") && isMonth(post.getValue()))
        && shares.entrySet().stream()
            .allMatch(page -> page.getKey().matches("[0-9a-f]{32}") && isSound(page.getValue()));
  }

  private static boolean isSound(@Nullable Shares shares) {
    return shares != null && shares.isSound();
  }

  private static boolean isMonth(@Nullable List<Long> days) {
    return days != null
        && days.size() <= LONGEST_MONTH
        && days.stream().allMatch(ClickReport::sound);
  }

  private static boolean sound(Long count) {
    return count != null && count >= 0 && count <= LARGEST;
  }
}
