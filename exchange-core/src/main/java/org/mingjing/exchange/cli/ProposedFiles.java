package org.mingjing.exchange.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.PolicyLoader;

/**
 * Says so when the policy files are not what is live: editing them changes nothing on an exchange
 * that has published.
 */
final class ProposedFiles {
  private ProposedFiles() {}

  static void compare(Path home, LivePolicy live, PrintStream out) {
    String running = live.current().policy().digest();
    String proposed =
        switch (PolicyLoader.load(home.resolve("config/policy"))) {
          case LoadResult.Loaded loaded -> loaded.policy().digest();
          case LoadResult.Faulty faulty -> faulty.faults().size() + " faults";
        };
    if (!proposed.equals(running)) {
      out.println("config/policy 与生效的策略不同：文件只是提案，生效的是 " + running);
      out.println(
          "config/policy ("
              + proposed
              + ") is not what is live ("
              + running
              + "): the files are a proposal");
    }
  }
}
