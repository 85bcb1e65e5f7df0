// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it.standin;

import com.adobe.granite.crypto.CryptoSupport;
import com.day.cq.commons.Externalizer;
import com.day.cq.replication.ReplicationException;
import com.day.cq.replication.Replicator;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.jcr.Session;
import javax.jcr.security.AccessControlManager;
import javax.jcr.security.Privilege;

/** Services of AEM, as far as anybody here asks them. They throw at what they do not know. */
final class Stand {
  /** What a stand-in answers. */
  interface Call {
    Object answer(String method, Object[] arguments) throws Exception;
  }

  private Stand() {}

  static <T> T in(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            Stand.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  case "toString" -> "stand-in for " + type.getName();
                  default -> call.answer(method.getName(), arguments);
                }));
  }

  static UnsupportedOperationException unknown(String method) {
    return new UnsupportedOperationException("no stand-in for " + method);
  }

  /**
   * Public addresses are the paths on this server, whatever the domain is called; authors reach it
   * under another name.
   */
  static Externalizer externalizer(String server) {
    return in(
        Externalizer.class,
        (method, arguments) ->
            switch (method) {
              case "publishLink" -> server + arguments[1];
              case "authorLink" -> server.replace("localhost", "127.0.0.1") + arguments[1];
              case "externalLink" -> server + arguments[2];
              default -> throw unknown(method);
            });
  }

  /** Nothing that keeps a secret, but text that nobody can take for the plain one. */
  static CryptoSupport crypto() {
    return in(
        CryptoSupport.class,
        (method, arguments) -> {
          String text = String.valueOf(arguments[0]);
          return switch (method) {
            case "protect" -> "{" + base64(text) + "}";
            case "isProtected" -> text.startsWith("{") && text.endsWith("}");
            case "unprotect" ->
                new String(
                    Base64.getDecoder().decode(text.substring(1, text.length() - 1)),
                    StandardCharsets.UTF_8);
            default -> throw unknown(method);
          };
        });
  }

  /** Notes what it is given, of sessions that have AEM's privilege to replicate it. */
  static Replicator replicator(List<String> noted) {
    return in(
        Replicator.class,
        (method, arguments) -> {
          if (!method.equals("replicate")) {
            throw unknown(method);
          }
          String path = (String) arguments[2];
          AccessControlManager rights = ((Session) arguments[0]).getAccessControlManager();
          Privilege privilege = rights.privilegeFromName(Replicator.REPLICATE_PRIVILEGE);
          if (!rights.hasPrivileges(path, new Privilege[] {privilege})) {
            throw new ReplicationException("not allowed: " + path);
          }
          noted.add(arguments[1] + " " + path);
          return null;
        });
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
