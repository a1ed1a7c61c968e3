package org.mingjing.exchange.operations.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mingjing.policy.Text;

/** Java, the data folder, its room, and the port. */
final class Machine {
  private static final int JAVA = 25;

  private Machine() {}

  static List<Diagnosis> examine(Doctor.Plan plan) {
    return List.of(
        java(plan.javaFeature()),
        folder(plan.data()),
        space(plan.data(), plan.leastFreeBytes()),
        port(plan.port(), plan.data()));
  }

  private static Diagnosis java(int feature) {
    if (feature == JAVA) {
      return Diagnosis.ok("java", "JDK " + Runtime.version(), "JDK " + Runtime.version());
    }
    return Diagnosis.problem(
        "java",
        new Text("正在使用 JDK " + feature, "JDK " + feature + " is running"),
        new Text(
            "请安装 JDK 25 并用 ./mingjing 启动，或把 JAVA_HOME 指向它",
            "install a JDK 25 and start with ./mingjing, or point JAVA_HOME to it"));
  }

  private static Diagnosis folder(Path data) {
    Path existing = existing(data);
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return Diagnosis.problem(
          "data-folder",
          new Text(existing + " 不是可写的目录", existing + " is no folder that this user may write to"),
          new Text(
              "请改正其所有者和权限，或用 --data 另选目录",
              "correct its owner and permissions, or choose another folder with --data"));
    }
    return existing.equals(data)
        ? Diagnosis.ok("data-folder", data + " 可写", data + " is writable")
        : Diagnosis.ok("data-folder", data + " 将在启动时建立", data + " will be made at the start");
  }

  /** The folder itself, or the nearest one upwards that is there. */
  private static Path existing(Path data) {
    Path folder = data.toAbsolutePath().normalize();
    Optional<Path> parent = Optional.ofNullable(folder.getParent());
    while (!Files.exists(folder) && parent.isPresent()) {
      folder = parent.get();
      parent = Optional.ofNullable(folder.getParent());
    }
    return folder;
  }

  private static Diagnosis space(Path data, long least) {
    try {
      FileStore store = Files.getFileStore(existing(data));
      String free = "%.1f GB".formatted(store.getUsableSpace() / 1e9);
      if (store.getUsableSpace() >= least) {
        return Diagnosis.ok("disk-space", "剩余 " + free, free + " are free");
      }
      String needed = "%.1f GB".formatted(least / 1e9);
      return Diagnosis.problem(
          "disk-space",
          new Text("仅剩 " + free + "，至少需要 " + needed, free + " are free, " + needed + " are needed"),
          new Text(
              "请清理磁盘，或用 --data 选择空间更大的目录；日志不会自行缩小",
              "make room, or choose a folder with more of it with --data; the log never shrinks"));
    } catch (IOException e) {
      return Diagnosis.problem(
          "disk-space",
          new Text("无法查看 " + data + " 所在磁盘", "the disk of " + data + " cannot be looked at"),
          new Text("请检查该磁盘是否已挂载", "see whether it is mounted"));
    }
  }

  private static Diagnosis port(int port, Path data) {
    if (port == 0) {
      return Diagnosis.ok("port", "将使用任意空闲端口", "any free port will be used");
    }
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return Diagnosis.ok(
          "port",
          "端口 " + socket.getLocalPort() + " 空闲",
          "port " + socket.getLocalPort() + " is free");
    } catch (IOException e) {
      return taken(port, data);
    }
  }

  private static Diagnosis taken(int port, Path data) {
    if (Running.serves(data, port)) {
      return Diagnosis.ok(
          "port",
          "本目录的明镜正在端口 " + port + " 上服务",
          "the exchange of this folder serves on port " + port);
    }
    String who = ListeningProcess.on(port).map(ListeningProcess::describe).orElse("?");
    return Diagnosis.problem(
        "port",
        new Text("端口 " + port + " 被占用：" + who, "port " + port + " is taken by " + who),
        new Text(
            "请停止该进程，或用 --port 另选端口（0 为任意空闲端口）",
            "stop that process, or choose another port with --port (0 for any free one)"));
  }
}
