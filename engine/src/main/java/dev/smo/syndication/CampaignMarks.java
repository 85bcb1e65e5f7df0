// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.repository.Repository;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.sling.api.resource.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A campaign as the links in its posts have it.
 *
 * @param id as it stands in {@code utm_campaign}
 * @param tags of the pages whose posts belong to it though they name no campaign
 * @param marks of its own in place of those of the site, by the names of their UTM parameters
 */
record CampaignMarks(
    String id,
    List<String> tags,
    LocalDate from,
    LocalDate to,
    ZoneId zone,
    Map<String, String> marks) {
  private static final Logger LOG = LoggerFactory.getLogger(CampaignMarks.class);
  private static final String ROOT = Repository.ROOT + "/campaigns";
  private static final List<String> OWN = List.of("source", "medium", "content");

  /** All campaigns that can be read, by id. */
  static List<CampaignMarks> all(Repository repository) {
    return repository.read(
        resolver -> {
          List<CampaignMarks> all = new ArrayList<>();
          Resource folder = resolver.getResource(ROOT);
          if (folder != null) {
            folder.getChildren().forEach(node -> read(node).ifPresent(all::add));
          }
          all.sort(Comparator.comparing(CampaignMarks::id));
          return all;
        });
  }

  private static Optional<CampaignMarks> read(Resource node) {
    Map<String, String> said = Repository.strings(node);
    try {
      Map<String, String> marks = new TreeMap<>();
      OWN.forEach(name -> marks.put("utm_" + name, said.getOrDefault(name, "")));
      marks.values().removeIf(String::isEmpty);
      return Optional.of(
          new CampaignMarks(
              node.getName(),
              said.getOrDefault("tags", "").lines().toList(),
              LocalDate.parse(said.getOrDefault("from", "")),
              LocalDate.parse(said.getOrDefault("to", "")),
              ZoneId.of(said.getOrDefault("zone", "")),
              marks));
    } catch (DateTimeException e) {
      LOG.warn("The campaign {} cannot be read: {}", node.getName(), e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The campaign of a post that goes in its days.
   *
   * @param named by the page or its site, as it stands in links; empty: by the tags of the page
   */
  static Optional<CampaignMarks> of(
      List<CampaignMarks> all, String named, List<String> tags, Instant at) {
    return all.stream()
        .filter(
            one ->
                named.isEmpty() ? one.tags.stream().anyMatch(tags::contains) : one.id.equals(named))
        .filter(one -> one.has(at))
        .findFirst();
  }

  private boolean has(Instant at) {
    LocalDate day = LocalDate.ofInstant(at, zone);
    return !day.isBefore(from) && !day.isAfter(to);
  }
}
