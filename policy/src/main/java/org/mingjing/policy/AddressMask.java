package org.mingjing.policy;

import java.util.Optional;

/**
 * Addresses down to the district: 北京市东城区景山前街4号 → 北京市东城区****. Nothing leaves but the names of
 * divisions at its beginning; where no district is recognised, more is cut, never less.
 */
final class AddressMask {

  private final Divisions divisions;

  AddressMask(Divisions divisions) {
    this.divisions = divisions;
  }

  Optional<String> apply(String address) {
    int end = divisions.named(address);
    if (end == 0) {
      return Optional.empty();
    }
    return Optional.of(end == address.length() ? address : address.substring(0, end) + "****");
  }
}
