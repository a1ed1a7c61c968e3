package org.mingjing.policy;

/** What a decision rests on: digests of policy and grants, version of the rules of deciding. */
record Basis(String policyDigest, String grantsDigest, int version) {}
