package org.mingjing.policy;

/** Whom a resource is about and which of its fields selects that subject. */
public record Subject(SubjectType type, String field) {}
