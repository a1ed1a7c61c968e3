package org.mingjing.exchange.operations.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.mingjing.policy.Text;
import tools.jackson.databind.JsonNode;

/**
 * Whether the departments' systems can be reached, at the addresses that they gave when they were
 * ready.
 */
final class Departments {
  private static final int PATIENCE_MILLIS = 3000;

  private Departments() {}

  static List<Diagnosis> examine(Path data) {
    Optional<JsonNode> ready = Running.json(data.resolve("demo-departments/ready.json"));
    if (ready.isEmpty()) {
      return List.of(
          Diagnosis.notChecked(
              "departments",
              "演示部门未运行，随 ./mingjing up 启动",
              "they do not run: ./mingjing up starts them"));
    }
    List<Diagnosis> found = new ArrayList<>();
    String http = ready.get().path("http").asString("");
    found.add(diagnosis("departments http", http, http(http)));
    for (Map.Entry<String, JsonNode> database : ready.get().path("jdbc").properties()) {
      String url = database.getValue().path("url").asString("");
      found.add(diagnosis("departments " + database.getKey(), url, jdbc(database.getValue(), url)));
    }
    return found;
  }

  private static Diagnosis diagnosis(String check, String url, Optional<String> trouble) {
    if (trouble.isEmpty()) {
      return Diagnosis.ok(check, url + " 可达", url + " is reached");
    }
    return Diagnosis.problem(
        check,
        new Text(
            url + " 不可达（" + trouble.get() + "）", url + " is not reached (" + trouble.get() + ")"),
        new Text(
            "请检查该部门系统是否运行、网络与口令；演示部门的日志在 demo-departments/departments.log",
            "see whether the system runs, and its network and password; the demonstration's log is demo-departments/departments.log"));
  }

  private static Optional<String> http(String address) {
    try (Socket socket = new Socket()) {
      URI url = URI.create(address);
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), PATIENCE_MILLIS);
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(e.getClass().getSimpleName());
    }
  }

  private static Optional<String> jdbc(JsonNode access, String url) {
    Properties properties = new Properties();
    properties.setProperty("user", access.path("user").asString(""));
    properties.setProperty("password", access.path("password").asString(""));
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("socketTimeout", "3");
    try (Connection connection = DriverManager.getConnection(url, properties)) {
      return connection.isValid(3) ? Optional.empty() : Optional.of("?");
    } catch (SQLException e) {
      return Optional.of("SQLState " + e.getSQLState());
    }
  }
}
