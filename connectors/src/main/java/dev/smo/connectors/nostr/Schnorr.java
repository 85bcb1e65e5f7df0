// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** Signatures after BIP-340, on the curve secp256k1; held against the official test vectors. */
final class Schnorr {
  private static final BigInteger P =
      new BigInteger("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F", 16);
  private static final BigInteger N =
      new BigInteger("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", 16);
  private static final Point G =
      new Point(
          new BigInteger("79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798", 16),
          new BigInteger("483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8", 16),
          BigInteger.ONE);
  private static final Point INFINITY = new Point(BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);
  private static final int BYTES = 32;

  private Schnorr() {}

  /** Whether a number of 32 bytes can be a private key. */
  static boolean isKey(byte[] secret) {
    BigInteger number = number(secret);
    return secret.length == BYTES && number.signum() > 0 && number.compareTo(N) < 0;
  }

  /** The 32 bytes of the public key. */
  static byte[] publicKey(byte[] secret) {
    return bytes(G.times(number(secret)).affine().x);
  }

  /**
   * Signs 32 bytes.
   *
   * @param random 32 bytes that nobody can guess
   */
  static byte[] sign(byte[] secret, byte[] message, byte[] random) {
    Point owner = G.times(number(secret)).affine();
    BigInteger d = owner.evenly(number(secret));
    byte[] masked = bytes(d.xor(number(tagged("BIP0340/aux", random))));
    byte[] seed = tagged("BIP0340/nonce", masked, bytes(owner.x), message);
    Point r = G.times(number(seed).mod(N)).affine();
    BigInteger k = r.evenly(number(seed).mod(N));
    BigInteger e = challenge(bytes(r.x), bytes(owner.x), message);
    return joined(bytes(r.x), bytes(k.add(e.multiply(d)).mod(N)));
  }

  /** Whether the owner of a public key signed 32 bytes; false for whatever is no signature. */
  static boolean verify(byte[] owner, byte[] message, byte[] signature) {
    if (owner.length != BYTES || signature.length != 2 * BYTES) {
      return false;
    }
    byte[] rx = Arrays.copyOf(signature, BYTES);
    BigInteger s = number(Arrays.copyOfRange(signature, BYTES, 2 * BYTES));
    Optional<Point> key = lifted(number(owner));
    if (key.isEmpty() || number(rx).compareTo(P) >= 0 || s.compareTo(N) >= 0) {
      return false;
    }
    BigInteger e = challenge(rx, owner, message);
    Point r = G.times(s).plus(key.get().times(N.subtract(e).mod(N)));
    if (r.isInfinity()) {
      return false;
    }
    Point affine = r.affine();
    return !affine.y.testBit(0) && affine.x.equals(number(rx));
  }

  /** The point with this abscissa and an even ordinate. */
  private static Optional<Point> lifted(BigInteger x) {
    if (x.compareTo(P) >= 0) {
      return Optional.empty();
    }
    BigInteger square = x.pow(3).add(BigInteger.valueOf(7)).mod(P);
    BigInteger y = square.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
    if (!y.multiply(y).mod(P).equals(square)) {
      return Optional.empty();
    }
    return Optional.of(new Point(x, y.testBit(0) ? P.subtract(y) : y, BigInteger.ONE));
  }

  private static BigInteger challenge(byte[] r, byte[] owner, byte[] message) {
    return number(tagged("BIP0340/challenge", r, owner, message)).mod(N);
  }

  private static byte[] tagged(String tag, byte[]... parts) {
    byte[] name = sha256(tag.getBytes(StandardCharsets.US_ASCII));
    return sha256(joined(name, name, joined(parts)));
  }

  static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] joined(byte[]... parts) {
    byte[] all = {};
    for (byte[] part : parts) {
      int before = all.length;
      all = Arrays.copyOf(all, before + part.length);
      System.arraycopy(part, 0, all, before, part.length);
    }
    return all;
  }

  private static BigInteger number(byte[] bytes) {
    return new BigInteger(1, bytes);
  }

  private static byte[] bytes(BigInteger number) {
    byte[] signed = number.toByteArray();
    byte[] bytes = new byte[BYTES];
    int length = Math.min(signed.length, BYTES);
    System.arraycopy(signed, signed.length - length, bytes, BYTES - length, length);
    return bytes;
  }

  /** In Jacobian coordinates: (x / z², y / z³); without z, the point at infinity. */
  private record Point(BigInteger x, BigInteger y, BigInteger z) {
    boolean isInfinity() {
      return z.signum() == 0;
    }

    Point affine() {
      BigInteger inverse = z.modInverse(P);
      BigInteger square = inverse.multiply(inverse);
      return new Point(
          x.multiply(square).mod(P), y.multiply(square).multiply(inverse).mod(P), BigInteger.ONE);
    }

    /** The factor that leads to this abscissa with an even ordinate. */
    BigInteger evenly(BigInteger factor) {
      return y.testBit(0) ? N.subtract(factor) : factor;
    }

    /** Adds and doubles for each bit, whatever its value, so that time tells little of a key. */
    Point times(BigInteger factor) {
      Point low = INFINITY;
      Point high = this;
      for (int bit = 255; bit >= 0; bit--) {
        Point sum = low.plus(high);
        boolean one = factor.testBit(bit);
        Point twice = (one ? high : low).twice();
        low = one ? sum : twice;
        high = one ? twice : sum;
      }
      return low;
    }

    private Point twice() {
      BigInteger yy = y.multiply(y).mod(P);
      BigInteger s = x.multiply(yy).shiftLeft(2).mod(P);
      BigInteger m = x.multiply(x).multiply(BigInteger.valueOf(3)).mod(P);
      BigInteger x3 = m.multiply(m).subtract(s.shiftLeft(1)).mod(P);
      BigInteger y3 = m.multiply(s.subtract(x3)).subtract(yy.multiply(yy).shiftLeft(3)).mod(P);
      return new Point(x3, y3, y.multiply(z).shiftLeft(1).mod(P));
    }

    Point plus(Point other) {
      if (isInfinity() || other.isInfinity()) {
        return isInfinity() ? other : this;
      }
      BigInteger zz = z.multiply(z).mod(P);
      BigInteger otherZz = other.z.multiply(other.z).mod(P);
      BigInteger u = x.multiply(otherZz).mod(P);
      BigInteger s = y.multiply(otherZz).multiply(other.z).mod(P);
      BigInteger h = other.x.multiply(zz).subtract(u).mod(P);
      BigInteger r = other.y.multiply(zz).multiply(z).subtract(s).mod(P);
      if (h.signum() == 0) {
        return r.signum() == 0 ? twice() : INFINITY;
      }
      BigInteger hh = h.multiply(h).mod(P);
      BigInteger hhh = hh.multiply(h).mod(P);
      BigInteger v = u.multiply(hh).mod(P);
      BigInteger x3 = r.multiply(r).subtract(hhh).subtract(v.shiftLeft(1)).mod(P);
      BigInteger y3 = r.multiply(v.subtract(x3)).subtract(s.multiply(hhh)).mod(P);
      return new Point(x3, y3, h.multiply(z).multiply(other.z).mod(P));
    }
  }
}
