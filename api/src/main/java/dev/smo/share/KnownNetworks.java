// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Model for dialogs: what authors can choose from. */
@ProviderType
public interface KnownNetworks {
  /** Networks and buttons that a share bar can have, by label. */
  List<NetworkLink> getShared();

  /** Networks that accounts of a follow bar can be named after, by label. */
  List<NetworkLink> getFollowed();
}
