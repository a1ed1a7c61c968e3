package org.mingjing.policy;

/** A registered purpose, shared between categories. */
public record Purpose(PurposeId id, Text name) {}
