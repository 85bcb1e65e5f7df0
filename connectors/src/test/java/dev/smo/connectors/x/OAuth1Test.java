// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connectors.x.OAuth1.Keys;
import dev.smo.connectors.x.OAuth1.Stamp;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OAuth1Test {
  /** RFC 5849, 3.4.1.1. */
  @Test
  void makesTheBaseStringOfTheStandard() {
    URI address = URI.create("http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b");
    List<String[]> all = new ArrayList<>(OAuth1.query(address.getRawQuery()));
    all.addAll(OAuth1.query("c2&a3=2+q"));
    all.add(new String[] {"oauth_consumer_key", "9djdj82h48djs9d2"});
    all.add(new String[] {"oauth_token", "kkk9d7dh3k39sjv7"});
    all.add(new String[] {"oauth_signature_method", "HMAC-SHA1"});
    all.add(new String[] {"oauth_timestamp", "137131201"});
    all.add(new String[] {"oauth_nonce", "7d8f3e4a"});
    assertEquals(
        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q"
            + "%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_"
            + "key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_m"
            + "ethod%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk"
            + "9d7dh3k39sjv7",
        OAuth1.baseString("POST", address, all));
  }

  /** RFC 5849, 1.2. */
  @Test
  void signsAsTheStandardDoes() {
    String header =
        OAuth1.header(
            "GET",
            URI.create("http://photos.example.net/photos?file=vacation.jpg&size=original"),
            new Keys(
                "dpf43f3p2l4k3l03", "kd94hf93k423kf44", "nnch734d00sl2jdk", "pfkkdhi9sl3r4s00"),
            new Stamp("chapoH", 137131202));
    assertTrue(header.contains("oauth_signature=\"MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D\""), header);
  }

  /** X's own example, of a form. */
  @Test
  void signsAsTheNetworkDoes() {
    Keys keys =
        new Keys(
            "xvz1evFS4wEEPTGEFPHBog",
            "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
            "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
            "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE");
    URI address =
        URI.create("https://api.twitter.com/1.1/statuses/update.json?include_entities=true");
    List<String[]> all = new ArrayList<>(OAuth1.query(address.getRawQuery()));
    all.addAll(
        OAuth1.query(
            "status=Hello%20Ladies%20%2b%20Gentlemen%2c%20a%20signed%20OAuth%20request%21"));
    all.add(new String[] {"oauth_consumer_key", keys.consumer()});
    all.add(new String[] {"oauth_nonce", "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg"});
    all.add(new String[] {"oauth_signature_method", "HMAC-SHA1"});
    all.add(new String[] {"oauth_timestamp", "1318622958"});
    all.add(new String[] {"oauth_token", keys.token()});
    all.add(new String[] {"oauth_version", "1.0"});
    assertEquals(
        "hCtSmYh+iHYCEqBWrE7C7hYmtUk=",
        OAuth1.signature(OAuth1.baseString("POST", address, all), keys));
  }

  @Test
  void namesNoKey() {
    assertFalse(new Keys("a1b2", "c3d4", "e5f6", "g7h8").toString().matches(".*\\d.*"));
  }
}
