package org.mingjing.exchange.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.mingjing.exchange.ExchangeApplication;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.operations.DataLedger;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.DemoProcess;
import org.mingjing.exchange.operations.Unavailable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code up}: a whole demonstration in the foreground, until it is interrupted. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "启动 / start: embedded PostgreSQL and ledger, demo departments, the exchange")
final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "端口，0 为任意空闲端口 / port, 0 for any free one")
  private int port;

  @Option(names = "--data", defaultValue = ".mingjing", description = "数据目录 / data folder")
  private Path data = Path.of(".mingjing");

  @Option(
      names = "--ledger",
      description = "账本，首次选定后不变 / ledger, stays as first chosen: embedded, fabric")
  private @Nullable String ledger;

  @Option(names = "--persons", defaultValue = "100000", description = "演示人口 / synthetic persons")
  private int persons;

  @Option(
      names = "--organisations",
      defaultValue = "20000",
      description = "演示企业 / synthetic organisations")
  private int organisations;

  @Override
  public Integer call() throws Exception {
    Optional<DataLedger> chosen = Optional.ofNullable(ledger).map(UpCommand::ledger);
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    DemoNode node =
        DemoNode.start(
            new DemoNode.Plan(
                Home.find(),
                data.toAbsolutePath(),
                port,
                new DemoProcess.Population(persons, organisations),
                ExchangeApplication.class,
                chosen),
            new SecureRandom());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  interrupted.countDown();
                  node.close();
                  stopped.countDown();
                },
                "stop"));
    System.out.println("Mingjing is ready at " + node.baseUrl());
    System.out.println("明镜已就绪。凭据 / credentials: " + node.data().path("demo-credentials.json"));
    ProposedFiles.compare(Home.find(), node.application().getBean(LivePolicy.class), System.out);
    interrupted.await();
    stopped.await();
    return Main.DONE;
  }

  private static DataLedger ledger(String name) {
    return DataLedger.of(name)
        .orElseThrow(() ->
            new Unavailable(
                "there is no ledger " + name + ": use --ledger embedded or fabric",
                "没有账本 " + name + "：请用 --ledger embedded 或 fabric"));
  }
}
