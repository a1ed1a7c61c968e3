package org.mingjing.exchange.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.bundle.Algorithm;
import org.mingjing.policy.bundle.BundleTrust;
import org.mingjing.policy.bundle.NewestBundle;
import org.mingjing.policy.bundle.PolicyBundle;
import org.mingjing.policy.bundle.SigningKey;
import org.mingjing.policy.bundle.VerifyingKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code policy bundle}: signed policies, and the keys that sign them. */
@Command(
    name = "bundle",
    mixinStandardHelpOptions = true,
    description = "签名的策略包及其密钥 / signed policies, and the keys that sign them",
    subcommands = {
      PolicyBundleCommand.Make.class,
      PolicyBundleCommand.Sign.class,
      PolicyBundleCommand.Check.class,
      PolicyBundleCommand.Key.class
    })
final class PolicyBundleCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "缺少子命令：make、sign、check 或 key / name one of make, sign, check, key");
  }

  /** {@code policy bundle make}: signs a folder of documents. */
  @Command(
      name = "make",
      mixinStandardHelpOptions = true,
      description = "由策略文件夹生成签名的策略包 / make a signed bundle of a policy folder")
  static final class Make implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
        arity = "0..1",
        paramLabel = "FOLDER",
        description = "策略文件夹，默认 config/policy / policy folder")
    private Path folder = Path.of("");

    @Option(
        names = "--key",
        required = true,
        paramLabel = "FILE",
        description = "签名的私钥，公钥在 FILE.pub / private key that signs; its public half is FILE.pub")
    private List<Path> keys = new ArrayList<>();

    @Option(
        names = "--signer",
        paramLabel = "FILE.pub",
        description = "还须签名的公钥 / public key that has to sign as well, by policy bundle sign")
    private List<Path> others = new ArrayList<>();

    @Option(
        names = "--serial",
        required = true,
        description = "序号，须大于以往 / serial, greater than that of every bundle before")
    private long serial;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "BUNDLE",
        description = "策略包文件 / the bundle's file")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
      return switch (PolicyLoader.load(PolicyCommand.folder(folder, spec))) {
        case LoadResult.Loaded loaded -> {
          write(loaded);
          yield Main.DONE;
        }
        case LoadResult.Faulty faulty -> {
          PolicyLintCommand.PolicyFindings.of(faulty.faults()).print(spec.commandLine().getErr());
          yield Main.REFUSED;
        }
      };
    }

    private void write(LoadResult.Loaded loaded) throws IOException {
      List<SigningKey> signing = new ArrayList<>();
      for (Path key : keys) {
        signing.add(BundleFiles.signing(key));
      }
      Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
      try {
        BundleFiles.write(out, PolicyBundle.make(loaded, serial, now, signing, verifying(others)));
      } catch (IllegalArgumentException e) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "序号或密钥不对 / serial or keys are wrong: " + e.getMessage(), e);
      }
      PrintWriter console = spec.commandLine().getOut();
      console.println("策略包已写入 / the bundle is written: " + out);
      console.println(loaded.policy().digest());
    }
  }

  /** {@code policy bundle sign}: a further signature. */
  @Command(
      name = "sign",
      mixinStandardHelpOptions = true,
      description = "在策略包上补签 / add the signature of another whom the bundle names")
  static final class Sign implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "BUNDLE", description = "策略包文件 / the bundle's file")
    private Path file = Path.of("");

    @Option(
        names = "--key",
        required = true,
        paramLabel = "FILE",
        description = "签名的私钥，公钥在 FILE.pub / private key that signs; its public half is FILE.pub")
    private Path key = Path.of("");

    @Option(
        names = "--policy",
        required = true,
        paramLabel = "sha256:…",
        description =
            "所审阅的策略的摘要，见 ./mingjing policy digest FOLDER / digest of the policy that you reviewed, by ./mingjing policy digest FOLDER")
    private String policy = "";

    @Override
    public Integer call() throws IOException {
      SigningKey signing = BundleFiles.signing(key);
      BundleFiles.write(file, PolicyBundle.sign(BundleFiles.bundle(file), signing, policy));
      spec.commandLine().getOut().println("已签名 / signed: " + signing.id());
      return Main.DONE;
    }
  }

  /** {@code policy bundle check}: whether a node that trusts these keys would take it. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "信任这些公钥的节点是否会接受 / whether a node that trusts these keys would take the bundle")
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "BUNDLE", description = "策略包文件 / the bundle's file")
    private Path file = Path.of("");

    @Option(
        names = "--trust",
        required = true,
        paramLabel = "FILE.pub",
        description = "受信任的公钥 / public key that is trusted")
    private List<Path> trusted = new ArrayList<>();

    @Option(
        names = "--signatures",
        defaultValue = "1",
        description = "其中须有几个签名 / how many of them have to have signed")
    private int signatures;

    @Option(
        names = "--after",
        defaultValue = "0",
        description = "已发布的序号，须大于它 / serial that was published last; it has to be greater")
    private long after;

    @Option(
        names = "--output",
        defaultValue = "table",
        description = "table 或 json / table or json")
    private PolicyCommand.Output output = PolicyCommand.Output.table;

    @Override
    public Integer call() throws IOException {
      PolicyBundle bundle =
          PolicyBundle.open(
              BundleFiles.bundle(file), trust(), new NewestBundle(after, "(published)"));
      PrintWriter out = spec.commandLine().getOut();
      switch (output) {
        case table -> table(bundle, out);
        case json -> out.println(json(bundle).toPrettyString());
      }
      return Main.DONE;
    }

    private BundleTrust trust() throws IOException {
      try {
        return new BundleTrust(verifying(trusted), signatures);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "信任的公钥或签名数不对 / trust is wrong: " + e.getMessage(), e);
      }
    }

    private static void table(PolicyBundle bundle, PrintWriter out) {
      json(bundle)
          .properties()
          .forEach(one ->
              out.println(
                  Columns.pad(one.getKey(), 12)
                      + (one.getValue().isArray()
                          ? String.join(
                              " ", one.getValue().valueStream().map(id -> id.asString("")).toList())
                          : one.getValue().asString(""))));
    }

    private static ObjectNode json(PolicyBundle bundle) {
      LoadResult.Loaded documents = bundle.documents();
      ObjectNode json =
          JsonMapper.shared()
              .createObjectNode()
              .put("bundle", bundle.digest())
              .put("serial", bundle.serial())
              .put("made", bundle.made().toString())
              .put("policy", documents.policy().digest())
              .put("grants", GrantSet.of(documents.policy(), documents.grants()).digest());
      bundle.signers().forEach(json.putArray("signers")::add);
      return json;
    }
  }

  /** {@code policy bundle key}: makes a key that signs bundles. */
  @Command(
      name = "key",
      mixinStandardHelpOptions = true,
      description = "生成签名策略包的密钥 / make a key that signs bundles: FILE and FILE.pub")
  static final class Key implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "私钥文件（新建） / file for the private key, a new one")
    private Path file = Path.of("");

    @Option(names = "--sm2", description = "用 SM2（国密）而不是 Ed25519 / an SM2 key in place of Ed25519")
    private boolean sm2;

    @Override
    public Integer call() throws IOException {
      VerifyingKey half =
          BundleFiles.make(file, sm2 ? Algorithm.SM2 : Algorithm.ED25519, new SecureRandom());
      spec.commandLine().getOut().println(half.id());
      return Main.DONE;
    }
  }

  private static List<VerifyingKey> verifying(List<Path> files) throws IOException {
    List<VerifyingKey> keys = new ArrayList<>();
    for (Path file : files) {
      keys.add(BundleFiles.verifying(file));
    }
    return keys;
  }
}
