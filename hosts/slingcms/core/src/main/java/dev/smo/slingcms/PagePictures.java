// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import dev.smo.page.Image;
import dev.smo.slingcms.CmsSite.IncompleteSiteException;
import dev.smo.web.WebAddress;
import dev.smo.words.LowerCase;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Calendar;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The picture that an author gave a page: {@code sling:thumbnail}, a path or an address, with its
 * alternative text beside it in {@code sling:thumbnailAlt}.
 */
final class PagePictures {
  private static final Logger LOG = LoggerFactory.getLogger(PagePictures.class);
  private static final int REMEMBERED = 2_000;
  private static final Map<String, String> TYPES =
      Map.of(
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "gif", "image/gif",
          "webp", "image/webp",
          "avif", "image/avif",
          "svg", "image/svg+xml");

  private record Size(int width, int height) {
    private static final Size UNKNOWN = new Size(0, 0);
  }

  /** Sizes by path and date of the file, so that a header is read once; the least used go first. */
  private final Map<String, Size> sizes =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Size> eldest) {
              return size() > REMEMBERED;
            }
          });

  /** The picture, or null where the page has none, or names a file that is not there. */
  @Nullable
  Image of(PageNode page, CmsSite site) {
    String picture = page.text("sling:thumbnail");
    Image found =
        picture.isEmpty() ? null : at(picture, page.text("sling:thumbnailAlt"), page.page(), site);
    if (found == null && !picture.isEmpty()) {
      LOG.debug("Page {} names a picture that is not there: {}", page.page().getPath(), picture);
    }
    return found;
  }

  /** The picture at a path or address, or null where there is none. */
  @Nullable
  Image at(String picture, String alt, Resource page, CmsSite site) {
    if (!picture.startsWith("/")) {
      return elsewhere(picture, alt);
    }
    Resource file = page.getResourceResolver().getResource(picture);
    if (file == null) {
      return null;
    }
    Resource content = file.getChild(PageNode.CONTENT);
    ValueMap properties = content == null ? ValueMap.EMPTY : content.getValueMap();
    Size size = sizeOf(file.getPath(), properties);
    String type = properties.get("jcr:mimeType", typeOf(picture));
    return new Image(addressOf(file, site), alt, type, size.width(), size.height());
  }

  private static @Nullable Image elsewhere(String picture, String alt) {
    try {
      URI address = URI.create(picture);
      return WebAddress.of(address).isPresent()
          ? new Image(address, alt, typeOf(address.getPath()), 0, 0)
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * A file of another site, such as the one that a language copy was made from, is served there.
   */
  private static URI addressOf(Resource file, CmsSite site) {
    if (file.getPath().startsWith(site.site().path() + '/')) {
      return site.addressOfFile(file.getPath());
    }
    Resource owner = CmsSite.nodeAbove(file).orElse(site.node());
    try {
      return CmsSite.read(owner).addressOfFile(file.getPath());
    } catch (IncompleteSiteException e) {
      return site.addressOfFile(file.getPath());
    }
  }

  private static String typeOf(@Nullable String path) {
    String name = path == null ? "" : path;
    String extension = LowerCase.of(name.substring(name.lastIndexOf('.') + 1));
    return TYPES.getOrDefault(extension, "");
  }

  private Size sizeOf(String path, ValueMap content) {
    Calendar date = content.get("jcr:lastModified", Calendar.class);
    String key = path + '@' + (date == null ? 0 : date.getTimeInMillis());
    Size known = sizes.get(key);
    if (known != null) {
      return known;
    }
    Size size = measure(path, content);
    sizes.put(key, size);
    return size;
  }

  private static Size measure(String path, ValueMap content) {
    try (InputStream data = content.get("jcr:data", InputStream.class)) {
      return data == null ? Size.UNKNOWN : measure(data);
    } catch (IOException | RuntimeException e) {
      // Image readers throw anything on a damaged file; a picture without a size is still one.
      LOG.warn("The size of picture {} cannot be read", path, e);
      return Size.UNKNOWN;
    }
  }

  /** Reads the header only. */
  private static Size measure(InputStream data) throws IOException {
    try (ImageInputStream image = new MemoryCacheImageInputStream(data)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(image);
      if (!readers.hasNext()) {
        return Size.UNKNOWN;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(image, true, true);
        return new Size(reader.getWidth(0), reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    }
  }
}
