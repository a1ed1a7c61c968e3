package org.mingjing.exchange;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Copies of a data folder, as an operator makes them. */
final class CopiedFolder {
  private CopiedFolder() {}

  /** A data folder whose node is stopped, under another name. */
  static Path of(Path data, String name) throws IOException {
    Path copy = Surroundings.fresh(name);
    copy(data, copy);
    return copy;
  }

  /** A data folder, whose node may run, with the database as it was backed up. */
  static Path withDatabase(Path data, Path backup, String name) throws IOException {
    Path copy = Surroundings.fresh(name);
    for (String part :
        new String[] {
          "secrets",
          "ledger",
          "log",
          "remembered-checkpoint",
          "remembered-checkpoint.seen",
          "demo-credentials.json"
        }) {
      copy(data.resolve(part), copy.resolve(part));
    }
    copy(backup, copy.resolve("postgres"));
    return copy;
  }

  /**
   * A base backup of a server that runs, as PostgreSQL's manual describes it (Making a Base Backup
   * Using the Low Level API): the files between start and stop, the label, and the WAL until then.
   */
  static Path baseBackup(Installation installation, String name) throws IOException, SQLException {
    Path backup = Surroundings.fresh(name);
    Files.setPosixFilePermissions(backup, PosixFilePermissions.fromString("rwx------"));
    Path postgres = installation.data().resolve("postgres");
    try (Connection session = installation.superuser();
        Statement statement = session.createStatement()) {
      statement.execute("select pg_backup_start('test', true)");
      copy(postgres, backup);
      try (ResultSet rows =
          statement.executeQuery(
              "select labelfile from pg_backup_stop(wait_for_archive => false)")) {
        rows.next();
        Files.writeString(backup.resolve("backup_label"), rows.getString(1));
      }
    }
    addWal(postgres, backup);
    return backup;
  }

  /** What was written to a server's log since, as a WAL archive has it. */
  static void addWal(Path postgres, Path backup) throws IOException {
    copy(postgres.resolve("pg_wal"), backup.resolve("pg_wal"));
  }

  /** Files that are gone before they are copied belong to nothing that lasts. */
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(folder).toString());
            if (!Files.exists(copy)) {
              Files.createDirectories(copy.getParent());
              Files.copy(folder, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path name = file.getFileName();
            if (!name.toString().equals("postmaster.pid") && !name.toString().equals("lock")) {
              try {
                Files.copy(
                    file,
                    to.resolve(from.relativize(file).toString()),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
              } catch (NoSuchFileException gone) {
                return FileVisitResult.CONTINUE;
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }
}
