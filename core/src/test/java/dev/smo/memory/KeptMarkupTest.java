// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Network;
import dev.smo.connector.NetworkProvider;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.SiteContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.script.SimpleBindings;
import javax.servlet.Servlet;
import javax.servlet.ServletException;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.adapter.AdapterFactory;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceWrapper;
import org.apache.sling.api.scripting.SlingBindings;
import org.apache.sling.api.servlets.ServletResolver;
import org.apache.sling.api.servlets.SlingSafeMethodsServlet;
import org.apache.sling.api.wrappers.ResourceResolverWrapper;
import org.apache.sling.api.wrappers.SlingHttpServletResponseWrapper;
import org.apache.sling.rewriter.ProcessorManager;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.jetbrains.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xml.sax.ContentHandler;

/** The markup of a component, kept between views. */
@ExtendWith(SlingContextExtension.class)
class KeptMarkupTest {
  private static final String PAGE = SiteContext.SITE + "/articles/winter";
  private static final String ONCE = "once.a.page";

  private final SlingContext context = SiteContext.create();
  private final Changes changes = new Changes();
  private boolean passing;
  private boolean failing;
  private boolean empty;
  private int rendered;

  @BeforeEach
  void bar() throws Exception {
    changes.hear(context.bundleContext());
    context.registerService(KeptMarkups.class, new KeptMarkups(new ContentPageSource(), changes));
    context.registerService(ServletResolver.class, new Scripts());
    component("bar");
  }

  private Resource component(String name) {
    Resource component = context.create().resource(PAGE + "/jcr:content/" + name, "style", "both");
    context.currentResource(component);
    return component;
  }

  /** Finds the one script, which counts how often it is called. */
  private final class Scripts implements ServletResolver {
    @Override
    public @Nullable Servlet resolveServlet(SlingHttpServletRequest request) {
      return null;
    }

    @Override
    public @Nullable Servlet resolveServlet(Resource resource, String script) {
      return script.equals("markup.html") ? new Script() : null;
    }

    @Override
    public @Nullable Servlet resolveServlet(ResourceResolver resolver, String script) {
      return null;
    }
  }

