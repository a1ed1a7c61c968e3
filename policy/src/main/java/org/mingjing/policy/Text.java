package org.mingjing.policy;

/** What people read, in both languages. */
public record Text(String zh, String en) {}
