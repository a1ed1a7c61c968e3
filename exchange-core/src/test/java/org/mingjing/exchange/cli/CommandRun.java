package org.mingjing.exchange.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs a command as the launcher does, in this process. */
public final class CommandRun {
  private CommandRun() {}

  /** The exit code. */
  public static int of(String... arguments) {
    return Main.run(arguments);
  }

  /** How a command ended, and what it wrote to standard output. */
  public record Ended(int code, String out) {}

  /** Runs a command whose output is wanted; nothing else writes meanwhile. */
  public static Ended ended(String... arguments) {
    PrintStream out = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      return new Ended(of(arguments), bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
    }
  }
}
