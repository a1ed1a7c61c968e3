package org.mingjing.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * The HTTP services of the departments: one server, a path for each register, a pool a database.
 */
final class DepartmentServices {
  /** Held here, since the logging library forgets loggers that nobody holds. */
  private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");

  /** Tests and benchmarks ask these two much; the others share what connections are left. */
  private static final Set<String> BUSY = Set.of("mps", "samr");

  private final Tomcat tomcat;
  private final Connector connector;

  private DepartmentServices(Tomcat tomcat, Connector connector) {
    this.tomcat = tomcat;
    this.connector = connector;
  }

  /** Starts the services on the loopback address; {@code port} 0 means any free one. */
  static DepartmentServices start(DepartmentCluster cluster, Faults faults, Path data, int port)
      throws IOException, LifecycleException {
    TOMCAT_LOG.setLevel(Level.WARNING);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createDirectories(data.resolve("tomcat")).toString());
    Connector connector = connector(port);
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", null);
    for (DepartmentDatabase department : Departments.ALL) {
      if (!department.served().isEmpty()) {
        serve(context, department, pool(cluster, department), faults);
      }
    }
    add(context, "/_fault", new FaultServlet(faults));
    tomcat.start();
    return new DepartmentServices(tomcat, connector);
  }

  int port() {
    return connector.getLocalPort();
  }

  /** Blocks while the services run, which is as long as the process does. */
  void await() {
    tomcat.getServer().await();
  }

  private static Connector connector(int port) {
    Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(port);
    connector.setThrowOnFailure(true);
    Map.of(
            "address", "127.0.0.1",
            "maxThreads", "64",
            "minSpareThreads", "16",
            "acceptCount", "256",
            "maxKeepAliveRequests", "-1",
            "keepAliveTimeout", "-1",
            "tcpNoDelay", "true")
        .forEach(connector::setProperty);
    return connector;
  }

  private static void serve(
      Context context, DepartmentDatabase department, HikariDataSource pool, Faults faults) {
    for (Table table : department.served()) {
      Register register = new Register(department.name(), table);
      add(context, table.path().orElseThrow(), new RegisterServlet(register, pool, faults));
    }
  }

  private static void add(Context context, String path, Servlet servlet) {
    Tomcat.addServlet(context, path, servlet).setAsyncSupported(true);
    context.addServletMappingDecoded(path, path);
  }

  private static HikariDataSource pool(DepartmentCluster cluster, DepartmentDatabase database) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(database.name() + "-services");
    config.setJdbcUrl(cluster.url(database));
    config.setUsername(database.name());
    config.setPassword(cluster.password(database.name()));
    boolean busy = BUSY.contains(database.name());
    config.setMaximumPoolSize(busy ? 16 : 4);
    config.setMinimumIdle(busy ? 16 : 0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(5_000);
    config.addDataSourceProperty("ApplicationName", database.name() + "-services");
    config.addDataSourceProperty("options", "-c default_transaction_read_only=on");
    return new HikariDataSource(config);
  }
}
