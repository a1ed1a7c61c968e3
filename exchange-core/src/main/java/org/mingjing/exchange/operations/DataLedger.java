package org.mingjing.exchange.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mingjing.exchange.evidence.LedgerAccess;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.fabric.FabricSettings;

/** What notarises the log of a data folder; the folder remembers it, outside the database. */
public enum DataLedger {
  /** {@code DATA/ledger}. */
  EMBEDDED,
  /** The network that {@code DATA/fabric/client.properties} tells of. */
  FABRIC;

  private static final String KIND = "ledger-kind";

  /** The one of that name in lower case. */
  public static Optional<DataLedger> of(String name) {
    for (DataLedger one : values()) {
      if (one.wireName().equals(name)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The settings of a node on this folder. What was chosen first stays: a log is notarised in one
   * place. Without a choice it is the embedded ledger.
   *
   * @throws Unavailable if another was chosen before, or there is no Fabric network for it
   */
  static Map<String, Object> chosenIn(Path data, Optional<DataLedger> wish) throws IOException {
    Optional<DataLedger> before = rememberedIn(data);
    DataLedger chosen = wish.or(() -> before).orElse(EMBEDDED);
    if (before.isPresent() && before.get() != chosen) {
      String kept = before.get().wireName();
      throw new Unavailable(
          data + " is notarised by the ledger " + kept + ": leave --ledger away, or use --data",
          data + " 由账本 " + kept + " 存证：请去掉 --ledger，或用 --data 另选目录");
    }
    Path client = client(data);
    if (chosen == FABRIC && !Files.exists(client)) {
      throw new Unavailable(
          client + " is not there: start a network with ./mingjing fabric up first",
          "没有 " + client + "：请先用 ./mingjing fabric up 启动网络");
    }
    Files.writeString(data.resolve(KIND), chosen.wireName() + "\n");
    return chosen == FABRIC
        ? Map.of(
            "mingjing.ledger.kind", chosen.wireName(), "mingjing.ledger.fabric", client.toString())
        : Map.of();
  }

  /**
   * How to read the ledger of a data folder.
   *
   * @throws Unavailable if it says of none that it is its ledger
   */
  public static LedgerAccess in(Path data, NoteVerifier log) throws IOException {
    return switch (rememberedIn(data).orElse(EMBEDDED)) {
      case EMBEDDED -> new LedgerAccess.Embedded(data.resolve("ledger"), log);
      case FABRIC -> new LedgerAccess.OnFabric(FabricSettings.read(client(data)), log.name());
    };
  }

  private static Optional<DataLedger> rememberedIn(Path data) throws IOException {
    Path kind = data.resolve(KIND);
    if (!Files.exists(kind)) {
      return Files.exists(data.resolve("ledger")) ? Optional.of(EMBEDDED) : Optional.empty();
    }
    Optional<DataLedger> remembered = of(Files.readString(kind).strip());
    if (remembered.isEmpty()) {
      throw new Unavailable(
          kind + " names no ledger: it holds embedded or fabric",
          kind + " 所写的不是账本：应为 embedded 或 fabric");
    }
    return remembered;
  }

  private static Path client(Path data) {
    return data.resolve("fabric").resolve("client.properties");
  }
}
