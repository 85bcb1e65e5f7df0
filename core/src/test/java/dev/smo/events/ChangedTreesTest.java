// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.junit.jupiter.api.Test;

class ChangedTreesTest {
  @Test
  void whatLiesBelowAnotherIsLeftOutWhateverComesBetweenByName() {
    assertEquals(
        List.of("/a", "/a-b"),
        List.copyOf(ChangedTrees.topmost(Stream.of("/a/c/d", "/a-b", "/a", "/a/c", "/a-b/c"))));
  }

  @Test
  void whatIsInsideAPageIsNoPage() {
    assertEquals(
        List.of("/content/page"),
        List.copyOf(
            ChangedTrees.ofPages(
                Stream.of("/content/page", "/content/other/jcr:content", "/x/jcr:content/text")
                    .map(path -> new ResourceChange(ChangeType.ADDED, path, false)))));
  }
}