  private final class Script extends SlingSafeMethodsServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response)
        throws ServletException, IOException {
      if (failing) {
        throw new ServletException("the script has a fault");
      }
      if (passing) {
        KeptMarkup.isPassing(request);
      }
      rendered++;
      if (empty) {
        return;
      }
      String first = request.getAttribute(ONCE) == null ? "<link>" : "";
      response.getWriter().write("\n" + first + "<nav>" + rendered + "</nav>\n");
    }
  }

  private String view() {
    return view(Map.of("script", "markup.html", "once", ONCE));
  }

  private String view(Map<String, Object> arguments) {
    SimpleBindings bindings = new SimpleBindings(new HashMap<>(arguments));
    bindings.put(SlingBindings.REQUEST, context.request());
    bindings.put(SlingBindings.SLING, context.slingScriptHelper());
    KeptMarkup markup = new KeptMarkup();
    markup.init(bindings);
    return markup.getHtml();
  }

  private String nextView() {
    next();
    return view();
  }

  /** What comes is another request. */
  private void next() {
    Collections.list(context.request().getAttributeNames())
        .forEach(context.request()::removeAttribute);
  }

  @Test
  void theScriptRunsOnceWhileNothingChanges() {
    assertEquals("<link><nav>1</nav>", nextView());
    assertEquals("<link><nav>1</nav>", nextView());
    assertEquals(1, rendered);
  }

  @Test
  void thePartInWhichNothingIsToBeRewrittenIsLeftForTheEndOfThePipeline() throws Exception {
    Map<String, Object> asked = Map.of("script", "markup.html", "once", ONCE, "past", "<nav");
    assertEquals("<link><nav>1</nav>", view(asked), "no pipeline is there");

    next();
    StringWriter written = new StringWriter();
    PastRewriter way = open(new PrintWriter(written));
    assertEquals("<link><nav data-cmp-left=\"0\"></nav>", view(asked));
    assertTrue(way.writeLeft("0"));
    assertEquals("<nav>1</nav>", written.toString());
    assertFalse(way.writeLeft("1"));

    next();
    assertEquals("<link><nav>1</nav>", view(asked), "what is kept is the markup, not the mark");
  }

  @Test
  void aPipelineThatWaitsForTheFirstCharacterOfAPageIsBegunOnceThePageSaidWhatItIs()
      throws Exception {
    AtomicInteger begun = new AtomicInteger();
    Object manager =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ProcessorManager.class},
            (proxy, method, arguments) -> {
              begun.incrementAndGet();
              return List.of();
            });
    Constructor<?> response =
        Class.forName("org.apache.sling.rewriter.impl.RewriterResponse")
            .getDeclaredConstructor(
                SlingHttpServletRequest.class,
                SlingHttpServletResponse.class,
                ProcessorManager.class);
    response.setAccessible(true);
    SlingHttpServletResponse page =
        new SlingHttpServletResponseWrapper(
            (SlingHttpServletResponse)
                response.newInstance(context.request(), context.response(), manager));
    PastRewriter.begin(context.request(), page);
    assertEquals(0, begun.get(), "what its type and encoding are it may still say");
    context.response().setContentType("text/html");
    context.response().setCharacterEncoding("UTF-8");
    PastRewriter.begin(context.request(), page);
    assertEquals(1, begun.get());
    PastRewriter.begin(context.request(), page);
    assertEquals(1, begun.get());
  }

  private PastRewriter open(PrintWriter page) throws ReflectiveOperationException {
    context.response().setCharacterEncoding("UTF-8");
    ContentHandler serializer =
        (ContentHandler)
            Class.forName("org.apache.sling.rewriter.impl.components.Html5Serializer")
                .getDeclaredConstructor()
                .newInstance();
    return PastRewriter.open(context.request(), context.response(), page, serializer).orElseThrow();
  }

  @Test
  void whatOneUserSeesIsNotShownToAnotherOneInTheSameRequest() {
    KeptMarkups markups = new KeptMarkups(new ContentPageSource(), changes);
    Resource page = Objects.requireNonNull(context.resourceResolver().getResource(PAGE));
    ResourceResolver other =
        new ResourceResolverWrapper(context.resourceResolver()) {
          @Override
          public String getUserID() {
            return "somebody-else";
          }
        };
    Resource theirs =
        new ResourceWrapper(page) {
          @Override
          public ResourceResolver getResourceResolver() {
            return other;
          }
        };
    markups.of(context.request(), page, "", () -> Optional.of("for the first"));
    assertEquals(
        Optional.of("for the other"),
        markups.of(context.request(), theirs, "", () -> Optional.of("for the other")));
  }

  @Test
  void aChangeAnywhereInTheContentIsSeen() {
    nextView();
    changes.onChange(List.of());
    assertEquals("<link><nav>2</nav>", nextView());
  }

  @Test
  void whoHasJustSavedTheComponentSeesItBeforeTheChangeIsHeardOf() throws Exception {
    nextView();
    context.currentResource().adaptTo(ModifiableValueMap.class).put("style", "icon");
    context.resourceResolver().commit();
    assertEquals("<link><nav>2</nav>", nextView());
  }

  @Test
  void whatWasMadeAmidAChangeIsNotKept() {
    nextView();
    component("another");
    changes.onChange(List.of());
    assertEquals("<nav>2</nav>", view());
    assertEquals("<link><nav>3</nav>", nextView());
  }

  @Test
  void aNetworkThatComesIsSeen() {
    nextView();
    Network network = Network.builder("board", "Board").build();
    context.registerService(NetworkProvider.class, () -> network);
    assertEquals("<link><nav>2</nav>", nextView());
  }

  @Test
  void aModelThatComesWhileTheServerStartsIsSeen() {
    nextView();
    AdapterFactory models =
        new AdapterFactory() {
          @Override
          public <T> @Nullable T getAdapter(Object adaptable, Class<T> type) {
            return null;
          }
        };
    context.registerService(AdapterFactory.class, models);
    assertEquals("<link><nav>2</nav>", nextView());
  }

  @Test
  void nothingIsNotKept() {
    empty = true;
    assertEquals("", nextView());
    empty = false;
    assertEquals("<link><nav>2</nav>", nextView());
  }

  @Test
  void whatAPageNeedsOnceIsWrittenByTheFirstComponentOnly() {
    assertEquals("<link><nav>1</nav>", nextView());
    component("another");
    assertEquals("<nav>2</nav>", view());
    assertEquals("<nav>2</nav>", view(), "the first in its place is not kept for the second");
    component("first");
    assertEquals("<link><nav>3</nav>", nextView());
  }

  @Test
  void oneThatBringsNothingOnceIsKeptForAllPlacesOfItsPage() {
    Map<String, Object> alone = Map.of("script", "markup.html");
    assertEquals("<link><nav>1</nav>", view(alone));
    view();
    next();
    assertEquals("<link><nav>1</nav>", view(alone), "another component's once is none of its own");
  }

  @Test
  void whatTheScriptCallsPassingIsRenderedAtEachView() {
    passing = true;
    assertEquals("<link><nav>1</nav>", nextView());
    assertEquals("<link><nav>2</nav>", nextView());
  }

  @Test
  void aFaultIsToldAndNotKept() {
    failing = true;
    assertThrows(IllegalStateException.class, this::nextView);
    failing = false;
    assertEquals("<link><nav>1</nav>", nextView());
  }
}
