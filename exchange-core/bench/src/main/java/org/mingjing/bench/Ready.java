package org.mingjing.bench;

import java.util.regex.Pattern;

/** The one line by which a server process of the bench says that it serves, and where. */
public final class Ready {
  private static final String MARK = "READY ";

  private Ready() {}

  /** Called by a server's main method, last. */
  public static void announce(String url) {
    System.out.println(MARK + url);
  }

  /** The announced line; its group 1 is the URL. */
  static Pattern line() {
    return Pattern.compile("^" + MARK + "(http://\\S+)");
  }
}
