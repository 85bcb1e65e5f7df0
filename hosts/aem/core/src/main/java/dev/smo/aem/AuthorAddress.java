// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.day.cq.commons.Externalizer;
import dev.smo.host.OwnAddress;
import java.net.URI;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;
import org.apache.sling.api.resource.ResourceResolver;

/** Where authors reach this instance: the externalizer's domain "author". */
@Component
@Service(OwnAddress.class)
public final class AuthorAddress implements OwnAddress {
  @Reference private Externalizer externalizer;

  @Override
  public URI of(String path, ResourceResolver reader) {
    return URI.create(externalizer.authorLink(reader, path));
  }
}
