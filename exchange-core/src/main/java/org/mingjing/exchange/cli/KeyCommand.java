package org.mingjing.exchange.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code key}: makes a system's key and prints its public half, for {@code systems.yaml}. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description =
        "为系统生成密钥，输出应登记的公钥 / make a system's key; prints the public key to register in systems.yaml")
final class KeyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "私钥文件（新建） / file for the private key, a new one")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    SystemKey key = SystemKey.make(file, new SecureRandom(), Clock.systemUTC());
    System.out.println(key.publicJwk());
    return Main.DONE;
  }
}
