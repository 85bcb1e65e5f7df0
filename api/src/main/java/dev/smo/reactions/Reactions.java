// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Model of {@code smo/components/reactions}: what people elsewhere did about the page. */
@ProviderType
public interface Reactions {
  /** Resource type of the component. */
  String RESOURCE_TYPE = "smo/components/reactions";

  /** Heading, or empty. */
  String getHeading();

  /** Language tag of the page, such as {@code de-CH}. */
  String getLanguage();

  /** How often each thing was done, nothing that nobody did. */
  List<Count> getCounts();

  /** Words of others that were approved, the newest first. */
  List<Comment> getComments();

  /** Our own posts about the page, where the rest of the conversation is. */
  List<OwnPost> getPosts();

  /** Whether there is nothing to show. */
  boolean isEmpty();

  /**
   * A number of people.
   *
   * @param kind {@code like}, {@code repost}, {@code reply}, {@code mention} or {@code bookmark}
   * @param label English name, key of the dictionaries behind {@code "smo: "}
   */
  record Count(String kind, String label, long number) {}

  /**
   * Somebody's words; plain text that is hostile until escaped.
   *
   * @param authorUrl web address, or empty
   * @param url web address of the original, or empty
   * @param source name of the network that people see, or host of a site
   * @param iso time as machines read it
   * @param date day as people read it
   */
  record Comment(
      String author,
      String authorUrl,
      String text,
      String url,
      String source,
      String iso,
      String date) {}

  /**
   * A post of ours.
   *
   * @param network name that people see
   */
  record OwnPost(String network, String url) {}
}
