package org.mingjing.notary;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hyperledger.fabric.contract.ContractRouter;
import org.hyperledger.fabric.shim.NettyChaincodeServer;

/**
 * Serves the contract to a peer (chaincode as a service). What is missing is told before the shim
 * starts, which would bury it in a stack trace. Exit codes: 2 wrong configuration.
 */
public final class Main {
  private static final int USAGE = 2;
  private static final List<String> SERVER =
      List.of("CHAINCODE_SERVER_ADDRESS", "CORE_CHAINCODE_ID_NAME");

  /** All of them are demanded by the shim, though a server uses the first two only. */
  private static final List<String> TLS_FILES =
      List.of(
          "CORE_TLS_CLIENT_KEY_FILE",
          "CORE_TLS_CLIENT_CERT_FILE",
          "CORE_TLS_CLIENT_KEY_PATH",
          "CORE_TLS_CLIENT_CERT_PATH",
          "CORE_PEER_TLS_ROOTCERT_FILE");

  private static final String LEVEL = "CORE_CHAINCODE_LOGGING_LEVEL";

  private Main() {}

  /** Runs until it is stopped. */
  public static void main(String[] args) throws Exception {
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code = check(System.getenv(), err);
    if (code != 0) {
      System.exit(code);
    }
    var router = new ContractRouter(args);
    if (System.getenv(LEVEL) == null) {
      // At the shim's default, every call is logged with all of its leaves.
      Logger.getLogger(ContractRouter.class.getPackageName()).setLevel(Level.WARNING);
    }
    router.startRouterWithChaincodeServer(
        new NettyChaincodeServer(router, router.getChaincodeServerConfig()));
  }

  /** Tells what the environment lacks, and the exit code. */
  static int check(Map<String, String> environment, PrintStream err) {
    try {
      SERVER.forEach(variable -> value(environment, variable));
      if (Boolean.parseBoolean(environment.get("CORE_PEER_TLS_ENABLED"))) {
        TLS_FILES.forEach(variable -> readable(variable, value(environment, variable)));
      }
      ServedLogs.load(environment);
      return 0;
    } catch (Unconfigured e) {
      err.println(e.getMessage());
      return USAGE;
    }
  }

  private static String value(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    if (value.isBlank()) {
      throw new Unconfigured("未设置环境变量 " + variable, variable + " is not set");
    }
    return value;
  }

  private static void readable(String variable, String file) {
    if (!Files.isReadable(Path.of(file))) {
      throw new Unconfigured(
          variable + " 指向的文件无法读取：" + file, variable + " names a file that cannot be read: " + file);
    }
  }
}
