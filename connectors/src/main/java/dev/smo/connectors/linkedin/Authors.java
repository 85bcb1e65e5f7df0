// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Field;
import dev.smo.connector.Outcome;
import dev.smo.connector.Verification;
import dev.smo.connectors.Followers;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** For whom a token posts: pages on which its member has a role, and the member. */
final class Authors {
  private static final Set<String> ROLES =
      Set.of(
          "ADMINISTRATOR",
          "CONTENT_ADMINISTRATOR",
          "CONTENT_ADMIN",
          "DIRECT_SPONSORED_CONTENT_POSTER");
  private static final String ROLES_OF_MEMBER =
      "/rest/organizationAcls?q=roleAssignee&state=APPROVED&count=100";

  private final LinkedInApi api;

  Authors(LinkedInApi api) {
    this.api = api;
  }

  /**
   * The pages, by their names.
   *
   * @throws IOException the member has a role on none, or LinkedIn does not tell
   */
  List<Field.Choice> pages(Connection connection) throws IOException, InterruptedException {
    List<Field.Choice> pages = named(ids(ask(ROLES_OF_MEMBER, connection), connection), connection);
    if (pages.isEmpty()) {
      throw new IOException(
          "You may post on no page. Ask for the role of super administrator or content"
              + " administrator on LinkedIn, then start again");
    }
    return pages;
  }

  private List<String> ids(Answer answer, Connection connection) throws IOException {
    JsonNode roles = api.read(answer, connection).path("elements");
    List<String> ids = new ArrayList<>();
    for (JsonNode role : roles) {
      String page = role.path("organization").asText(role.path("organizationTarget").asText());
      if (ROLES.contains(role.path("role").asText()) && Urn.of(page).isPresent()) {
        ids.add(new Urn(page).id());
      }
    }
    return ids.stream().distinct().toList();
  }

  private List<Field.Choice> named(List<String> ids, Connection connection)
      throws IOException, InterruptedException {
    if (ids.isEmpty()) {
      return List.of();
    }
    String all = String.join(",", ids);
    JsonNode pages =
        api.read(ask("/rest/organizations?ids=List(" + all + ")", connection), connection)
            .path("results");
    List<Field.Choice> named = new ArrayList<>();
    for (String id : ids) {
      String name = pages.path(id).path("localizedName").asText("Page " + id);
      named.add(new Field.Choice("urn:li:organization:" + id, name));
    }
    return named;
  }

  /** The member, where the token tells who that is. */
  Optional<Field.Choice> member(Connection connection) throws IOException, InterruptedException {
    Answer answer = ask("/v2/userinfo", connection);
    if (answer.status() == 403) {
      return Optional.empty();
    }
    JsonNode person = api.read(answer, connection);
    String urn = "urn:li:person:" + person.path("sub").asText();
    return Urn.of(urn).map(named -> new Field.Choice(urn, person.path("name").asText(urn)));
  }

  /** The member, and the pages where the token may see them. */
  List<Field.Choice> all(Connection connection) throws IOException, InterruptedException {
    List<Field.Choice> all = new ArrayList<>();
    member(connection).ifPresent(all::add);
    if (all.isEmpty()) {
      return pages(connection);
    }
    Answer roles = ask(ROLES_OF_MEMBER, connection);
    if (roles.status() != 403) {
      all.addAll(named(ids(roles, connection), connection));
    }
    return all;
  }

  /** Whether the author of a connection is there, and may be posted for. */
  Verification verify(Connection connection, Optional<Instant> ends)
      throws IOException, InterruptedException {
    Urn author = Urn.author(connection).orElseThrow();
    boolean page = author.isOrganization();
    Answer answer = ask(page ? "/rest/organizations/" + author.id() : "/v2/userinfo", connection);
    if (!answer.ok()) {
      String reason = connection.redact(LinkedInApi.reason(answer));
      boolean refused = Set.of(401, 403, 404, 426).contains(answer.status());
      return refused
          ? new Verification.Invalid(why(api.refused(answer, connection)))
          : new Verification.Unreachable("LinkedIn answered " + reason);
    }
    JsonNode said = api.read(answer, connection);
    if (!page && !author.id().equals(said.path("sub").asText())) {
      return new Verification.Invalid("The token is another member's; sign in again");
    }
    String vanity = said.path("vanityName").asText(author.id());
    URI profile =
        // What is behind # tells members apart, of whom all have the same address for themselves.
        URI.create(
            "https://www.linkedin.com/"
                + (page ? "company/" + vanity + "/" : "in/me/#" + Urls.encode(author.id())));
    String name = said.path(page ? "localizedName" : "name").asText(author.text());
    OptionalLong followers = page ? followers(author, connection) : OptionalLong.empty();
    return new Verification.Valid(name, profile, ends, followers);
  }

  /** LinkedIn tells of pages only. */
  private OptionalLong followers(Urn page, Connection connection) throws InterruptedException {
    String path =
        "/rest/networkSizes/" + Urls.encode(page.text()) + "?edgeType=COMPANY_FOLLOWED_BY_MEMBER";
    return Followers.asked(
        api.outbound(), api.request("GET", path, connection), "/firstDegreeSize");
  }

  private static String why(Outcome outcome) {
    return outcome instanceof Outcome.Unauthorised unauthorised
        ? unauthorised.reason()
        : ((Outcome.Rejected) outcome).reason();
  }

  private Answer ask(String path, Connection connection) throws IOException, InterruptedException {
    return api.send(api.request("GET", path, connection));
  }
}
