package dev.smo.share.impl;

import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.PageSource;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

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
  public Optional<Image> image(Resource any, String place, String alt) {
    return real.image(any, place, alt);
  }

  @Override
  public Optional<Resource> at(URI address, ResourceResolver reader) {
    return real.at(address, reader);
  }

  @Override
  public Stream<Resource> pagesBelow(Resource root) {
    return real.pagesBelow(root);
  }
}
