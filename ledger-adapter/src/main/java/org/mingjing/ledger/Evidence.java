package org.mingjing.ledger;

import java.util.List;

/** A ledger's word on a checkpoint. Sealed: a receipt must know how to carry each kind. */
public sealed interface Evidence {
  /**
   * A signature of the operator's own ledger: it shows that the ledger saw the checkpoint, and is
   * no independent witness (已记录, not 已存证).
   *
   * @param verifierKey the ledger's key (C2SP signed-note)
   * @param signatureLine its signature line over the text of the checkpoint, newline included
   */
  record OwnSignature(String verifierKey, String signatureLine) implements Evidence {}

  /**
   * What peers of a Hyperledger Fabric channel signed about the batch that their committed state
   * holds (已存证 where one of them is not the operator's).
   *
   * @param channel name of the channel
   * @param transaction id of the transaction that appended the batch
   * @param block number of the block that holds it
   * @param statement Base64 (RFC 4648 section 4) of the {@code ProposalResponsePayload} that every
   *     peer signed; its response is the contract's answer to {@code Batch}
   * @param endorsements one for each organisation, 1 or more
   */
  record Endorsed(
      String channel,
      String transaction,
      long block,
      String statement,
      List<Endorsement> endorsements)
      implements Evidence {
    /** Fixes the endorsements. */
    public Endorsed {
      endorsements = List.copyOf(endorsements);
    }
  }

  /**
   * A peer's signature.
   *
   * @param endorser Base64 of its {@code SerializedIdentity}: organisation and certificate
   * @param signature Base64 of the ECDSA signature (DER) over statement ‖ endorser
   */
  record Endorsement(String endorser, String signature) {}
}
