package org.mingjing.ledger.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What somebody asks for on the command line. */
sealed interface Command {
  /** The usage, asked for with {@code --help}. */
  record Help() implements Command {}

  /**
   * Receipts against the log's key.
   *
   * @param path a receipt, a file of receipts, one a line, or a folder
   * @param key a verifier key or a file that holds one
   * @param organisations by MSP id the file of the certificate authority's certificate
   */
  record Receipts(String path, String key, Map<String, String> organisations, boolean json)
      implements Command {}

  /**
   * Two checkpoints of a log.
   *
   * @param older a file: a checkpoint, or a receipt that holds one
   */
  record Checkpoints(String older, String newer, String key, ConsistencyProof proof, boolean json)
      implements Command {}

  /** The command that the arguments, the word {@code verify} included, stand for. */
  static Command of(List<String> args) throws WrongUsage {
    if (args.isEmpty() || !args.getFirst().equals("verify")) {
      throw new WrongUsage("参数不对 / wrong arguments");
    }
    List<String> rest = args.subList(1, args.size());
    if (rest.contains("--help") || rest.contains("-h")) {
      return new Help();
    }
    var arguments = Arguments.of(rest);
    return arguments.checkpoints() ? checkpoints(arguments) : receipts(arguments);
  }

  private static Command receipts(Arguments arguments) throws WrongUsage {
    arguments.refuse("--proof", "--log");
    return new Receipts(
        arguments.onlyOperand(),
        arguments.demand("--key"),
        arguments.organisations(),
        arguments.json());
  }

  private static Command checkpoints(Arguments arguments) throws WrongUsage {
    List<String> pair = arguments.operands();
    if (pair.size() != 2 || !arguments.organisations().isEmpty()) {
      throw new WrongUsage(
          "--checkpoints 须有 OLDER 和 NEWER，不能有 --org / needs OLDER and NEWER, and takes no --org");
    }
    return new Checkpoints(
        pair.getFirst(),
        pair.getLast(),
        arguments.demand("--key"),
        proof(arguments),
        arguments.json());
  }

  private static ConsistencyProof proof(Arguments arguments) throws WrongUsage {
    Optional<String> file = arguments.option("--proof");
    Optional<String> log = arguments.option("--log");
    if (file.isPresent() && log.isPresent()) {
      throw new WrongUsage("--proof 与 --log 只能给一个 / give --proof or --log, not both");
    }
    if (log.isPresent()) {
      return new ConsistencyProof.OfTiles(Tiles.of(log.get()));
    }
    return file.isPresent()
        ? new ConsistencyProof.OfFile(Path.of(file.get()))
        : new ConsistencyProof.None();
  }
}
