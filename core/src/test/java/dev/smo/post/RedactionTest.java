// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RedactionTest {
  private static final String AWKWARD = "p/w d+\"é😀\\~*%41=";

  /** How a secret may stand in a network's answer. */
  private static final List<UnaryOperator<String>> WRITINGS =
      List.of(
          UnaryOperator.identity(),
          RedactionTest::form,
          secret -> form(secret).replace("+", "%20"),
          RedactionTest::lowerCaseHex,
          secret -> form(secret).replace("+", "%20").replace("*", "%2A").replace("%7E", "~"),
          secret -> secret.replace("\\", "\\\\").replace("\"", "\\\""),
          secret -> secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"),
          RedactionTest::escaped,
          secret -> base64(Base64.getEncoder(), secret),
          secret -> base64(Base64.getEncoder().withoutPadding(), secret),
          secret -> base64(Base64.getUrlEncoder(), secret),
          secret -> base64(Base64.getUrlEncoder().withoutPadding(), secret),
          secret -> form(base64(Base64.getEncoder(), secret)),
          secret -> base64(Base64.getEncoder(), secret).replace("/", "\\/"),
          secret -> base64(Base64.getEncoder(), "jane:" + secret),
          secret -> base64(Base64.getUrlEncoder().withoutPadding(), "jane@example.org:" + secret),
          secret -> base64(Base64.getEncoder(), secret + ":"));

  @Test
  void theRestOfALongerSecretDoesNotShowWhereAnotherIsItsBeginning() {
    assertEquals("no *** here", with("token", "token-and-more").redact("no token-and-more here"));
    assertEquals("no *** here", with("token-and-more", "token").redact("no token-and-more here"));
  }

  @Test
  void secretsThatOverlapAreBothGone() {
    assertEquals("no *** here", with("abcdef", "defghi").redact("no abcdefghi here"));
  }

  @Test
  void aSecretIsGoneInEveryWriting() {
    Connection connection = with(AWKWARD);
    for (UnaryOperator<String> writing : WRITINGS) {
      String written = writing.apply(AWKWARD);
      assertEquals("refused: *** .", connection.redact("refused: " + written + " ."), written);
    }
  }

  /** Of two secrets the one is often the beginning, end, middle or double of the other. */
  @Test
  void manyPairsOfSecretsAreGoneInEveryWriting() {
    Random random = new Random(20261201);
    for (int i = 0; i < 2000; i++) {
      String one = secret(random);
      String other =
          switch (random.nextInt(5)) {
            case 0 -> one + secret(random);
            case 1 -> secret(random) + one;
            case 2 -> secret(random) + one + secret(random);
            case 3 -> one + one;
            default -> secret(random);
          };
      Connection connection = random.nextBoolean() ? with(one, other) : with(other, one);
      String first = any(random).apply(one);
      String second = any(random).apply(other);
      assertEquals(
          "refused: *** , *** .",
          connection.redact("refused: " + first + " , " + second + " ."),
          () -> "secrets " + one + " and " + other + " as " + first + " and " + second);
    }
  }

  @Test
  void wordsWithoutASecretStayAsTheyAre() {
    String words = "HTTP 400 at https://social.example/api/v1/statuses?x=%20y+z: {\"a\\u00e9\": 1}";
    assertEquals(words, with("hunter2hunter2", "abc", "zz", "").redact(words));
  }

  @Test
  void aShortSecretIsGoneOnlyWhereItStandsAsAWhole() {
    Connection connection = with("abc");
    assertEquals("abcd xabc *** \"***\" k=***&", connection.redact("abcd xabc abc \"abc\" k=abc&"));
    assertEquals("k%3D***%26", connection.redact("k%3Dabc%26"));
    assertEquals("Basic *** .", connection.redact("Basic " + base64("jane:abc") + " ."));
    assertEquals("*** .", connection.redact(base64("abc") + " ."));
  }

  @Test
  void aSecretOfThousandsOfCharactersIsGone() {
    String secret = "%2".repeat(4000) + "x";
    assertTrue(with(secret).redact("no " + secret + " here").equals("no *** here"));
    assertTrue(with(secret).redact("no " + base64(secret) + " here").equals("no *** here"));
  }

  private static Connection with(String... secrets) {
    Connection.Builder builder = Connection.builder("toy-en", "toy");
    for (int i = 0; i < secrets.length; i++) {
      builder.secret("secret" + i, Secret.of(secrets[i]));
    }
    return builder.build();
  }

  /** 4 to 19 characters, none of which a sentence of ours ends or begins with. */
  private static String secret(Random random) {
    String alphabet = "aZ09-._~:/?#[]@!$&'()*+,;=%\"\\ é😀ß";
    int[] characters = alphabet.codePoints().toArray();
    StringBuilder secret = new StringBuilder("k");
    int length = 2 + random.nextInt(16);
    for (int i = 0; i < length; i++) {
      secret.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return secret.append('q').toString();
  }

  private static UnaryOperator<String> any(Random random) {
    return WRITINGS.get(random.nextInt(WRITINGS.size()));
  }

  private static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String lowerCaseHex(String text) {
    StringBuilder written = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      written.append(Character.isLetterOrDigit(b) ? "" + (char) b : "%%%02x".formatted(b));
    }
    return written.toString();
  }

  /** As JSON where all but letters and digits of ASCII is escaped by number. */
  private static String escaped(String text) {
    StringBuilder written = new StringBuilder();
    for (char c : text.toCharArray()) {
      boolean plain = c < 128 && Character.isLetterOrDigit(c);
      written.append(plain ? String.valueOf(c) : "\\u%04X".formatted((int) c));
    }
    return written.toString();
  }

  private static String base64(String text) {
    return base64(Base64.getEncoder(), text);
  }

  private static String base64(Base64.Encoder encoder, String text) {
    return encoder.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
