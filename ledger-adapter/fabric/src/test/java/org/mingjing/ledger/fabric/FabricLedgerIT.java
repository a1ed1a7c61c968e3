package org.mingjing.ledger.fabric;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Ledger;
import org.mingjing.ledger.LedgerContract;

/** What every ledger does, on a real network; a new one for each test, since it starts empty. */
class FabricLedgerIT extends LedgerContract {
  @TempDir Path data;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void needs_fabric() {
    RealNetwork.demandParts();
  }

  @Override
  protected Ledger ledger() throws Exception {
    RealNetwork network = RealNetwork.start(data, 1);
    open.add(network);
    FabricLedger ledger = network.ledger(new MemorySubmissions());
    open.add(ledger);
    return ledger;
  }

  @Override
  protected Object lasting(Anchored anchored) {
    return Signed.lasting(anchored);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }
}
