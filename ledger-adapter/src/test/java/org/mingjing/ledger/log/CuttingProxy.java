package org.mingjing.ledger.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Stands between the log and PostgreSQL and breaks connections at chosen points. What it does not
 * let through it keeps, so that it can arrive late.
 */
final class CuttingProxy implements AutoCloseable {
  private static final int NEVER = Integer.MAX_VALUE;

  private final ServerSocket listener;
  private final int target;
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private final AtomicInteger made = new AtomicInteger();
  private volatile IntSupplier lifetimes = () -> NEVER;

  private CuttingProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  static CuttingProxy before(int target) throws IOException {
    CuttingProxy proxy =
        new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Connections so far. */
  int made() {
    return made.get();
  }

  /** How many bytes each connection from now on carries, in both directions, until it breaks. */
  void carryAtMost(IntSupplier bytes) {
    lifetimes = bytes;
  }

  /** Lets the next so many bytes to the server pass, keeps what follows, and cuts. */
  void cutRequestAfter(int bytes) {
    newest().requests.pass(bytes, Rest.CUT);
  }

  /** Lets the next so many bytes from the server pass and swallows what follows. */
  void swallowAnswerAfter(int bytes) {
    newest().answers.pass(bytes, Rest.SWALLOWED);
  }

  /** Keeps whatever comes for the server from now on. */
  Kept keepNextRequest() {
    Link link = newest();
    link.requests.pass(0, Rest.KEPT);
    return link;
  }

  /** Breaks every connection, without a word to either side. */
  void cut() {
    links.forEach(Link::close);
  }

  private Link newest() {
    return links.getLast();
  }

  /** A request that is still under way when nobody waits for its answer any more. */
  interface Kept {
    boolean isThere();

    /** Breaks the connection for whoever sent it, while the server sees nothing. */
    void hangUp();

    /** After {@link #hangUp}: delivers it at last, and waits until the server has answered. */
    void deliver() throws IOException, InterruptedException;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        try {
          Link link = new Link(client, new Socket(listener.getInetAddress(), target));
          links.add(link);
          made.incrementAndGet();
          link.start();
        } catch (IOException e) {
          client.close(); // the server is away
        }
      }
    } catch (IOException e) {
      cut(); // the proxy was closed
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }

  private final class Link implements Kept {
    private final Socket client;
    private final Socket server;
    private final Direction requests;
    private final Direction answers;
    private final Thread answering;
    private final AtomicInteger left = new AtomicInteger(lifetimes.getAsInt());

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
      this.requests = new Direction(this, client, server);
      this.answers = new Direction(this, server, client);
      this.answering = Thread.ofVirtual().unstarted(answers::carry);
    }

    void start() {
      Thread.ofVirtual().start(requests::carry);
      answering.start();
    }

    void close() {
      closeQuietly(client);
      closeQuietly(server);
      links.remove(this);
    }

    @Override
    public boolean isThere() {
      return requests.kept.size() > 0;
    }

    @Override
    public void hangUp() {
      closeQuietly(client);
    }

    @Override
    public void deliver() throws IOException, InterruptedException {
      server.getOutputStream().write(requests.kept.toByteArray());
      answering.join(); // it ends when it has an answer for the client that is gone
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing a socket of the loopback fails", e);
    }
  }

  private enum Rest {
    CUT,
    SWALLOWED,
    KEPT
  }

  private static final class Direction {
    private final Link link;
    private final Socket from;
    private final Socket to;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final AtomicInteger passing = new AtomicInteger(NEVER);
    private volatile Rest rest = Rest.CUT;

    Direction(Link link, Socket from, Socket to) {
      this.link = link;
      this.from = from;
      this.to = to;
    }

    void pass(int bytes, Rest afterwards) {
      rest = afterwards;
      passing.set(bytes);
    }

    void carry() {
      byte[] buffer = new byte[16384];
      try {
        InputStream in = from.getInputStream();
        int read = in.read(buffer);
        while (read >= 0 && carry(buffer, read)) {
          read = in.read(buffer);
        }
      } catch (IOException e) {
        // One side broke: so does the other.
      }
      if (rest != Rest.KEPT) {
        link.close();
      }
    }

    /** False if that was the end of the connection. */
    private boolean carry(byte[] bytes, int count) throws IOException {
      int allowed = Math.min(used(link.left, count), used(passing, count));
      to.getOutputStream().write(bytes, 0, allowed);
      if (rest == Rest.KEPT) {
        kept.write(bytes, allowed, count - allowed);
      }
      return allowed == count || rest != Rest.CUT;
    }

    /** Takes from what is left. */
    private static int used(AtomicInteger left, int count) {
      int before = left.getAndUpdate(n -> n == NEVER ? n : n - Math.min(n, count));
      return Math.min(before, count);
    }
  }
}
