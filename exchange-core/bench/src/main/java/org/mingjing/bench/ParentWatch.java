package org.mingjing.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * The first class of every server process: ends the process in order (shutdown hooks run) when its
 * standard input reaches its end, that is when the bench is gone however it went, and otherwise
 * runs the given main class unchanged on the main thread.
 */
final class ParentWatch {
  private ParentWatch() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    Thread.ofPlatform().name("parent-watch").daemon().start(() -> exitAtEnd(System.in));
    Method main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }

  private static void exitAtEnd(InputStream in) {
    try {
      while (in.read() >= 0) {
        // nothing is ever sent; only the end matters
      }
    } catch (IOException e) {
      // a broken pipe says the same as its end
    }
    System.exit(0);
  }
}
