package org.mingjing.policy;

/**
 * A legal instrument that the list cites. {@code unsure}: the rank was judged by the name alone and
 * the name leaves doubt.
 */
public record Instrument(String name, InstrumentRank rank, boolean unsure) {}
