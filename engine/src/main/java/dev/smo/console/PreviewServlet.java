// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Connectors;
import dev.smo.connector.Field;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.preview.Finding;
import dev.smo.preview.impl.OwnFields;
import dev.smo.preview.impl.PagePreview;
import dev.smo.preview.impl.Previews;
import dev.smo.syndication.PostPreview;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.UUID;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A page as networks will show it. A GET shows what is saved, and all words that the form needs in
 * the language of who asks; a POST the same page with social fields that nobody has saved, and
 * changes nothing. Whoever may read the page may ask, but see {@link PreviewRuns}.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/preview")
public class PreviewServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;
  private static final String WORDS = "smo.preview.";
  private static final int LONGEST = 20_000;
  private static final int MOST_FIELDS = 200;

  private final transient Previews previews;
  private final transient Connectors networks;
  private final transient LoadedChoices loaded;
  private final transient PreviewRuns runs;

  @Activate
  public PreviewServlet(
      @Reference Tokens tokens,
      @Reference Previews previews,
      @Reference Connectors networks,
      @Reference LoadedChoices loaded,
      @Reference PreviewRuns runs) {
    super(tokens);
    this.previews = previews;
    this.networks = networks;
    this.loaded = loaded;
    this.runs = runs;
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    if (request.getParameter("choices") != null) {
      return Map.of("choices", choices(request, visitor));
    }
    String form = "open " + UUID.randomUUID();
    PreviewView view = runs.run(form, () -> view(request, visitor, Map.of()));
    ResourceBundle bundle = request.getResourceBundle(request.getLocale());
    Map<String, String> words = new TreeMap<>();
    for (String key : Collections.list(bundle.getKeys())) {
      if (key.startsWith(WORDS)) {
        words.put(key.substring(WORDS.length()), bundle.getString(key));
      }
    }
    return new Answer(view, words, bundle.getLocale().toLanguageTag());
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    Map<String, String> unsaved = new HashMap<>();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              if (OwnFields.isField(name)) {
                unsaved.put(name, cut(values[0]));
              }
            });
    if (unsaved.size() > MOST_FIELDS) {
      throw Refusal.badRequest("A form has at most " + MOST_FIELDS + " fields.");
    }
    String form = visitor.id() + " " + required(request, "page");
    return new Answer(
        runs.run(form, () -> view(request, visitor, unsaved)), Map.of(), /* language= */ "");
  }

  /**
   * What comes back.
   *
   * @param words sentences by key, in a language; only once, when the form opens
   */
  record Answer(PreviewView preview, Map<String, String> words, String language) {}

  /** Asks networks, so only for people who may save what they choose. */
  private List<Field.Choice> choices(SlingHttpServletRequest request, Visitor visitor) {
    PagePreview sight =
        previews
            .of(page(request), Map.of())
            .filter(shown -> visitor.decides(shown.page().path()))
            .orElseThrow(() -> Refusal.forbidden("You may not change this page."));
    String connection = required(request, "connection");
    PostPreview post =
        sight.plan().posts().stream()
            .filter(one -> one.connection().equals(connection))
            .findFirst()
            .orElseThrow(() -> Refusal.notFound("This page is not posted to " + connection + "."));
    return loaded.ofPost(
        required(request, "choices"), post.network(), connection, PostActions.optionsOf(request));
  }

  private static Resource page(SlingHttpServletRequest request) {
    String path = required(request, "page");
    Resource page = request.getResourceResolver().getResource(path);
    if (page == null) {
      throw Refusal.notFound("There is no page " + path + ", or you may not read it.");
    }
    return page;
  }

  private PreviewView view(
      SlingHttpServletRequest request, Visitor visitor, Map<String, String> unsaved) {
    return previews
        .of(page(request), unsaved)
        .map(
            sight ->
                PreviewView.of(
                    sight,
                    visitor.decides(sight.page().path()),
                    NetworkView.options(
                        sight.plan().posts().stream()
                            .map(PostPreview::network)
                            .distinct()
                            .flatMap(name -> networks.network(name).stream())
                            .toList(),
                        request.getLocale())))
        .orElseGet(() -> PreviewView.without(Finding.error("no-address", "")));
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
