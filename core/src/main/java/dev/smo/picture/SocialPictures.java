package dev.smo.picture;

import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.PageSource;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The pictures that are drawn for pages. To name one costs a hash, so every view of a page may: it
 * is drawn when somebody first asks for it, and kept.
 */
@Component(service = SocialPictures.class)
public class SocialPictures {
  /** Selector under which a page answers with its picture. */
  static final String SELECTOR = "social";

  static final String TYPE = "image/jpeg";

  private static final String PAGE = ".html";

  private final Briefs briefs;

  @Activate
  public SocialPictures(@Reference PageSource pages) {
    briefs = new Briefs(pages);
  }

  /**
   * The picture for cards, 1200 x 630, of the page that {@code any} is or lies in; empty where the
   * policy wants none. It is for pages without a picture, unless {@link #preferred}.
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
    return "always".equalsIgnoreCase(policy(any).mode().strip());
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

  /** What is drawn for a page; empty where the policy wants nothing. */
  Optional<Brief> brief(Resource any, Page page, Shape shape) {
    PicturePolicy policy = policy(any);
    String mode = policy.mode().strip();
    return "missing".equalsIgnoreCase(mode) || "always".equalsIgnoreCase(mode)
        ? Optional.of(briefs.read(any, page, policy, shape))
        : Optional.empty();
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
