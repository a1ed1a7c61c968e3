package org.mingjing.ledger.receipt;

import java.util.List;
import org.mingjing.ledger.Evidence;
import org.mingjing.ledger.checkpoint.NoteSigner;

/** That a ledger holds the receipt's checkpoint. Sealed: a verifier must know each kind. */
public sealed interface Anchor {
  /** What {@code kind} says in the receipt. */
  String kind();

  /**
   * The word of the operator's own ledger.
   *
   * @param ledgerKey a note signed by the log's key that names the ledger's verifier key, so that
   *     whoever checks needs the log's key alone
   * @param signature the ledger key's signature line, newline included, over the very text of the
   *     receipt's checkpoint
   */
  record Embedded(String ledgerKey, String signature) implements Anchor {
    /**
     * First line of the note that names a ledger's key; no log has such a name, for it has spaces.
     */
    private static final String TITLE = "mingjing ledger key";

    @Override
    public String kind() {
      return "embedded";
    }
  }

  /**
   * The word of organisations on a Hyperledger Fabric channel: what their peers answered when they
   * were asked for the batch that holds the receipt's checkpoint.
   *
   * @param place a note signed by the log's key ({@link #place}): where the batch lies
   * @param statement Base64 of the ProposalResponsePayload, whose payload names the checkpoint
   * @param endorsements one of each organisation; at least one
   */
  record Fabric(String place, String statement, List<Evidence.Endorsement> endorsements)
      implements Anchor {
    private static final String TITLE = "mingjing ledger place";

    /** Fixes the list. */
    public Fabric {
      endorsements = List.copyOf(endorsements);
    }

    @Override
    public String kind() {
      return "fabric";
    }
  }

  /** The anchor of the operator's own ledger. */
  static Anchor embedded(String ledgerKey, String signature) {
    return new Embedded(ledgerKey, signature);
  }

  /** What a receipt says of a ledger's word, with the notes that make the log's key enough. */
  static Anchor of(Evidence evidence, NoteSigner log) {
    return switch (evidence) {
      case Evidence.OwnSignature own ->
          embedded(ledgerKey(log, own.verifierKey()), own.signatureLine());
      case Evidence.Endorsed endorsed ->
          new Fabric(
              place(log, endorsed.channel(), endorsed.transaction(), endorsed.block()),
              endorsed.statement(),
              endorsed.endorsements());
    };
  }

  /** The signed note by which a log names the verifier key of its ledger; made once, kept. */
  static String ledgerKey(NoteSigner log, String ledgerVerifierKey) {
    return log.sign(Embedded.TITLE + "\n" + log.name() + "\n" + ledgerVerifierKey + "\n");
  }

  /**
   * The signed note by which a log says where its batch lies on a Fabric channel. Peers sign
   * channel and transaction themselves; the block is the log's word alone.
   *
   * @throws IllegalArgumentException when a part cannot stand on a line of its own
   */
  static String place(NoteSigner log, String channel, String transaction, long block) {
    if (!isLine(channel) || !isLine(transaction) || block < 0) {
      throw new IllegalArgumentException("channel, transaction and block are a line each");
    }
    List<String> lines =
        List.of(Fabric.TITLE, log.name(), channel, transaction, Long.toString(block));
    return log.sign(String.join("\n", lines) + "\n");
  }

  private static boolean isLine(String text) {
    return !text.isEmpty() && text.indexOf('\n') < 0;
  }
}
