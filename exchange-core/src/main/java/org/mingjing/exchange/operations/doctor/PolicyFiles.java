package org.mingjing.exchange.operations.doctor;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mingjing.policy.Fault;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.Text;

/** The policy documents in {@code config/policy}. */
final class PolicyFiles {
  private static final int MOST = 5;

  private PolicyFiles() {}

  static Diagnosis examine(Path home) {
    return switch (PolicyLoader.load(home.resolve("config/policy"))) {
      case LoadResult.Loaded loaded ->
          Diagnosis.ok(
              "policy-files",
              "config/policy 可加载，" + loaded.policy().digest(),
              "config/policy loads, " + loaded.policy().digest());
      case LoadResult.Faulty faulty ->
          Diagnosis.problem(
              "policy-files",
              new Text(
                  "config/policy 有 " + faulty.faults().size() + " 处错误：" + first(faulty, Text::zh),
                  "config/policy has "
                      + faulty.faults().size()
                      + " faults: "
                      + first(faulty, Text::en)),
              new Text("请逐一改正后重试", "correct them one by one and try again"));
    };
  }

  private static String first(LoadResult.Faulty faulty, Function<Text, String> language) {
    return faulty.faults().stream()
        .limit(MOST)
        .map(Fault::placed)
        .map(language)
        .collect(Collectors.joining(" | "));
  }
}
