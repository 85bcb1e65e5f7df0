// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import java.lang.reflect.Proxy;

/** Stands in for the host's large interfaces, of which a test needs one method or two. */
public final class Stand {
  /** What a stand answers; it throws at what it was not made for. */
  public interface Call {
    Object answer(String method, Object[] arguments) throws Exception;
  }

  private Stand() {}

  public static <T> T in(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  case "toString" -> type.getSimpleName();
                  default -> call.answer(method.getName(), arguments);
                }));
  }

  public static UnsupportedOperationException refused(String method) {
    return new UnsupportedOperationException(method);
  }
}
