package org.mingjing.exchange.operations.doctor;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.crypto.Ed25519Key;
import org.mingjing.policy.Text;
import tools.jackson.databind.JsonNode;

/**
 * Keys and secrets: there, well-formed, the ones that the log was written with, and nobody else's
 * to read.
 */
final class Keys {
  private static final List<String> NEEDED =
      List.of(
          "log.key",
          "tag.keys",
          "token.key",
          "postgres-superuser",
          "postgres-owner",
          "postgres-application");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private Keys() {}

  static List<Diagnosis> examine(Path data) {
    if (!Files.exists(data.resolve("postgres/PG_VERSION"))) {
      return List.of(
          Diagnosis.notChecked(
              "keys", "尚无密钥，首次启动时生成", "there are none yet: the first start makes them"));
    }
    return List.of(present(data), closed(data), fitting(data));
  }

  private static Diagnosis present(Path data) {
    List<String> missing =
        NEEDED.stream()
            .filter(name -> !Files.exists(data.resolve("secrets").resolve(name)))
            .toList();
    if (missing.isEmpty()) {
      return Diagnosis.ok("keys", "密钥齐全", "all keys are there");
    }
    return Diagnosis.problem(
        "keys",
        new Text("secrets 中缺少 " + missing, "missing in secrets: " + missing),
        new Text(
            "请从备份恢复；明镜不会悄悄换上新密钥，否则旧记录将无法验证或检索",
            "bring them back from the backup; no new ones are made in silence, since old entries would no longer verify or be found"));
  }

  private static Diagnosis closed(Path data) {
    try (Stream<Path> secrets = Files.list(data.resolve("secrets"))) {
      List<Path> files = new ArrayList<>(secrets.toList());
      files.add(data.resolve("demo-credentials.json"));
      files.add(data.resolve("ledger/ledger.key"));
      channelKey(data).ifPresent(files::add);
      List<String> open =
          files.stream()
              .filter(Files::isRegularFile)
              .filter(Keys::othersMayUse)
              .map(file -> data.relativize(file).toString())
              .sorted()
              .toList();
      if (open.isEmpty()) {
        return Diagnosis.ok("key-permissions", "仅所有者可读", "only their owner may read them");
      }
      return Diagnosis.problem(
          "key-permissions",
          new Text("他人可读写：" + open, "others may read or write " + open),
          new Text(
              "请对这些文件执行 chmod 600，并考虑更换可能已泄露的密钥",
              "chmod 600 these files, and consider replacing what others may have read"));
    } catch (IOException e) {
      return Diagnosis.problem(
          "key-permissions",
          new Text("无法读取 secrets 目录", "the folder secrets cannot be read"),
          new Text("请改正其所有者和权限", "correct its owner and permissions"));
    }
  }

  private static boolean othersMayUse(Path file) {
    try {
      return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    } catch (IOException e) {
      return true; // not to be told
    }
  }

  /** What signs for the exchange on a Fabric channel. */
  private static Optional<Path> channelKey(Path data) throws IOException {
    Path client = data.resolve("fabric/client.properties");
    Properties settings = new Properties();
    if (Files.exists(client)) {
      try (Reader reader = Files.newBufferedReader(client)) {
        settings.load(reader);
      }
    }
    return Optional.ofNullable(settings.getProperty("key")).map(client::resolveSibling);
  }

  private static Diagnosis fitting(Path data) {
    List<Text> faults = new ArrayList<>();
    logKey(data).ifPresent(faults::add);
    tagKeys(data.resolve("secrets/tag.keys")).ifPresent(faults::add);
    tokenKey(data.resolve("secrets/token.key")).ifPresent(faults::add);
    if (faults.isEmpty()) {
      return Diagnosis.ok("key-contents", "密钥内容正确", "the keys are well-formed and the log's own");
    }
    return Diagnosis.problem(
        "key-contents",
        new Text(
            String.join("；", faults.stream().map(Text::zh).toList()),
            String.join("; ", faults.stream().map(Text::en).toList())),
        new Text("请从备份恢复该文件", "bring the file back from the backup"));
  }

  private static Optional<Text> logKey(Path data) {
    Path file = data.resolve("secrets/log.key");
    Optional<String> known =
        Running.credentials(data).map(c -> c.path("logKey").asString("")).filter(k -> !k.isEmpty());
    if (!Files.exists(file) || known.isEmpty()) {
      return Optional.empty();
    }
    try {
      String origin = NoteVerifier.parse(known.get()).name();
      String own = new NoteSigner(origin, Ed25519Key.load(file)).verifierKey();
      return own.equals(known.get().split(" ", 2)[0])
          ? Optional.empty()
          : Optional.of(
              new Text("log.key 不是该日志的密钥", "log.key is not the key that this log is signed with"));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(new Text("log.key 无法读取", "log.key is not to be read as a key"));
    }
  }

  private static Optional<Text> tagKeys(Path file) {
    Text fault =
        new Text(
            "tag.keys 每行应为 32 字节的 Base64", "tag.keys must hold 32 bytes in Base64 on each line");
    try {
      boolean good =
          !Files.exists(file)
              || Files.readAllLines(file).stream()
                  .allMatch(line -> Base64.getDecoder().decode(line.strip()).length == 32);
      return good ? Optional.empty() : Optional.of(fault);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(fault);
    }
  }

  private static Optional<Text> tokenKey(Path file) {
    boolean good =
        !Files.exists(file)
            || Running.json(file)
                .map(key -> key.path("kty"))
                .filter(JsonNode::isString)
                .map(type -> type.asString("").equals("RSA"))
                .orElse(false);
    return good
        ? Optional.empty()
        : Optional.of(new Text("token.key 不是 RSA 密钥", "token.key holds no RSA key"));
  }
}
