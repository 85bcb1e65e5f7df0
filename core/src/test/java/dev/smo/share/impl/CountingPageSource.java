package dev.smo.share.impl;

import dev.smo.page.PageSource;
import java.lang.reflect.Proxy;

/** Page sources that tell of every page that is read. */
final class CountingPageSource {
  private CountingPageSource() {}

  static PageSource of(PageSource real, Runnable read) {
    return (PageSource)
        Proxy.newProxyInstance(
            PageSource.class.getClassLoader(),
            new Class<?>[] {PageSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("read")) {
                read.run();
              }
              return method.invoke(real, arguments);
            });
  }
}
