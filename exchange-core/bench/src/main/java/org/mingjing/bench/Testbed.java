package org.mingjing.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mingjing.bench.bareroute.BareRouteApplication;
import org.mingjing.bench.gateway.GatewayApplication;

/** The server processes that the chosen rows need: started here, ended by {@link #close}. */
final class Testbed implements AutoCloseable {
  /** The exchange's setting for where the department of the vehicle register is. */
  private static final String DEPARTMENT_PROPERTY = "mingjing.connections.mps-http.url";

  /**
   * One system calls as fast as it is answered: what is measured is the exchange, not its limit.
   */
  private static final List<String> UNLIMITED =
      List.of("mingjing.rate-limit.per-second=1000000", "mingjing.rate-limit.burst=1000000");

  private static final String DEPARTMENTS_MAIN = "org.mingjing.demo.DemoDepartments";
  private static final Pattern DEPARTMENTS_READY = Pattern.compile("\"http\":\"(http://[^\"]+)\"");

  private final Deque<ServerProcess> started = new ArrayDeque<>();
  private final Installation installation;
  private final Path scratch;
  private final Clock clock;
  private boolean closed;

  Testbed(Installation installation, Path scratch, Clock clock) {
    this.installation = installation;
    this.scratch = scratch;
    this.clock = clock;
  }

  /** The request of a row, made anew before each of its rounds since tokens grow old. */
  interface TargetSource {
    Target current() throws InterruptedException;
  }

  /**
   * What can be measured now.
   *
   * @param notes rows that were left out, and why
   */
  record Started(List<TargetSource> targets, List<String> notes) {}

  private record Providers(String department, String constant, Optional<Exchange> exchange) {
    String of(Row row) {
      return row.usesStaticProvider() ? constant : department;
    }

    Exchange theExchange() {
      return exchange.orElseThrow(() -> new IllegalStateException("not started"));
    }
  }

  /**
   * Starts what these rows need.
   *
   * @param running the data folder of an exchange that already runs; else one is started if needed
   */
  Started start(Set<Row> rows, Optional<Path> running) throws InterruptedException {
    Providers providers = providers(rows, running);
    Started all = new Started(new ArrayList<>(), new ArrayList<>());
    for (Row.Server server : Row.Server.values()) {
      Set<Row> served = EnumSet.noneOf(Row.class);
      rows.stream().filter(row -> row.server() == server).forEach(served::add);
      if (!served.isEmpty()) {
        Started part = start(server, served, providers);
        all.targets().addAll(part.targets());
        all.notes().addAll(part.notes());
      }
    }
    return all;
  }

  private Started start(Row.Server server, Set<Row> rows, Providers providers)
      throws InterruptedException {
    return switch (server) {
      case NONE -> direct(rows, providers);
      case BARE_ROUTE -> bareRoute(rows, providers);
      case GATEWAY -> gateway(rows, providers);
      case EXCHANGE -> fullCalls(rows, providers);
    };
  }

  private Providers providers(Set<Row> rows, Optional<Path> running) throws InterruptedException {
    String constant = own("static-provider", StaticProvider.class, List.of());
    if (rows.stream().anyMatch(Row::needsToken)) {
      Exchange exchange =
          running.isPresent() ? Exchange.of(running.get(), clock) : exchange("exchange", List.of());
      return new Providers(exchange.departments(), constant, Optional.of(exchange));
    }
    boolean all = rows.stream().allMatch(Row::usesStaticProvider);
    return new Providers(all ? constant : departments(), constant, Optional.empty());
  }

  private static Started direct(Set<Row> rows, Providers providers) {
    List<TargetSource> targets = new ArrayList<>();
    for (Row row : rows) {
      Target target = Target.department(row, providers.of(row), Optional.empty());
      targets.add(() -> target);
    }
    return new Started(targets, List.of());
  }

  private Started bareRoute(Set<Row> rows, Providers providers) throws InterruptedException {
    List<String> arguments = List.of(providers.department(), providers.constant());
    String url = own("bare-route", BareRouteApplication.class, arguments);
    List<TargetSource> targets = new ArrayList<>();
    for (Row row : rows) {
      Target target = Target.department(row, url, Optional.empty());
      targets.add(() -> target);
    }
    return new Started(targets, List.of());
  }

  private Started gateway(Set<Row> rows, Providers providers) throws InterruptedException {
    Exchange exchange = providers.theExchange();
    List<String> arguments =
        List.of(exchange.jwkSet(), providers.department(), providers.constant());
    String url = own("gateway", GatewayApplication.class, arguments);
    List<TargetSource> targets = new ArrayList<>();
    for (Row row : rows) {
      targets.add(() -> Target.department(row, url, Optional.of(exchange.tokens().current())));
    }
    return new Started(targets, List.of());
  }

  private Started fullCalls(Set<Row> rows, Providers providers) throws InterruptedException {
    List<TargetSource> targets = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    if (rows.contains(Row.FULL_CALL)) {
      targets.add(calls(Row.FULL_CALL, providers.theExchange()));
    }
    if (rows.contains(Row.STATIC_FULL_CALL)) {
      String property = DEPARTMENT_PROPERTY + "=" + providers.constant();
      TargetSource target =
          calls(Row.STATIC_FULL_CALL, exchange("exchange-static", List.of(property)));
      if (reaches(providers.constant(), target)) {
        targets.add(target);
      } else {
        notes.add(Row.STATIC_FULL_CALL.wireName() + ": the exchange does not call it; left out");
      }
    }
    return new Started(targets, notes);
  }

  private static TargetSource calls(Row row, Exchange exchange) {
    return () -> Target.exchange(row, exchange.url(), exchange.tokens().current());
  }

  /** Whether a call through this target arrives at the static provider, which counts. */
  private static boolean reaches(String constant, TargetSource target) throws InterruptedException {
    try {
      long before = StaticProvider.asked(constant);
      LoadClient.once(target.current());
      return StaticProvider.asked(constant) > before;
    } catch (IOException | WrongAnswer e) {
      return false;
    }
  }

  private Exchange exchange(String name, List<String> properties) throws InterruptedException {
    Path data = scratch.resolve(name);
    List<String> all = new ArrayList<>(UNLIMITED);
    all.addAll(properties);
    keep(installation.exchange(name, data, all));
    return Exchange.of(data, clock);
  }

  private String departments() throws InterruptedException {
    List<String> arguments =
        List.of(
            "--data",
            scratch.resolve("departments").toString(),
            "--http-port",
            "0",
            "--with-parent");
    String classPath = System.getProperty("java.class.path");
    return keep(
        new ServerProcess.Command(
            "departments", classPath, List.of(), DEPARTMENTS_MAIN, arguments, DEPARTMENTS_READY));
  }

  private String own(String name, Class<?> main, List<String> arguments)
      throws InterruptedException {
    return keep(ServerProcess.Command.own(name, main, arguments));
  }

  /** Starts it; should everything have been closed meanwhile, by Ctrl-C, it is closed at once. */
  private String keep(ServerProcess.Command command) throws InterruptedException {
    System.err.println("… " + command.name());
    ServerProcess process = ServerProcess.start(command);
    synchronized (started) {
      started.push(process);
      if (closed) {
        process.close();
      }
    }
    return process.url();
  }

  @Override
  public void close() {
    synchronized (started) {
      closed = true;
      started.forEach(ServerProcess::close);
      started.clear();
    }
  }
}
