// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import java.util.List;
import java.util.regex.Pattern;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Saved answers for a page. Those for everybody are made and deleted by administrators. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/answers")
public class AnswersServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_TITLE = 60;
  private static final int LONGEST_WORDS = 5000;
  private static final String NAME = "{name}";
  private static final Pattern PLACE = Pattern.compile("\\{\\w+\\}");

  private final transient AnswerTemplates templates;

  @Activate
  public AnswersServlet(@Reference Tokens tokens, @Reference AnswerTemplates templates) {
    super(tokens);
    this.templates = templates;
  }

  /**
   * What a GET shows.
   *
   * @param reach for which pages the person may make some
   */
  record Answer(List<View> answers, String reach) {}

  /**
   * A saved answer.
   *
   * @param shared whether it is for everybody
   * @param removable whether the person may delete it
   */
  record View(
      String id, String scope, String title, String words, boolean shared, boolean removable) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    String page = page(request, visitor);
    return new Answer(
        templates.of(page).stream().map(one -> view(one, visitor)).toList(),
        Reach.of(visitor, page));
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    return switch (required(request, "action")) {
      case "save" -> saved(request, visitor);
      case "remove" -> removed(request, visitor);
      default -> throw Refusal.badRequest("The actions are save and remove.");
    };
  }

  private View saved(SlingHttpServletRequest request, Visitor visitor) {
    String page = page(request, visitor);
    boolean shared = "true".equals(request.getParameter("shared"));
    if (shared) {
      mustDecide(visitor, "");
    }
    String title =
        within(required(request, "title"), LONGEST_TITLE, "The name is longer than %d characters.");
    String words =
        within(required(request, "words"), LONGEST_WORDS, "The text is longer than %d characters.");
    if (PLACE.matcher(words).results().anyMatch(place -> !place.group().equals(NAME))) {
      throw Refusal.badRequest("The only thing that is filled in is " + NAME + ".");
    }
    return view(templates.add(shared ? "" : Reach.of(visitor, page), title, words), visitor);
  }

  private View removed(SlingHttpServletRequest request, Visitor visitor) {
    String page = page(request, visitor);
    String id = required(request, "id");
    AnswerTemplate template =
        templates.of(page).stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(AnswersServlet::notThere);
    mustDecide(visitor, template.scope());
    if (!templates.remove(template.scope(), id)) {
      throw notThere();
    }
    return view(template, visitor);
  }

  private static Refusal notThere() {
    return Refusal.notFound("There is no such saved answer.");
  }

  private static String within(String text, int most, String sentence) {
    if (text.length() > most) {
      throw Refusal.badRequest(sentence.formatted(most));
    }
    return text;
  }

  /** The page that a request is about, for whoever decides about it. */
  private static String page(SlingHttpServletRequest request, Visitor visitor) {
    String page = required(request, "page");
    if (!visitor.sees(page)) {
      throw Refusal.notFound("There is no such page.");
    }
    mustDecide(visitor, page);
    return page;
  }

  private static void mustDecide(Visitor visitor, String scope) {
    if (!decides(visitor, scope)) {
      throw Refusal.forbidden(
          scope.isEmpty()
              ? "Answers for everybody are made and deleted by administrators."
              : "You may not change " + scope + ", so not its saved answers either.");
    }
  }

  private static boolean decides(Visitor visitor, String scope) {
    return scope.isEmpty() ? visitor.administrator() : visitor.decides(scope);
  }

  private static View view(AnswerTemplate template, Visitor visitor) {
    return new View(
        template.id(),
        template.scope(),
        template.title(),
        template.words(),
        template.scope().isEmpty(),
        decides(visitor, template.scope()));
  }
}
