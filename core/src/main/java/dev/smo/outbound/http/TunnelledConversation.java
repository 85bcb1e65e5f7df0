// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import dev.smo.outbound.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.http.HttpHost;

/** One through a proxy, which is asked by CONNECT and looks the host up itself. */
final class TunnelledConversation extends Conversation {
  private static final Pattern REFUSED = Pattern.compile("(?s)tunnel.*?HTTP/\\S+ (\\d{3})");

  private final int longest;
  private final Check check;

  /** Whether a host may be asked for by its name. */
  interface Check {
    void check() throws UnknownHostException;
  }

  TunnelledConversation(
      Request opening,
      int connect,
      String message,
      Predicate<String> last,
      HttpHost proxy,
      Check check) {
    super(opening, connect, message, last);
    this.check = check;
    longest = (int) Math.min(Integer.MAX_VALUE, opening.timeout().toMillis());
    setDnsResolver(null); // so that the name is handed on
    setProxy(
        new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHostName(), proxy.getPort())));
  }

  /** Looks the name up in the thread of the client, as all look-ups do. */
  @Override
  public void run() {
    try {
      check.check();
      super.run();
    } catch (UnknownHostException e) {
      onError(e);
    }
  }

  /** The client asks this just before its socket connects, and has no better place to be met. */
  @Override
  public boolean isTcpNoDelay() {
    Socket socket = getSocket();
    if (!socket.isConnected()) {
      try {
        // A proxy may take the call and say nothing.
        socket.setSoTimeout(longest);
        if (!takeLine()) {
          socket.close();
        }
      } catch (IOException e) {
        onError(e);
      }
    }
    return super.isTcpNoDelay();
  }

  @Override
  String words(Exception e) {
    Matcher refused = REFUSED.matcher(String.valueOf(e.getMessage()));
    if (refused.find()) {
      return "the proxy refused with HTTP " + refused.group(1);
    }
    boolean away =
        e instanceof ConnectException
            || (e instanceof UnknownHostException
                && !(e instanceof AddressRules.PrivateAddressException));
    // Whoever is called is looked up and reached by the proxy only.
    return (away ? "the proxy cannot be reached: " : "") + super.words(e);
  }
}
