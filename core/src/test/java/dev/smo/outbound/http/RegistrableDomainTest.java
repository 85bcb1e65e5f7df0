// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrableDomainTest {
  @ParameterizedTest
  @CsvSource({
    "a.b.example.org, example.org",
    "A.Example.ORG, example.org",
    "example.co.uk, example.co.uk",
    "a.example.co.uk, example.co.uk",
    "jane.github.io, jane.github.io",
    "host1.example, host1.example",
    "a.b.kawasaki.jp, a.b.kawasaki.jp",
    "a.city.kawasaki.jp, city.kawasaki.jp",
    "co.uk, co.uk",
    "localhost, localhost",
    "192.0.2.7, 192.0.2.7",
    "[2001:db8::1], [2001:db8::1]",
    "a.example.org., example.org",
    "192.0.2.7., 192.0.2.7",
    "a.müller.example, xn--mller-kva.example",
    "A.MÜLLER.example, xn--mller-kva.example",
    "b.XN--mller-KVA.example., xn--mller-kva.example",
    "a.b.公司.cn, b.xn--55qx5d.cn",
    "a.b.xn--55qx5d.cn, b.xn--55qx5d.cn",
    "a_b.example.org, example.org"
  })
  void isWhatSomebodyRegistered(String host, String domain) {
    assertEquals(domain, RegistrableDomain.of(host));
  }
}
