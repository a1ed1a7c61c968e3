package org.mingjing.exchange.operations.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mingjing.policy.Text;

/**
 * How the database is set up: durable, with roles that may no more than they need, and its clock.
 */
final class Settings {
  private static final Duration TOLERATED = Duration.ofSeconds(1);

  private Settings() {}

  static Diagnosis durable(Connection connection) throws SQLException {
    List<String> wrong = new ArrayList<>();
    for (String name : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      String value = text(connection, "select current_setting('" + name + "')");
      if (value.equals("off")) {
        wrong.add(name + " = " + value);
      }
    }
    if (wrong.isEmpty()) {
      return Diagnosis.ok(
          "durability", "fsync 与 synchronous_commit 已开启", "fsync and synchronous_commit are on");
    }
    return Diagnosis.problem(
        "durability",
        new Text("崩溃会丢失存证：" + wrong, "a crash would lose evidence: " + wrong),
        new Text(
            "请设为 on（postgresql.conf，或 alter role … reset），然后重启；否则明镜拒绝启动",
            "set them to on (postgresql.conf, or alter role … reset) and start again; the exchange refuses to start otherwise"));
  }

  static Diagnosis roles(Connection connection) throws SQLException {
    List<String> wrong = new ArrayList<>();
    String powers =
        """
        select rolname || concat(case when rolsuper then ' superuser' end, case when rolcreaterole then ' createrole' end,
          case when rolcreatedb then ' createdb' end, case when rolbypassrls then ' bypassrls' end, case when rolreplication then ' replication' end)
        from pg_roles where rolname in ('mingjing_app', 'mingjing_owner')
          and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication) order by 1
        """;
    String changes =
        """
        select t || ' ' || p from unnest(array['entry', 'log_head', 'tile', 'policy_document', 'policy_bundle', 'data_grant']) t,
          unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) p
        where to_regclass(t) is not null and has_table_privilege(t, p) order by 1
        """;
    wrong.addAll(texts(connection, powers));
    texts(connection, changes).forEach(change -> wrong.add("mingjing_app may " + change));
    if (wrong.isEmpty()) {
      return Diagnosis.ok(
          "roles", "应用角色只能读取和追加存证", "the application may read and add evidence, and no more");
    }
    return Diagnosis.problem(
        "roles",
        new Text("角色权限过大：" + wrong, "roles may too much: " + wrong),
        new Text(
            "以超级用户执行 alter role … nosuperuser nocreaterole nocreatedb，并 revoke 多余的表权限",
            "as a superuser: alter role … nosuperuser nocreaterole nocreatedb, and revoke what is too much on the tables"));
  }

  static Diagnosis clock(Connection connection, Clock clock) throws SQLException {
    Instant before = clock.instant();
    String millis =
        text(connection, "select (extract(epoch from clock_timestamp()) * 1000)::bigint::text");
    Instant after = clock.instant();
    Instant there = Instant.ofEpochMilli(Long.parseLong(millis));
    Duration skew = Duration.ZERO;
    if (there.isBefore(before)) {
      skew = Duration.between(there, before);
    } else if (there.isAfter(after)) {
      skew = Duration.between(after, there);
    }
    if (skew.compareTo(TOLERATED) <= 0) {
      return Diagnosis.ok(
          "clock",
          "与数据库的时钟相差 " + skew.toMillis() + " 毫秒",
          "differs from the database's by " + skew.toMillis() + " ms");
    }
    return Diagnosis.problem(
        "clock",
        new Text(
            "与数据库的时钟相差 " + skew.toSeconds() + " 秒",
            "differs from the database's by " + skew.toSeconds() + " s"),
        new Text(
            "请在两台机器上启用时间同步（chrony 或 systemd-timesyncd）",
            "keep both machines' time in step (chrony or systemd-timesyncd)"));
  }

  static String text(Connection connection, String sql) throws SQLException {
    List<String> rows = texts(connection, sql);
    return rows.isEmpty() ? "" : rows.getFirst();
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(String.valueOf(rows.getString(1)));
      }
    }
    return found;
  }
}
