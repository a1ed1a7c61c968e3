package org.mingjing.exchange.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.mingjing.exchange.ExchangeApplication;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.DemoProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: starts everything in a folder of its own and shows the main job, step by step. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "启动并演示主要流程 / start everything and show the main job, step by step")
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--once", description = "演示后停止 / stop after the tour")
  private boolean once;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "端口，0 为任意空闲端口 / port, 0 for any free one")
  private int port;

  @Option(
      names = "--data",
      defaultValue = ".mingjing/demo",
      description = "数据目录，演示开始时清空 / data folder, emptied at the start")
  private Path data = Path.of(".mingjing/demo");

  @Override
  public Integer call() throws Exception {
    Path folder = data.toAbsolutePath();
    emptyExceptDepartments(folder);
    System.out.println("启动中：内嵌 PostgreSQL、演示部门（10 万人、2 万企业）、交换节点……");
    System.out.println(
        "Starting: embedded PostgreSQL, demo departments (100,000 persons, 20,000 organisations), the exchange …");
    DemoNode.Plan plan =
        new DemoNode.Plan(
            Home.find(), folder, port, DemoProcess.Population.FULL, ExchangeApplication.class);
    CountDownLatch interrupted = new CountDownLatch(1);
    try (DemoNode node = DemoNode.start(plan, new SecureRandom())) {
      Runtime.getRuntime().addShutdownHook(new Thread(interrupted::countDown, "interrupted"));
      boolean shown = new Tour(plan.home(), node, System.out).run();
      if (!once) {
        System.out.println("Mingjing is ready at " + node.baseUrl());
        interrupted.await();
      }
      return shown ? Main.DONE : Main.REFUSED;
    }
  }

  /** The tour spoils its log, so each starts with a new one; the synthetic people stay. */
  private static void emptyExceptDepartments(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Path departments = folder.resolve("demo-departments");
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> !file.equals(folder) && !file.startsWith(departments))
          .sorted((a, b) -> b.compareTo(a))
          .forEach(DemoCommand::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty the demonstration's folder", e);
    }
  }
}
