package org.mingjing.policy;

/**
 * A department of the registry; {@code categories} is the number of its entries, checked at load.
 */
public record Department(DepartmentId id, Text name, Text kind, int categories) {}
