package org.mingjing.policy;

/**
 * What binds the answer. An enforced obligation is fulfilled by the exchange before anything leaves
 * and refuses the call if it cannot be; an imposed one binds the recipient and is told to it.
 */
public sealed interface Obligation {

  /** Whether the exchange itself has to fulfil it before release. */
  boolean enforced();

  /** The field leaves only through the mask. */
  record MaskField(String field, Mask mask) implements Obligation {
    @Override
    public boolean enforced() {
      return true;
    }
  }

  /** The field does not leave. */
  record WithholdField(String field) implements Obligation {
    @Override
    public boolean enforced() {
      return true;
    }
  }

  /** No more records than this leave. */
  record LimitRecords(int records) implements Obligation {
    @Override
    public boolean enforced() {
      return true;
    }
  }

  /** The recipient keeps it at most so long after the matter closes; 0: it keeps nothing. */
  record Retain(int days) implements Obligation {
    @Override
    public boolean enforced() {
      return false;
    }
  }

  /** No other purpose, scope or third party (Decree 809 art. 25). */
  record NoOnwardUse() implements Obligation {
    @Override
    public boolean enforced() {
      return false;
    }
  }
}
