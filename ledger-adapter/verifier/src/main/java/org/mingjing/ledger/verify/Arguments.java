package org.mingjing.ledger.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arguments {@code verify RECEIPT --key KEY [--output table|json]}, options in any order. */
record Arguments(String receipt, String key, boolean json) {
  private static final String KEY = "--key";
  private static final String OUTPUT = "--output";

  static Arguments of(List<String> args) throws WrongUsage {
    if (args.size() < 2 || args.size() % 2 != 0 || !args.getFirst().equals("verify")) {
      throw new WrongUsage("参数不对 / wrong arguments");
    }
    Map<String, String> options = new HashMap<>();
    for (int i = 2; i < args.size(); i += 2) {
      String name = args.get(i);
      if (!Set.of(KEY, OUTPUT).contains(name) || options.put(name, args.get(i + 1)) != null) {
        throw new WrongUsage("选项未知或重复 / option unknown or repeated: " + name);
      }
    }
    String output = options.getOrDefault(OUTPUT, "table");
    if (!options.containsKey(KEY) || !Set.of("table", "json").contains(output)) {
      throw new WrongUsage(
          "须有 --key，--output 为 table 或 json / --key is needed, --output is table or json");
    }
    return new Arguments(args.get(1), options.getOrDefault(KEY, ""), output.equals("json"));
  }
}
