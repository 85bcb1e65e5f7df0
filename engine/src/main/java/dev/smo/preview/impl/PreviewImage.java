// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import dev.smo.card.SocialCard;
import dev.smo.page.Site;
import dev.smo.words.LowerCase;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The picture of a card.
 *
 * @param url public address, or empty where there is no picture
 * @param local path on this server, by which an author's browser gets it; empty: it lies elsewhere
 * @param type MIME type, or empty where unknown
 * @param width pixels, 0 where unknown
 * @param height pixels, 0 where unknown
 * @param bytes size of the file, 0 where unknown
 */
public record PreviewImage(
    String url, String alt, String local, String type, int width, int height, long bytes) {
  private static final Logger LOG = LoggerFactory.getLogger(PreviewImage.class);
  private static final PreviewImage NONE = new PreviewImage("", "", "", "", 0, 0, 0);

  boolean there() {
    return !url.isEmpty();
  }

  /** The picture of a card, with what its file tells if that lies in this repository. */
  static PreviewImage of(SocialCard card, Site site, ResourceResolver resolver) {
    String url = card.getImage();
    if (url.isEmpty()) {
      return NONE;
    }
    String local = inRepository(URI.create(url), site);
    Resource file = local.isEmpty() ? null : resolver.getResource(local);
    PreviewImage told =
        new PreviewImage(
            url,
            card.getImageAlt(),
            local(URI.create(url), site),
            typeOf(url),
            CardTagReader.number(card, "og:image:width"),
            CardTagReader.number(card, "og:image:height"),
            0);
    return file == null ? told : told.measured(file);
  }

  /** Path on this server of an address of this site's host, escaped; empty for another host's. */
  static String local(URI url, Site site) {
    String path = Optional.ofNullable(url.getRawPath()).orElse("");
    return local(url, site, path, Optional.ofNullable(site.url().getRawPath()).orElse(""));
  }

  private static String inRepository(URI url, Site site) {
    String path = Optional.ofNullable(url.getPath()).orElse("");
    return local(url, site, path, Optional.ofNullable(site.url().getPath()).orElse(""));
  }

  private static String local(URI url, Site site, String path, String root) {
    if (url.getHost() == null || !url.getHost().equalsIgnoreCase(site.url().getHost())) {
      return "";
    }
    boolean repository = path.startsWith("/content/") || path.startsWith("/static/");
    return !repository && path.startsWith(root + '/')
        ? site.path() + path.substring(root.length())
        : path;
  }

  private static String typeOf(String url) {
    String path = URI.create(url).getPath();
    return switch (LowerCase.of(path.substring(path.lastIndexOf('.') + 1))) {
      case "png" -> "image/png";
      case "jpg", "jpeg" -> "image/jpeg";
      case "gif" -> "image/gif";
      case "webp" -> "image/webp";
      case "avif" -> "image/avif";
      case "svg" -> "image/svg+xml";
      default -> "";
    };
  }

  private PreviewImage measured(Resource file) {
    Resource content = Optional.ofNullable(file.getChild("jcr:content")).orElse(file);
    String mime = content.getValueMap().get("jcr:mimeType", type);
    long length = Math.max(0, file.getResourceMetadata().getContentLength());
    try (InputStream data = file.adaptTo(InputStream.class)) {
      return data == null || width > 0
          ? new PreviewImage(url, alt, local, mime, width, height, length)
          : measured(data, mime, length);
    } catch (IOException | RuntimeException e) {
      // Image readers throw anything on a damaged file; its size stays unknown.
      LOG.warn("The size of picture {} cannot be read", file.getPath(), e);
      return new PreviewImage(url, alt, local, mime, width, height, length);
    }
  }

  /** Reads the header only. */
  private PreviewImage measured(InputStream data, String mime, long length) throws IOException {
    try (ImageInputStream image = new MemoryCacheImageInputStream(data)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(image);
      if (!readers.hasNext()) {
        return new PreviewImage(url, alt, local, mime, 0, 0, length);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(image, true, true);
        return new PreviewImage(
            url, alt, local, mime, reader.getWidth(0), reader.getHeight(0), length);
      } finally {
        reader.dispose();
      }
    }
  }
}
