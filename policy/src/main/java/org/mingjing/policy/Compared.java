package org.mingjing.policy;

/**
 * A text that an expression compares with an attribute.
 *
 * @param character where it stands in the expression, counted from 1
 */
record Compared(Attribute attribute, String word, int character) {}
