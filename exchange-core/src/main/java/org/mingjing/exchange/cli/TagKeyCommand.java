package org.mingjing.exchange.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.mingjing.exchange.TagKeyFile;
import org.mingjing.exchange.operations.DataFolder;
import org.mingjing.exchange.operations.Unavailable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tag-key}: puts a new key for the tags of data subjects before those that are there. */
@Command(
    name = "tag-key",
    mixinStandardHelpOptions = true,
    description = "更换对象标签密钥，旧密钥保留供检索 / a new tag key; the old ones stay for searching")
final class TagKeyCommand implements Callable<Integer> {
  @Option(names = "--data", defaultValue = ".mingjing", description = "数据目录 / data folder")
  private Path data = Path.of(".mingjing");

  @Option(
      names = "--lost",
      description =
          "旧密钥已丢失且无备份：此前的条目不再能按对象检索 / the old keys are lost and have no backup: "
              + "entries so far are no longer found by their subject")
  private boolean lost;

  @Override
  public Integer call() throws IOException {
    try (DataFolder folder = DataFolder.open(data.toAbsolutePath())) {
      Path file = folder.secretFile("tag.keys");
      if (java.nio.file.Files.exists(file) == lost) {
        throw lost
            ? new Unavailable(
                file + " is there: without --lost a new key is put before the others",
                file + " 仍在：不带 --lost 即可在其前加入新密钥")
            : new Unavailable(
                file + " is missing: bring it back from the backup; only if there is none, --lost",
                file + " 不存在：请从备份恢复；确无备份时才用 --lost");
      }
      int keys = TagKeyFile.rotate(file, new SecureRandom());
      System.out.println(
          "   新标签密钥自下次启动起使用；可供检索的密钥 "
              + keys
              + " 个 / the new key is used from the next start on; "
              + keys
              + " keys are searched");
    }
    return Main.DONE;
  }
}
