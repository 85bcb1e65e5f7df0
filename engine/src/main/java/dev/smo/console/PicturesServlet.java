// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The pictures of a folder, as the person who asks may read them, to choose from: what lies in it,
 * and the way up and down. No query: one that has many shows the first, and the folder can be
 * named.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/pictures")
public class PicturesServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 200;
  private static final int MOST_LOOKED_AT = 2_000;
  private static final Pattern ROOT = Pattern.compile("/(content|static)(/.*)?");
  private static final Pattern PICTURE = Pattern.compile("(?i)image/(jpeg|png|gif|webp|avif)");
  private static final Pattern NAME = Pattern.compile("(?i).*\\.(jpe?g|png|gif|webp|avif)");
  private static final String CONTENT = "jcr:content";

  @Activate
  public PicturesServlet(@Reference Tokens tokens) {
    super(tokens);
  }

  /**
   * What is in a folder.
   *
   * @param above the folder above it that can be looked into; empty: none
   * @param more whether it has more than is told
   */
  record Folder(
      String path, String above, List<Entry> folders, List<Entry> pictures, boolean more) {}

  /** Something in it, by the name that people see. */
  record Entry(String path, String name) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    String path = required(request, "folder");
    Resource folder = request.getResourceResolver().getResource(path);
    if (folder == null || !ROOT.matcher(folder.getPath()).matches()) {
      throw Refusal.notFound("There is no folder " + path + ", or you may not read it.");
    }
    List<Entry> folders = new ArrayList<>();
    List<Entry> pictures = new ArrayList<>();
    int seen = 0;
    boolean more = false;
    for (Resource child : folder.getChildren()) {
      seen++;
      if (seen > MOST_LOOKED_AT || folders.size() + pictures.size() >= MOST) {
        more = true;
        break;
      }
      if (isPicture(child)) {
        pictures.add(entry(child));
      } else if (isFolder(child)) {
        folders.add(entry(child));
      }
    }
    return new Folder(folder.getPath(), above(folder), folders, pictures, more);
  }

  private static Entry entry(Resource resource) {
    String title =
        Optional.ofNullable(resource.getChild(CONTENT))
            .map(content -> content.getValueMap().get("jcr:title", ""))
            .orElse("");
    return new Entry(resource.getPath(), title.isBlank() ? resource.getName() : title);
  }

  private static String above(Resource folder) {
    @Nullable Resource above = folder.getParent();
    return above != null && ROOT.matcher(above.getPath()).matches() ? above.getPath() : "";
  }

  /** A file, or an asset by its original. */
  private static boolean isPicture(Resource resource) {
    Resource content = resource.getChild(CONTENT);
    if (content == null) {
      return false;
    }
    boolean data =
        content.getValueMap().containsKey("jcr:data")
            || content.getChild("renditions/original") != null;
    String type = content.getValueMap().get("jcr:mimeType", "");
    return type.isEmpty()
        ? data && NAME.matcher(resource.getName()).matches()
        : PICTURE.matcher(type).matches();
  }

  private static boolean isFolder(Resource resource) {
    boolean hidden = resource.getName().contains(":") || resource.getName().startsWith("rep:");
    String type = resource.getValueMap().get("jcr:primaryType", "");
    return !hidden && !"nt:file".equals(type) && !"dam:Asset".equals(type);
  }
}
