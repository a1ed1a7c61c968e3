package org.mingjing.exchange.operations.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.mingjing.exchange.operations.EmbeddedPostgres;
import org.mingjing.exchange.operations.PostgresFolder;
import org.mingjing.policy.Text;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The embedded PostgreSQL and what is in it. One that runs is asked; one that is stopped is copied
 * and the copy asked; where there is none yet, an empty one shows that the binaries start.
 */
final class Database {
  private static final String CHECK = "postgresql";

  private Database() {}

  static List<Diagnosis> examine(Doctor.Plan plan) {
    Path folder = plan.data().resolve("postgres");
    try {
      if (!Files.exists(folder.resolve("PG_VERSION"))) {
        return List.of(binaries(plan));
      }
      var running = PostgresFolder.runningUrl(folder);
      if (running.isPresent()) {
        return asked(running.get(), "正在运行", "it runs", plan);
      }
      try (EmbeddedPostgres copy = EmbeddedPostgres.copyOf(plan.data(), plan.patience())) {
        return asked(copy.access().url(), "已在副本上启动", "a copy of it starts", plan);
      }
    } catch (IOException | RuntimeException e) {
      return List.of(doesNotStart(e));
    }
  }

  private static Diagnosis binaries(Doctor.Plan plan) throws IOException {
    try (EmbeddedPostgres empty = EmbeddedPostgres.empty(plan.patience())) {
      String url = empty.access().url();
      return Diagnosis.ok(
          CHECK, "内嵌 PostgreSQL 可启动", "the embedded PostgreSQL starts (" + url + ")");
    }
  }

  private static Diagnosis doesNotStart(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String why = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return Diagnosis.problem(
        CHECK,
        new Text("PostgreSQL 无法启动：" + why, "PostgreSQL does not start: " + why),
        new Text(
            "数据目录损坏时请从备份恢复；以 root 运行需要 unshare（util-linux）；/tmp 须可写可执行且有空间",
            "bring a damaged folder back from the backup; root needs unshare (util-linux); /tmp must be writable and executable and have room"));
  }

  private static List<Diagnosis> asked(String url, String zh, String en, Doctor.Plan plan)
      throws IOException {
    Path secret = plan.data().resolve("secrets/postgres-application");
    List<Diagnosis> found = new ArrayList<>();
    if (!Files.exists(secret)) {
      found.add(
          Diagnosis.notChecked(
              CHECK, zh + "，但缺少 postgres-application 口令", en + ", but its password is missing"));
      return found;
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url);
    source.setUser("mingjing_app");
    source.setPassword(Files.readString(secret).strip());
    source.setConnectTimeout(5);
    source.setSocketTimeout(30);
    source.setReadOnly(true);
    try (Connection connection = source.getConnection()) {
      found.add(Diagnosis.ok(CHECK, zh, en));
      found.add(Settings.durable(connection));
      found.add(Settings.roles(connection));
      found.add(Settings.clock(connection, plan.clock()));
      found.addAll(StoredState.examine(connection, source, plan));
    } catch (SQLException e) {
      found.add(
          Diagnosis.problem(
              CHECK,
              new Text(
                  "数据库拒绝应用角色的连接或查询，SQLState " + e.getSQLState(),
                  "the database refuses the application's role, SQLState " + e.getSQLState()),
              new Text(
                  "请检查 secrets/postgres-application、角色 mingjing_app 及数据库日志",
                  "see to secrets/postgres-application, the role mingjing_app and the database's log")));
    }
    return found;
  }
}
