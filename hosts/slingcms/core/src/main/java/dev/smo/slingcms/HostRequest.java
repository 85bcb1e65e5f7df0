// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import java.net.URI;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.apache.sling.api.request.builder.Builders;
import org.apache.sling.api.resource.Resource;

/**
 * A request to the host of an address, for {@code ResourceResolver.resolve}, which asks for that.
 */
final class HostRequest extends HttpServletRequestWrapper {
  private final URI address;

  /**
   * @param any a resource; which one does not matter
   */
  HostRequest(URI address, Resource any) {
    super(bare(any));
    this.address = address;
  }

  private static HttpServletRequest bare(Resource any) {
    return Builders.newRequestBuilder(any).build();
  }

  @Override
  public String getScheme() {
    return address.getScheme();
  }

  @Override
  public String getServerName() {
    return address.getHost();
  }

  @Override
  public int getServerPort() {
    int usual = "https".equals(address.getScheme()) ? 443 : 80;
    return address.getPort() < 0 ? usual : address.getPort();
  }
}
