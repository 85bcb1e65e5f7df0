// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import dev.smo.card.SocialCard;
import dev.smo.host.PageSource;
import dev.smo.networks.Networks;
import dev.smo.page.Page;
import dev.smo.preview.Checkup;
import dev.smo.preview.Finding;
import dev.smo.preview.Report;
import dev.smo.syndication.PostPreviews;
import dev.smo.syndication.PostPreviews.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.models.factory.ModelFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Looks at pages as networks will, with what is not saved yet. Writes nothing, calls nobody. */
@Component(service = {Previews.class, Checkup.class})
public final class Previews implements Checkup {
  private static final String LARGE = "summary_large_image";

  private final PageSource pages;
  private final PostPreviews rehearsal;
  private final ModelFactory models;
  private final ResourceResolverFactory resolvers;
  private final Networks networks;

  @Activate
  public Previews(
      @Reference PageSource pages,
      @Reference PostPreviews rehearsal,
      @Reference ModelFactory models,
      @Reference ResourceResolverFactory resolvers,
      @Reference Networks networks) {
    this.pages = pages;
    this.rehearsal = rehearsal;
    this.models = models;
    this.resolvers = resolvers;
    this.networks = networks;
  }

  @Override
  public Report of(Resource any) {
    return of(any, Map.of())
        .map(PagePreview::report)
        .orElse(new Report(List.of(Finding.error("no-address", ""))));
  }

  /**
   * The page that {@code any} is or lies in; empty where it belongs to no site with an address.
   *
   * @param unsaved social fields by name that count instead of the saved ones, also where empty
   */
  public Optional<PagePreview> of(Resource any, Map<String, String> unsaved) {
    return pages
        .pageOf(any)
        .flatMap(page -> pages.contentOf(page).flatMap(content -> of(page, content, unsaved)));
  }

  private Optional<PagePreview> of(Resource page, Resource content, Map<String, String> unsaved) {
    Map<String, String> own = new TreeMap<>(OwnFields.saved(content));
    own.putAll(unsaved);
    own.entrySet().removeIf(field -> !OwnFields.isSaid(field.getKey(), field.getValue()));
    Resource shown = new UnsavedPage(page, content, own);
    Resource bare = new UnsavedPage(page, content, Map.of());
    return pages
        .read(shown)
        .map(
            facts ->
                sight(
                    shown,
                    facts,
                    own,
                    models.createModel(shown, SocialCard.class),
                    models.createModel(bare, SocialCard.class)));
  }

  private PagePreview sight(
      Resource shown, Page page, Map<String, String> own, SocialCard card, SocialCard bare) {
    PreviewImage picture = PreviewImage.of(card, page.site(), shown.getResourceResolver());
    Plan plan = rehearsal.of(shown, page);
    boolean large = LARGE.equals(CardTagReader.text(card, "twitter:card"));
    List<CardLook> looks = CardLook.all(networks.all());
    List<Finding> findings = new ArrayList<>();
    findings.addAll(
        new PageChecks(page, plan).all(strangersSee(page.path()), own.containsKey("doNotShare")));
    findings.addAll(new ImageChecks(picture).all(own.getOrDefault("image", "")));
    card.getProblems().forEach(problem -> findings.add(Finding.warning("problem", "", problem)));
    findings.addAll(
        new WordChecks(card.getTitle(), card.getDescription(), looks).all(raw(page, own)));
    return new PagePreview(
        page,
        SocialFieldValues.of(own, bare),
        card.getTitle(),
        card.getDescription(),
        CardTagReader.text(card, "og:site_name"),
        CardTagReader.text(card, "fediverse:creator"),
        picture,
        page.image().map(image -> PreviewImage.local(image.url(), page.site())).orElse(""),
        NetworkCard.of(looks, card.getTitle(), card.getDescription(), picture, large),
        plan,
        new Report(findings));
  }

  /** What authors typed for title and description, there where it counts. */
  private static Map<String, String> raw(Page page, Map<String, String> own) {
    Map<String, String> raw = new LinkedHashMap<>();
    raw.put("title", own.getOrDefault("title", page.title()));
    raw.put("description", own.getOrDefault("description", page.description()));
    return raw;
  }

  private boolean strangersSee(String path) {
    try (ResourceResolver stranger = resolvers.getResourceResolver(null)) {
      return stranger.getResource(path) != null;
    } catch (LoginException e) {
      // An installation that lets nobody in without a name shows nothing to strangers.
      return false;
    }
  }
}
