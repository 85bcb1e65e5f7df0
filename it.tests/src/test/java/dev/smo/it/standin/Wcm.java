// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it.standin;

import com.adobe.aem.wcm.seo.SeoTags;
import com.adobe.cq.export.json.SlingModelFilter;
import com.adobe.granite.license.ProductInfo;
import com.adobe.granite.license.ProductInfoProvider;
import com.adobe.granite.ui.clientlibs.HtmlLibraryManager;
import com.day.cq.commons.Externalizer;
import com.day.cq.tagging.Tag;
import com.day.cq.wcm.api.Page;
import com.day.cq.wcm.api.PageManager;
import com.day.cq.wcm.api.components.ComponentContext;
import com.day.cq.wcm.api.designer.Design;
import com.day.cq.wcm.api.designer.Designer;
import com.day.cq.wcm.api.designer.Style;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.script.Bindings;
import org.apache.sling.api.adapter.AdapterFactory;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.apache.sling.scripting.api.BindingsValuesProvider;
import org.osgi.framework.Version;

/**
 * What AEM's WCM adapts to and binds for scripts, as far as the page of the Core Components asks:
 * pages that a visitor looks at, without template, policy or client libraries.
 */
final class Wcm implements AdapterFactory, BindingsValuesProvider {
  static final String[] ADAPTABLES = {Resource.class.getName(), ResourceResolver.class.getName()};
  static final String[] ADAPTERS = {
    Page.class.getName(), PageManager.class.getName(), SeoTags.class.getName()
  };

  private final Externalizer externalizer;

  Wcm(Externalizer externalizer) {
    this.externalizer = externalizer;
  }

  @Override
  public <T> T getAdapter(Object adaptable, Class<T> type) {
    Object found = null;
    if (type == PageManager.class && adaptable instanceof ResourceResolver resolver) {
      found = manager(resolver);
    } else if (type == Page.class && adaptable instanceof Resource resource) {
      found = isPage(resource) ? page(resource) : null;
    } else if (type == SeoTags.class && adaptable instanceof Resource resource) {
      Resource page = containing(resource);
      found = page == null ? null : seo(page);
    }
    return type.cast(found);
  }

  @Override
  public void addBindings(Bindings bindings) {
    bindings.put("wcmmode", Map.of("disabled", true));
    Resource page = bindings.get("resource") instanceof Resource at ? containing(at) : null;
    if (page != null) {
      bindings.put("currentPage", page(page));
      bindings.put("pageProperties", properties(page));
      bindings.put("currentStyle", style());
      bindings.put("currentDesign", design());
      bindings.put("componentContext", context(page));
    }
  }

  private static boolean isPage(Resource resource) {
    return resource.isResourceType("cq:Page");
  }

  private static Resource containing(Resource resource) {
    Resource at = resource;
    while (at != null && !isPage(at)) {
      at = at.getParent();
    }
    return at;
  }

  private static ValueMap properties(Resource page) {
    Resource content = page.getChild("jcr:content");
    return content == null ? ValueMap.EMPTY : content.getValueMap();
  }

  private static Page page(Resource page) {
    ValueMap properties = properties(page);
    return Stand.in(
        Page.class,
        (method, arguments) ->
            switch (method) {
              case "getPath" -> page.getPath();
              case "getName" -> page.getName();
              case "getTitle" -> properties.get("jcr:title", String.class);
              case "getPageTitle" -> properties.get("pageTitle", String.class);
              case "getDescription" -> properties.get("jcr:description", String.class);
              case "getProperties" -> properties;
              case "hasContent" -> page.getChild("jcr:content") != null;
              case "getDepth" -> page.getPath().split("/").length - 1;
              case "getContentResource" -> page.getChild("jcr:content");
              case "getPageManager" -> manager(page.getResourceResolver());
              case "getParent" -> {
                Resource parent = page.getParent();
                yield parent != null && isPage(parent) ? page(parent) : null;
              }
              case "getLanguage" -> Locale.ENGLISH;
              case "getTags" -> new Tag[0];
              case "adaptTo" -> page.adaptTo((Class<?>) arguments[0]);
              case "getTemplate", "getVanityUrl", "getLastModified" -> null;
              default -> throw Stand.unknown("Page." + method);
            });
  }

  private static PageManager manager(ResourceResolver resolver) {
    return Stand.in(
        PageManager.class,
        (method, arguments) -> {
          Resource at =
              arguments[0] instanceof Resource given
                  ? given
                  : resolver.getResource(String.valueOf(arguments[0]));
          return switch (method) {
            case "getPage" -> at != null && isPage(at) ? page(at) : null;
            case "getContainingPage" -> {
              Resource page = at == null ? null : containing(at);
              yield page == null ? null : page(page);
            }
            default -> throw Stand.unknown("PageManager." + method);
          };
        });
  }

  /** What the page's properties say; where they are silent, the Core Components find an address. */
  private SeoTags seo(Resource page) {
    ValueMap properties = properties(page);
    return Stand.in(
        SeoTags.class,
        (method, arguments) ->
            switch (method) {
              case "getCanonicalUrl" -> {
                String chosen = properties.get("cq:canonicalUrl", String.class);
                yield chosen == null
                    ? null
                    : externalizer.publishLink(page.getResourceResolver(), chosen + ".html");
              }
              case "getRobotsTags" -> List.of(properties.get("cq:robotsTags", new String[0]));
              case "getAlternateLanguages" -> Map.of();
              default -> throw Stand.unknown("SeoTags." + method);
            });
  }

  private static Style style() {
    return Stand.in(
        Style.class,
        (method, arguments) ->
            switch (method) {
              case "get" ->
                  arguments.length < 2 || arguments[1] instanceof Class<?> ? null : arguments[1];
              case "containsKey" -> false;
              default -> throw Stand.unknown("Style." + method);
            });
  }

  private static Design design() {
    return Stand.in(
        Design.class,
        (method, arguments) ->
            switch (method) {
              case "getPath" -> Designer.DEFAULT_DESIGN_PATH;
              default -> throw Stand.unknown("Design." + method);
            });
  }

  private static ComponentContext context(Resource page) {
    return Stand.in(
        ComponentContext.class,
        (method, arguments) ->
            switch (method) {
              case "getPage" -> page(page);
              case "getCssClassNames" -> Set.of();
              case "getParent", "getAttribute" -> null;
              default -> throw Stand.unknown("ComponentContext." + method);
            });
  }

  static HtmlLibraryManager libraries() {
    return Stand.in(
        HtmlLibraryManager.class,
        (method, arguments) ->
            switch (method) {
              case "getLibraries" -> arguments == null ? Map.of() : List.of();
              default -> throw Stand.unknown("HtmlLibraryManager." + method);
            });
  }

  static ProductInfoProvider product() {
    ProductInfo info =
        Stand.in(
            ProductInfo.class,
            (method, arguments) ->
                switch (method) {
                  case "getVersion" -> new Version(6, 6, 0);
                  default -> throw Stand.unknown("ProductInfo." + method);
                });
    return Stand.in(ProductInfoProvider.class, (method, arguments) -> info);
  }

  static SlingModelFilter everything() {
    return Stand.in(SlingModelFilter.class, (method, arguments) -> arguments[0]);
  }
}
