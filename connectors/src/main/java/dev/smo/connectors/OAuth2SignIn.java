// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;

/** Of a connector on whose network people sign in by OAuth 2 as it is written. */
public interface OAuth2SignIn extends SignIn, Authorizer {
  OAuth2 login();

  @Override
  default URI address(SignInRequest request) {
    return login().address(request);
  }

  @Override
  default Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    return login().redeem(code, request);
  }

  @Override
  default Authorization authorize(Connection connection) throws IOException, InterruptedException {
    return login().renew(connection);
  }
}
