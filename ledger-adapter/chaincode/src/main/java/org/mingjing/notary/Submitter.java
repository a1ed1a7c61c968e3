package org.mingjing.notary;

/**
 * Who submits a transaction, as its certificate says.
 *
 * @param mspId the organisation's MSP
 * @param commonName the certificate's common name; empty if it has none, or several
 */
record Submitter(String mspId, String commonName) {}
