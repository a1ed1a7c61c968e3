package org.mingjing.exchange.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import org.mingjing.exchange.operations.Unavailable;
import org.mingjing.exchange.stewardship.NotPublishable;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.embedded.LedgerDamaged;
import org.mingjing.ledger.fabric.UnusableSettings;
import org.mingjing.ledger.log.LogRefused;
import org.mingjing.policy.bundle.BundleRefused;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line: {@code ./mingjing COMMAND}. Exit codes: 0 done, 1 refused or failed check, 2
 * usage, 3 unavailable.
 */
@Command(
    name = "mingjing",
    mixinStandardHelpOptions = true,
    description = "明镜政务数据共享交换 / Mingjing, a government data-sharing exchange",
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      CallCommand.class,
      KeyCommand.class,
      TraceCommand.class,
      FsckCommand.class,
      SucceedCommand.class,
      TagKeyCommand.class,
      PolicyCommand.class,
      DoctorCommand.class
    })
public final class Main implements Runnable {
  static final int DONE = 0;
  static final int REFUSED = 1;
  static final int USAGE = 2;
  static final int UNAVAILABLE = 3;

  private Main() {}

  public static void main(String[] args) {
    Security.setProperty("networkaddress.cache.ttl", "10");
    System.exit(run(args));
  }

  static int run(String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    return line.execute(args);
  }

  /**
   * What an operator can mend is said in a sentence; anything else is a bug and keeps its trace.
   */
  private static int explain(Exception failure, CommandLine command) throws Exception {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Unavailable
          || cause instanceof LogRefused
          || cause instanceof LedgerDamaged
          || cause instanceof UnusableSettings
          || cause instanceof NotPublishable) {
        command.getErr().println(cause.getMessage());
        return UNAVAILABLE;
      }
      if (cause instanceof LedgerUnavailable) {
        command.getErr().println("账本不可用，未签署任何内容；请检查网络：./mingjing fabric status");
        command
            .getErr()
            .println(
                "the ledger cannot be asked, and nothing was signed: look at the network, ./mingjing fabric status");
        command.getErr().println(cause.getMessage());
        return UNAVAILABLE;
      }
      if (cause instanceof BundleRefused refused) {
        print(refused, command.getErr());
        return REFUSED;
      }
    }
    throw failure;
  }

  private static void print(BundleRefused refused, PrintWriter err) {
    err.println("拒绝（" + refused.code() + "）：" + refused.reason().zh());
    err.println("refused (" + refused.code() + "): " + refused.reason().en());
    if (!refused.faults().isEmpty()) {
      PolicyLintCommand.PolicyFindings.of(refused.faults()).print(err);
    }
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
