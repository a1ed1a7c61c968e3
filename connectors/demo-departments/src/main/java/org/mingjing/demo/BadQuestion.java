package org.mingjing.demo;

/** A request that does not fit the contract of the service; answered by 400. */
final class BadQuestion extends Exception {
  private static final long serialVersionUID = 1L;

  BadQuestion(String message) {
    super(message);
  }
}
