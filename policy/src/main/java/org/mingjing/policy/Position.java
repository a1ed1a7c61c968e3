package org.mingjing.policy;

/** A place in a document; line and column from 1. */
record Position(String file, int line, int column) {

  static Position startOf(String file) {
    return new Position(file, 1, 1);
  }
}
