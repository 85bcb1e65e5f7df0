package dev.smo.share.impl;

import dev.smo.page.Page;
import dev.smo.page.PageSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;

/** A page source that tells of every read. */
record CountingPageSource(PageSource real, Runnable read) implements PageSource {
  @Override
  public Optional<Resource> pageOf(Resource any) {
    return real.pageOf(any);
  }

  @Override
  public Optional<Page> read(Resource any) {
    read.run();
    return real.read(any);
  }

  @Override
  public Optional<Resource> contentOf(Resource page) {
    return real.contentOf(page);
  }

  @Override
  public Stream<Resource> pagesBelow(Resource root) {
    return real.pagesBelow(root);
  }
}
