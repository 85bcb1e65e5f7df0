// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage;

import dev.smo.host.PageEvent;
import dev.smo.host.PageListener;
import dev.smo.host.PageSource;
import dev.smo.identity.VerifiedPages;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import dev.smo.socialimage.drawing.TextSupport;
import dev.smo.words.LowerCase;
import java.awt.AWTError;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures that are drawn for pages. To name one costs a hash, so every view of a page may: it
 * is drawn when the page is published, or when somebody first asks for it, and kept.
 */
@Component(service = {SocialImages.class, PageListener.class})
public class SocialImages implements PageListener {
  /** Above all pictures that are kept. */
  public static final String ROOT = Repository.ROOT + "/pictures";

  private static final int MOST_UNREADABLE = 1000;

  /** Digits of the hash in an address. */
  private static final int HASH = 32;

  /** Selector under which a page answers with its picture. */
  static final String SELECTOR = "social";

  static final String TYPE = "image/jpeg";

  private static final Logger LOG = LoggerFactory.getLogger(SocialImages.class);
  private static final String PAGE = ".html";

  private final PageSource pages;
  private final Repository repository;
  private final VerifiedPages identities;
  private final ImageSpecs briefs;
  private final ImageStore kept;
  private final ImageRenderer studio = new ImageRenderer();
  private final Clock clock;

  /** One lock a picture that is being made: who asks meanwhile waits for it. */
  private final Map<String, Object> inWork = new ConcurrentHashMap<>();

