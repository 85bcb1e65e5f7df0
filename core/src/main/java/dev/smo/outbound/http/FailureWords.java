// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.http.HttpException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.ParseException;
import org.apache.http.client.ClientProtocolException;
import org.apache.http.conn.ConnectTimeoutException;

/**
 * Why a call failed, for people who read it beside a post: no name of a class, and neither the
 * address nor what the server said, either of which may hold a secret.
 */
final class FailureWords {
  // The first that fits counts, so the narrower stand before the wider.
  private static final List<Map.Entry<Class<? extends Exception>, String>> WORDS =
      List.of(
          Map.entry(UnknownHostException.class, "there is no such host"),
          Map.entry(NoRouteToHostException.class, "no way leads to the host"),
          Map.entry(ConnectTimeoutException.class, "the host does not answer"),
          Map.entry(ConnectException.class, "the host refused the connection"),
          Map.entry(NoHttpResponseException.class, "the host hung up without an answer"),
          Map.entry(InterruptedIOException.class, "the answer did not come in time"),
          Map.entry(SocketException.class, "the connection broke"),
          Map.entry(ClientProtocolException.class, "the answer is not HTTP"),
          Map.entry(HttpException.class, "the answer is not HTTP"),
          Map.entry(ParseException.class, "the answer is not HTTP"));

  private FailureWords() {}

  static String of(Exception failure) {
    boolean ours =
        failure instanceof AddressRules.PrivateAddressException
            || failure instanceof Exchange.ProxyException;
    Optional<String> said = ours ? Optional.ofNullable(failure.getMessage()) : tls(failure);
    return said.or(() -> known(failure)).orElse("the connection ended before the answer did");
  }

  /** What TLS found wrong; its words begin with names of classes where one caused another. */
  private static Optional<String> tls(Exception failure) {
    String said = failure.getMessage();
    if (!(failure instanceof SSLException) || said == null) {
      return Optional.empty();
    }
    String last = said.substring(said.lastIndexOf("Exception: ") + 1);
    String plain = last.equals(said) ? said : last.substring("xception: ".length());
    return Optional.of("no secure connection: " + plain);
  }

  private static Optional<String> known(Exception failure) {
    return WORDS.stream()
        .filter(words -> words.getKey().isInstance(failure))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
