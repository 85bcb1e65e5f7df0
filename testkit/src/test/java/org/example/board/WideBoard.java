// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package org.example.board;

import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A notice board that also says how much it takes, and keeps cards of pages. */
final class WideBoard extends FakeNoticeBoard {
  private final List<URI> read = new ArrayList<>();

  WideBoard(String token) {
    super(token);
  }

  @Override
  protected synchronized FakeResponse answer(Call call) {
    if (call.is("GET", "/limits")) {
      return FakeResponse.json(200, FakeResponse.object().put("most", 150));
    }
    if (call.is("POST", "/cards")) {
      read.add(URI.create(call.json().path("of").asText()));
      return FakeResponse.json(200, call.json());
    }
    return super.answer(call);
  }

  @Override
  protected synchronized List<URI> pagesRead() {
    return List.copyOf(read);
  }
}
