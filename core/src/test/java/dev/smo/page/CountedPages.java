package dev.smo.page;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/** A page source that counts what is asked of it. */
public final class CountedPages implements PageSource {
  /** How many pages were read. */
  public final AtomicInteger reads = new AtomicInteger();

  /** How many trees were walked. */
  public final AtomicInteger walks = new AtomicInteger();

  private final PageSource pages = new ContentPageSource();

  @Override
  public Optional<Resource> pageOf(Resource any) {
    return pages.pageOf(any);
  }

  @Override
  public Optional<Page> read(Resource any) {
    reads.incrementAndGet();
    return pages.read(any);
  }

  @Override
  public Optional<Resource> contentOf(Resource page) {
    return pages.contentOf(page);
  }

  @Override
  public Stream<Resource> pagesBelow(Resource root) {
    walks.incrementAndGet();
    return pages.pagesBelow(root);
  }

  @Override
  public Optional<Resource> at(URI address, ResourceResolver reader) {
    return pages.at(address, reader);
  }

  @Override
  public Optional<Image> image(Resource any, String place, String alt) {
    return pages.image(any, place, alt);
  }
}
