// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.memory;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.script.Bindings;
import javax.servlet.Servlet;
import javax.servlet.ServletException;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.scripting.SlingBindings;
import org.apache.sling.api.scripting.SlingScriptHelper;
import org.apache.sling.api.servlets.ServletResolver;
import org.apache.sling.api.wrappers.SlingHttpServletResponseWrapper;
import org.apache.sling.scripting.sightly.pojo.Use;
import org.jetbrains.annotations.Nullable;

/**
 * For HTL: the markup that a script of the component writes, kept between views. The script has
 * escaped it, so it goes out as it is.
 *
 * <pre>{@code
 * <sly data-sly-use.kept="${'dev.smo.memory.KeptMarkup' @ script='markup.html', once='dev.smo.share.Assets'}"
 *   >${kept.html @ context='unsafe'}</sly>
 * }</pre>
 *
 * <p>{@code script} is looked for as HTL's include does. {@code once}, which may be missing, names
 * a request attribute that is set when the first of several components has written what the page
 * needs once. {@code past}, which may be missing, is how that part of the markup begins in which
 * nothing is to be rewritten, see {@link PastRewriter}.
 *
 * <p>A plain object instead of a Sling model, whose making would cost a third of what is saved.
 */
public final class KeptMarkup implements Use {
  private static final String PASSING = KeptMarkup.class.getName() + ".passing";

  private String html = "";

  /** What is written now is not so at the next view, though nothing in the content changes. */
  public static void isPassing(SlingHttpServletRequest request) {
    request.setAttribute(PASSING, true);
  }

  @Override
  public void init(Bindings bindings) {
    SlingHttpServletRequest request = (SlingHttpServletRequest) of(bindings, SlingBindings.REQUEST);
    SlingScriptHelper sling = (SlingScriptHelper) of(bindings, SlingBindings.SLING);
    Resource component = request.getResource();
    String script = of(bindings, "script").toString();
    @Nullable Object once = bindings.get("once");
    boolean first = once != null && request.getAttribute(once.toString()) == null;

    @Nullable KeptMarkups kept = sling.getService(KeptMarkups.class);
    Supplier<Optional<String>> rendering =
        () -> {
          request.removeAttribute(PASSING);
          html = render(sling, request, component, script);
          // Nothing at all may be because something is not there yet, and costs little to find out.
          boolean passing = html.isEmpty() || request.getAttribute(PASSING) != null;
          return passing ? Optional.empty() : Optional.of(html);
        };
    Optional<String> known =
        kept == null
            ? rendering.get()
            : kept.of(request, component, script + ' ' + first, rendering);
    html = known.orElse(html);
    if (once != null && first && !html.isEmpty()) {
      request.setAttribute(once.toString(), this);
    }
    if (bindings.get("past") instanceof String past && html.contains(past)) {
      PastRewriter.begin(request, sling.getResponse());
      int begin = html.indexOf(past);
      html = html.substring(0, begin) + PastRewriter.leave(request, html.substring(begin));
    }
  }

  public String getHtml() {
    return html;
  }

  private static Object of(Bindings bindings, String name) {
    return Objects.requireNonNull(bindings.get(name), () -> "the script does not say " + name);
  }

  private static String render(
      SlingScriptHelper sling, SlingHttpServletRequest request, Resource component, String script) {
    ServletResolver scripts = Objects.requireNonNull(sling.getService(ServletResolver.class));
    @Nullable Servlet found = scripts.resolveServlet(component, script);
    if (found == null) {
      throw new IllegalStateException(component.getPath() + " has no script " + script);
    }
    Written written = new Written(sling.getResponse());
    try {
      found.service(request, written);
    } catch (IOException | ServletException e) {
      throw new IllegalStateException(script + " of " + component.getPath() + " failed", e);
    }
    return written.text.toString().strip();
  }

  /** A response that keeps what is written. */
  private static final class Written extends SlingHttpServletResponseWrapper {
    private final StringWriter text = new StringWriter();
    private final PrintWriter writer = new PrintWriter(text);

    Written(SlingHttpServletResponse wrapped) {
      super(wrapped);
    }

    @Override
    public PrintWriter getWriter() {
      return writer;
    }
  }
}
