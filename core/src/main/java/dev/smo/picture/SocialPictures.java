package dev.smo.picture;

import dev.smo.ledger.Repository;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.PageEvent;
import dev.smo.page.PageListener;
import dev.smo.page.PageSource;
import dev.smo.picture.drawing.Ability;
import java.awt.AWTError;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
@Component(service = {SocialPictures.class, PageListener.class})
public class SocialPictures implements PageListener {
  /** Selector under which a page answers with its picture. */
  static final String SELECTOR = "social";

  static final String TYPE = "image/jpeg";

  private static final Logger LOG = LoggerFactory.getLogger(SocialPictures.class);
  private static final String PAGE = ".html";

  private final PageSource pages;
  private final Repository repository;
  private final Briefs briefs;
  private final Kept kept;
  private final Studio studio = new Studio();
  private final Clock clock;

  /** One lock a picture that is being made: who asks meanwhile waits for it. */
  private final Map<String, Object> inWork = new ConcurrentHashMap<>();

  private enum Mode {
    NEVER,
    MISSING,
    ALWAYS
  }

  @Activate
  public SocialPictures(@Reference PageSource pages, @Reference Repository repository) {
    this(pages, repository, Clock.systemUTC());
  }

  public SocialPictures(PageSource pages, Repository repository, Clock clock) {
    this.pages = pages;
    this.repository = repository;
    this.clock = clock;
    briefs = new Briefs(pages);
    kept = new Kept(repository);
    Ability.fault().ifPresent(fault -> LOG.error("There are no social pictures: {}", fault));
  }

  /**
   * The picture for cards, 1200 x 630, of the page that {@code any} is or lies in; empty where the
   * policy wants none, or none can be drawn. It is for pages without a picture, unless {@link
   * #preferred}.
   */
  public Optional<Image> of(Resource any, Page page) {
    return image(any, page, Shape.WIDE);
  }

  /** The same, 1200 x 1200. */
  public Optional<Image> square(Resource any, Page page) {
    return image(any, page, Shape.SQUARE);
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
    brief(resource, page, Shape.WIDE)
        .filter(brief -> !kept.has(brief.hash()))
        .ifPresent(brief -> make(brief, resource.getResourceResolver()));
  }

  /**
   * The picture of a hash: one that was kept, or the one that the page should show now. No other is
   * made, or strangers could have us draw without end.
   */
  Optional<byte[]> find(Resource resource, Page page, Shape shape, String hash) {
    Optional<byte[]> there = kept.find(hash);
    return there.isPresent()
        ? there
        : brief(resource, page, shape)
            .filter(brief -> brief.hash().equals(hash))
            .map(brief -> make(brief, resource.getResourceResolver()));
  }

  /** The picture of a brief, drawn if it is not kept; who asks meanwhile waits. */
  byte[] make(Brief brief, ResourceResolver resolver) {
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

  private byte[] draw(Brief brief, String hash, ResourceResolver resolver) {
    byte[] jpeg;
    try {
      jpeg = studio.draw(brief, resolver);
    } catch (IOException | LinkageError | AWTError | InternalError e) {
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

  private Optional<Image> image(Resource any, Page page, Shape shape) {
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

  private Optional<Brief> brief(Resource any, Page page, Shape shape) {
    PicturePolicy policy = policy(any);
    return mode(policy) == Mode.NEVER || Ability.fault().isPresent()
        ? Optional.empty()
        : Optional.of(briefs.read(any, page, policy, shape));
  }

  private static Mode mode(PicturePolicy policy) {
    return switch (policy.mode().strip().toLowerCase(Locale.ROOT)) {
      case "missing" -> Mode.MISSING;
      case "always" -> Mode.ALWAYS;
      default -> Mode.NEVER;
    };
  }

  private static URI address(URI page, Brief brief) {
    String address = page.toASCIIString();
    String stem =
        address.endsWith(PAGE) ? address.substring(0, address.length() - PAGE.length()) : address;
    return URI.create(stem + '.' + SELECTOR + brief.shape().infix() + '.' + brief.hash() + ".jpg");
  }

  private static PicturePolicy policy(Resource any) {
    return Objects.requireNonNull(any.adaptTo(ConfigurationBuilder.class)).as(PicturePolicy.class);
  }
}
