// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.Resource;

/**
 * A template of pages.
 *
 * @param title its name for people
 * @param policies the policies that its pages' containers keep to
 */
record Template(String title, List<Policy> policies) {
  private static final String TYPE = "sling-cms/components/caconfig/template";

  static Optional<Template> read(Resource node) {
    var properties = node.getValueMap();
    return TYPE.equals(properties.get("sling:resourceType", ""))
        ? Optional.of(
            new Template(
                properties.get("jcr:title", node.getName()),
                mappings(node)
                    .flatMap(path -> Policy.at(node.getResourceResolver(), path).stream())
                    .distinct()
                    .toList()))
        : Optional.empty();
  }

  /** The template of the page that has this content. */
  static Optional<Template> of(Resource content) {
    String path = content.getValueMap().get("sling:template", "");
    return Optional.ofNullable(content.getResourceResolver().getResource(path))
        .flatMap(Template::read);
  }

  private static Stream<String> mappings(Resource node) {
    Resource policies = node.getChild("policies");
    return policies == null
        ? Stream.empty()
        : StreamSupport.stream(policies.getChildren().spliterator(), /* parallel= */ false)
            .map(mapping -> mapping.getValueMap().get("policyPath", ""))
            .filter(path -> path.startsWith("/"));
  }
}
