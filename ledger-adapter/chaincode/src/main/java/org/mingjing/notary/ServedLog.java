package org.mingjing.notary;

import java.util.Optional;
import org.mingjing.ledger.checkpoint.NoteVerifier;

/**
 * A log that this organisation notarises.
 *
 * @param key verifies its checkpoints; its name is the log's origin
 * @param mspId the organisation whose clients may append
 * @param commonName the one client that may, if it is one
 */
record ServedLog(NoteVerifier key, String mspId, Optional<String> commonName) {
  boolean allows(Submitter submitter) {
    return submitter.mspId().equals(mspId)
        && commonName.map(submitter.commonName()::equals).orElse(true);
  }
}
