package org.mingjing.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.apache.catalina.LifecycleException;

/**
 * The demonstration departments as one process: their databases, their HTTP services, and a switch
 * that makes them misbehave. It prints one line of JSON when ready and runs until SIGTERM, or until
 * standard input ends when started {@code --with-parent}.
 */
public final class DemoDepartments {
  private static final int USAGE = 2;
  private static final int FAILED = 1;

  private DemoDepartments() {}

  /** Starts the process; exit code 2 for bad arguments, 1 for a start that failed. */
  public static void main(String[] arguments) {
    DemoSettings settings;
    try {
      settings = DemoSettings.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(USAGE);
      return;
    }
    if (settings.withParent()) {
      Thread.ofPlatform().daemon().name("parent-watch").start(DemoDepartments::endWithInput);
    }
    try {
      run(settings);
    } catch (IOException
        | SQLException
        | LifecycleException
        | InterruptedException
        | IllegalStateException e) {
      e.printStackTrace();
      System.exit(FAILED);
    }
  }

  private static void run(DemoSettings settings)
      throws IOException, SQLException, LifecycleException, InterruptedException {
    Files.createDirectories(settings.data());
    FileChannel lock = lock(settings.data());
    Path ready = settings.data().resolve("ready.json");
    Files.deleteIfExists(ready);
    DepartmentCluster cluster = DepartmentCluster.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster, ready, lock), "stop"));
    Faults faults = new Faults(cluster);
    if (!cluster.fresh()) {
      faults.clear();
    }
    DepartmentServices services =
        DepartmentServices.start(cluster, faults, settings.data(), settings.httpPort());
    String message = ReadyMessage.of(cluster, services.port(), settings);
    PrivateFile.write(ready, message + "\n");
    new PrintStream(System.out, true, StandardCharsets.UTF_8).println(message);
    services.await();
  }

  /**
   * Two processes in one folder would stop each other's database. The lock ends with the process,
   * however it ends, or as soon as nobody refers to the channel any more.
   */
  private static FileChannel lock(Path data) throws IOException {
    FileChannel channel =
        FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      throw new IllegalStateException("another process serves the departments in " + data);
    }
    return channel;
  }

  private static void stop(DepartmentCluster cluster, Path ready, FileChannel lock) {
    try {
      Files.deleteIfExists(ready);
      cluster.close();
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {
        // whatever the parent writes is of no interest: only the end is
      }
    } catch (IOException e) {
      System.err.println("standard input failed: " + e.getMessage());
    }
    System.exit(0);
  }
}