  /** Pictures that cannot be made: strangers may ask again and again, and each reads a file. */
  private final Set<String> unreadable =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_UNREADABLE;
                }
              }));

  private enum Mode {
    NEVER,
    MISSING,
    ALWAYS
  }

  @Activate
  public SocialImages(
      @Reference PageSource pages,
      @Reference Repository repository,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.pages = pages;
    this.repository = repository;
    this.clock = clock;
    identities = new VerifiedPages(repository, pages);
    briefs = new ImageSpecs(pages);
    kept = new ImageStore(repository);
    TextSupport.fault().ifPresent(fault -> LOG.error("There are no social pictures: {}", fault));
  }

  /**
   * The picture for cards, 1200 x 630, of the page that {@code any} is or lies in; empty where the
   * policy wants none, or none can be drawn. It is for pages without a picture, unless {@link
   * #preferred}.
   */
  public Optional<Image> of(Resource any, Page page) {
    return image(any, page, ImageFormat.WIDE);
  }

  /** The same, 1200 x 1200. */
  public Optional<Image> square(Resource any, Page page) {
    return image(any, page, ImageFormat.SQUARE);
  }

  /**
   * A picture of a page, of its author's or its own, as JPEG in a shape that all networks take, for
   * those that load pictures themselves; empty where it fits as it is, or is no file of this site.
   */
  public Optional<Image> photo(Resource any, Page page, Image picture) {
    return fits(picture)
        ? Optional.empty()
        : briefs
            .photo(any, page, picture)
            .filter(brief -> briefs.photos(any, page).anyMatch(brief::equals))
            .map(brief -> new Image(address(page.url(), brief), picture.alt(), TYPE, 0, 0));
  }

  /** Whether it certainly needs nothing; of many pictures nobody knows the size. */
  private static boolean fits(Image picture) {
    double aspect = picture.height() == 0 ? 0 : (double) picture.width() / picture.height();
    return TYPE.equals(picture.type())
        && aspect >= ImageRenderer.NARROWEST
        && aspect <= ImageRenderer.WIDEST;
  }

  /** Whether the policy wants the drawn picture also where a page has one of its own. */
  public boolean preferred(Resource any) {
    return mode(policy(any)) == Mode.ALWAYS;
  }

  /**
   * Makes the picture of a page that was published now, if the page's card will show it, so that
   * nobody has to wait for it; whatever goes wrong is logged, not thrown.
   */
  @Override
  public void heard(PageEvent event) {
    if (event.kind() == PageEvent.Kind.PUBLISHED) {
      warm(event.path());
    }
  }

  private void warm(String path) {
    try {
      repository.read(
          resolver -> {
            Resource resource = resolver.getResource(path);
            if (resource != null) {
              pages.read(resource).ifPresent(page -> warm(resource, page));
            }
            return true;
          });
    } catch (RuntimeException e) {
      LOG.warn("The social picture of {} could not be made yet", path, e);
    }
  }

  private void warm(Resource resource, Page page) {
    boolean own = !briefs.own(resource).get("image", "").isBlank();
    if (own || page.image().isPresent() && !preferred(resource)) {
      return;
    }
    brief(resource, page, ImageFormat.WIDE)
        .filter(brief -> !kept.has(brief.hash()))
        .ifPresent(brief -> make(brief, resource.getResourceResolver()));
  }

  /**
   * The picture of a hash: one that was kept, of a post only below its own page, or the one that
   * the page should show now. No other is made, or strangers could have us draw without end.
   */
  Optional<byte[]> find(Resource resource, Page page, ImageFormat shape, String hash) {
    Optional<byte[]> there = kept.find(hash);
    if (there.isEmpty() && shape == ImageFormat.PHOTO) {
      there = kept.find(identities.of(resource), hash);
    }
    return there.isPresent()
        ? there
        : briefs(resource, page, shape)
            .filter(brief -> brief.hash().equals(hash) && !unreadable.contains(hash))
            .findFirst()
            .map(brief -> make(brief, resource.getResourceResolver()));
  }

  /** The picture of a brief, drawn if it is not kept; who asks meanwhile waits. */
  byte[] make(ImageSpec brief, ResourceResolver resolver) {
    String hash = brief.hash();
    synchronized (inWork.computeIfAbsent(hash, key -> new Object())) {
      try {
        Optional<byte[]> there = kept.find(hash);
        return there.isPresent() ? there.get() : draw(brief, hash, resolver);
      } finally {
        inWork.remove(hash);
      }
    }
  }

  private byte[] draw(ImageSpec brief, String hash, ResourceResolver resolver) {
    byte[] jpeg;
    try {
      jpeg = studio.draw(brief, resolver);
    } catch (IOException | LinkageError | AWTError | InternalError e) {
      if (brief.shape() == ImageFormat.PHOTO) {
        // Its hash has path and time of the file, so one that was mended is tried again.
        unreadable.add(hash);
      }
      // Errors of Java's drawing must not end the job that publishes a page.
      throw new IllegalStateException("the picture cannot be drawn: " + e.getMessage(), e);
    }
    try {
      kept.keep(hash, jpeg, Instant.now(clock));
    } catch (IllegalStateException e) {
      LOG.error("Picture {} cannot be kept, and is drawn again each time", hash, e);
    }
    return jpeg;
  }

  /**
   * Keeps a JPEG that was made of a picture for a post, so that networks can load it by themselves.
   * Its address has the hash of its bytes: nobody else can make one that we would answer.
   *
   * @param page public address of a page, below which it is found
   * @param identity of that page: below no other it is found, and with it erased
   * @return where it is found
   */
  public URI keep(URI page, String identity, byte[] jpeg) {
    String hash = Keys.hash(HexFormat.of().formatHex(jpeg)).substring(0, HASH);
    kept.keep(identity, hash, jpeg, Instant.now(clock));
    return address(page, ImageFormat.PHOTO, hash);
  }

  /** Deletes what was made for posts of a page. */
  public static void forget(Repository repository, String identity) {
    ImageStore.forget(repository, identity);
  }

  private Optional<Image> image(Resource any, Page page, ImageFormat shape) {
    return brief(any, page, shape)
        .map(
            brief ->
                new Image(
                    address(page.url(), brief),
                    brief.words().title(),
                    TYPE,
                    shape.width(),
                    shape.height()));
  }

  private Stream<ImageSpec> briefs(Resource any, Page page, ImageFormat shape) {
    return shape == ImageFormat.PHOTO ? briefs.photos(any, page) : brief(any, page, shape).stream();
  }

  private Optional<ImageSpec> brief(Resource any, Page page, ImageFormat shape) {
    SocialImagePolicy policy = policy(any);
    return mode(policy) == Mode.NEVER || TextSupport.fault().isPresent()
        ? Optional.empty()
        : Optional.of(briefs.read(any, page, policy, shape));
  }

  private static Mode mode(SocialImagePolicy policy) {
    return switch (LowerCase.of(policy.mode().strip())) {
      case "missing" -> Mode.MISSING;
      case "always" -> Mode.ALWAYS;
      default -> Mode.NEVER;
    };
  }

  private static URI address(URI page, ImageSpec brief) {
    return address(page, brief.shape(), brief.hash());
  }

  private static URI address(URI page, ImageFormat shape, String hash) {
    String address = page.toASCIIString();
    String stem =
        address.endsWith(PAGE) ? address.substring(0, address.length() - PAGE.length()) : address;
    return URI.create(stem + '.' + SELECTOR + shape.infix() + '.' + hash + ".jpg");
  }

  private static SocialImagePolicy policy(Resource any) {
    return Objects.requireNonNull(any.adaptTo(ConfigurationBuilder.class))
        .as(SocialImagePolicy.class);
  }
}
