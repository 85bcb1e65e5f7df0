// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.nostr;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** BIP-340 on the curve of Bouncy Castle: a second opinion on what a connector signs. */
final class Signer {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

  private Signer() {}

  static String owner(BigInteger secret) {
    return hex(x(CURVE.getG().multiply(secret).normalize()));
  }

  /** Signs with a nonce derived from key and message, which is enough for made-up people. */
  static String sign(BigInteger secret, byte[] message) {
    ECPoint owner = CURVE.getG().multiply(secret).normalize();
    BigInteger nonce = number(sha256(bytes(secret), message)).mod(CURVE.getN());
    ECPoint r = CURVE.getG().multiply(nonce).normalize();
    BigInteger k = odd(r) ? CURVE.getN().subtract(nonce) : nonce;
    BigInteger d = odd(owner) ? CURVE.getN().subtract(secret) : secret;
    BigInteger e = challenge(x(r), x(owner), message);
    return hex(x(r)) + hex(bytes(k.add(e.multiply(d)).mod(CURVE.getN())));
  }

  static boolean verify(String owner, byte[] message, String signature) {
    byte[] key = HexFormat.of().parseHex("02" + owner);
    byte[] r = HexFormat.of().parseHex(signature.substring(0, 64));
    BigInteger s = new BigInteger(signature.substring(64), 16);
    BigInteger e = challenge(r, HexFormat.of().parseHex(owner), message);
    ECPoint point =
        CURVE.getG().multiply(s).subtract(CURVE.getCurve().decodePoint(key).multiply(e));
    ECPoint found = point.normalize();
    return !found.isInfinity() && !odd(found) && hex(x(found)).equals(hex(r));
  }

  private static BigInteger challenge(byte[] r, byte[] owner, byte[] message) {
    byte[] tag = sha256("BIP0340/challenge".getBytes(StandardCharsets.US_ASCII));
    return number(sha256(tag, tag, r, owner, message)).mod(CURVE.getN());
  }

  private static boolean odd(ECPoint point) {
    return point.getAffineYCoord().testBitZero();
  }

  private static byte[] x(ECPoint point) {
    return point.getAffineXCoord().getEncoded();
  }

  private static BigInteger number(byte[] bytes) {
    return new BigInteger(1, bytes);
  }

  private static byte[] bytes(BigInteger number) {
    return BigIntegers.asUnsignedByteArray(32, number);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
