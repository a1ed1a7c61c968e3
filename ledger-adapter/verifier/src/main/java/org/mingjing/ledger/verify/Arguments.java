package org.mingjing.ledger.verify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Operands and options, in any order; every option but {@code --checkpoints} takes a value, and
 * each but {@code --org} stands at most once.
 */
record Arguments(
    boolean checkpoints,
    List<String> operands,
    Map<String, String> options,
    Map<String, String> organisations) {
  private static final String ORG = "--org";
  private static final String CHECKPOINTS = "--checkpoints";
  private static final Set<String> NAMES = Set.of("--key", "--log", "--output", "--proof");
  private static final Set<String> OUTPUTS = Set.of("table", "json");

  static Arguments of(List<String> args) throws WrongUsage {
    boolean checkpoints = false;
    List<String> operands = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    Map<String, String> organisations = new LinkedHashMap<>();
    Queue<String> rest = new ArrayDeque<>(args);
    while (!rest.isEmpty()) {
      String arg = rest.remove();
      if (arg.equals(CHECKPOINTS) && !checkpoints) {
        checkpoints = true;
      } else if (!arg.startsWith("--")) {
        operands.add(arg);
      } else if (arg.equals(ORG) && !rest.isEmpty()) {
        organisation(rest.remove(), organisations);
      } else if (!NAMES.contains(arg)
          || rest.isEmpty()
          || options.put(arg, rest.remove()) != null) {
        throw new WrongUsage("选项未知、重复或缺值 / option unknown, repeated or without value: " + arg);
      }
    }
    return new Arguments(checkpoints, operands, options, organisations);
  }

  private static void organisation(String value, Map<String, String> organisations)
      throws WrongUsage {
    int equals = value.indexOf('=');
    if (equals < 1
        || organisations.put(value.substring(0, equals), value.substring(equals + 1)) != null) {
      throw new WrongUsage("--org 应为 MSPID=CA.pem，且不重复 / is MSPID=CA.pem, each once: " + value);
    }
  }

  String onlyOperand() throws WrongUsage {
    if (operands.size() != 1) {
      throw new WrongUsage("须恰有一个 PATH / exactly one PATH is needed");
    }
    return operands.getFirst();
  }

  String demand(String option) throws WrongUsage {
    return option(option).orElseThrow(() -> new WrongUsage("须有 " + option + " / is needed"));
  }

  void refuse(String... names) throws WrongUsage {
    for (String name : names) {
      if (options.containsKey(name)) {
        throw new WrongUsage("此处不能用 / cannot be used here: " + name);
      }
    }
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** Whether the output is for programs. */
  boolean json() throws WrongUsage {
    String output = option("--output").orElse("table");
    if (!OUTPUTS.contains(output)) {
      throw new WrongUsage("--output 为 table 或 json / --output is table or json");
    }
    return output.equals("json");
  }
}
