package org.mingjing.ledger.verify;

import java.util.List;
import java.util.stream.Collectors;

/** What a receipt's anchor was found to be worth. */
public sealed interface Anchored {
  /** How far the evidence reaches, and how far not. */
  Text standing();

  /**
   * The operator's own ledger signed the checkpoint.
   *
   * @param ledger its name
   */
  record OwnLedger(String ledger) implements Anchored {
    @Override
    public Text standing() {
      return new Text(
          "已锚定在运营方自己的账本（" + ledger + "），不是已存证",
          "anchored in the operator's own ledger (" + ledger + "), not 已存证");
    }
  }

  /**
   * Peers of organisations signed that their channel holds the checkpoint.
   *
   * @param block the log's word alone; channel and transaction are also what the peers signed
   * @param checked how many different certificate authorities vouch for the endorsers
   */
  record Endorsed(
      String channel, String transaction, long block, List<Endorser> endorsers, int checked)
      implements Anchored {
    /** Fixes the list. */
    public Endorsed {
      endorsers = List.copyOf(endorsers);
    }

    /**
     * Of two organisations one is not the log's operator, whichever that is; of one nobody here
     * knows.
     */
    public boolean notarised() {
      return checked > 1;
    }

    @Override
    public Text standing() {
      String known = names(true);
      if (notarised()) {
        return new Text(
            "已存证：" + checked + " 个组织（" + known + "）背书，其证书已核对",
            "notarised (已存证): endorsed by %d organisations (%s), whose certificates were checked"
                .formatted(checked, known));
      }
      if (checked == 1) {
        return new Text(
            "由 1 个组织（" + known + "）背书，其证书已核对；仅当该组织不是日志的运营方时才是已存证",
            "endorsed by 1 organisation (%s), whose certificate was checked; 已存证 only if it is not"
                    .formatted(known)
                + " the log's operator");
      }
      String names = names(false);
      return new Text(
          "自称 " + names + " 的节点已背书，未按这些组织的证书核对（请用 --org），不是已存证",
          "endorsed by peers that call themselves %s, not checked against the organisations'"
                  .formatted(names)
              + " certificates (use --org), not 已存证");
    }

    private String names(boolean checked) {
      return endorsers.stream()
          .filter(endorser -> endorser.checked() == checked)
          .map(Endorser::mspId)
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * A peer whose signature was checked.
   *
   * @param subject of its certificate
   * @param validity of its certificate, from and to; it was compared with no clock
   * @param checked whether a given authority of that organisation issued the certificate
   */
  record Endorser(String mspId, String subject, String validity, boolean checked) {}
}
