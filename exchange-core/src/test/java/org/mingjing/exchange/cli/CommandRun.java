package org.mingjing.exchange.cli;

/** Runs a command as the launcher does, in this process. */
public final class CommandRun {
  private CommandRun() {}

  /** The exit code. */
  public static int of(String... arguments) {
    return Main.run(arguments);
  }
}
