package org.mingjing.exchange.stewardship;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mingjing.exchange.crypto.Sm2;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.bundle.BundleRefused;
import org.mingjing.policy.bundle.BundleTrust;
import org.mingjing.policy.bundle.NewestBundle;
import org.mingjing.policy.bundle.PolicyBundle;
import org.mingjing.policy.bundle.VerifyingKey;

/**
 * Where a node takes what it publishes from: a folder of documents, or, where keys are trusted, a
 * signed bundle and nothing else.
 */
public sealed interface Proposals {

  /** What lies there now. */
  Proposal read(NewestBundle newest);

  /**
   * Demands that a node may run a policy that was published from such a place, by whichever node.
   *
   * @param bundle what the policy came in, as the database keeps it; absent if it came in none
   * @param newest the newest bundle that was ever published
   * @throws NotPublishable if it may not
   */
  void demandTrusted(String policy, Optional<byte[]> bundle, NewestBundle newest);

  /**
   * What is proposed.
   *
   * @param bundle what it was signed as; absent where nothing has to be signed
   */
  record Proposal(LoadResult.Loaded documents, Optional<PolicyBundle> bundle) {}

  /** Plain documents, whoever wrote them. */
  record Folder(Path folder) implements Proposals {
    @Override
    public Proposal read(NewestBundle newest) {
      return switch (PolicyLoader.load(folder)) {
        case LoadResult.Loaded good -> new Proposal(good, Optional.empty());
        case LoadResult.Faulty faulty -> throw new NotPublishable(faulty.faults());
      };
    }

    @Override
    public void demandTrusted(String policy, Optional<byte[]> bundle, NewestBundle newest) {
      // who trusts no keys runs what the log names
    }
  }

  /** A signed bundle; plain documents are unsigned, and refused. */
  record Bundle(Path file, BundleTrust trust) implements Proposals {
    @Override
    public Proposal read(NewestBundle newest) {
      try {
        PolicyBundle bundle = PolicyBundle.open(bytes(), trust, newest);
        return new Proposal(bundle.documents(), Optional.of(bundle));
      } catch (BundleRefused e) {
        throw refused(e);
      }
    }

    /** The signatures are verified again: neither the node that published nor a row is believed. */
    @Override
    public void demandTrusted(String policy, Optional<byte[]> kept, NewestBundle newest) {
      try {
        byte[] bundle = kept.orElseThrow(() -> plain(policy));
        String vouchedFor = PolicyBundle.vouchedFor(bundle, trust, newest);
        if (!vouchedFor.equals(policy)) {
          throw new NotPublishable(
              "生效的策略是 " + policy + "，所存的策略包却是 " + vouchedFor + " 的",
              "the live policy is " + policy + ", but the bundle kept with it is of " + vouchedFor);
        }
      } catch (BundleRefused e) {
        throw new NotPublishable(
            "生效的策略 %s 所用的策略包，本节点不信任（%s）：%s".formatted(policy, e.code(), e.reason().zh()),
            "this node does not trust the bundle of the live policy %s (%s): %s"
                .formatted(policy, e.code(), e.reason().en()));
      }
    }

    private static NotPublishable plain(String policy) {
      return new NotPublishable(
          "设置了 mingjing.bundle-trust，而生效的策略 "
              + policy
              + " 没有签名的策略包（unsigned）：由不要求签名的节点发布，或策略包已不在数据库中；请发布签名的策略包，并在各节点设置相同的 bundle-trust",
          "mingjing.bundle-trust is set, but the live policy "
              + policy
              + " has no signed bundle (unsigned): a node that demands none published it, or the"
              + " bundle is gone from the database; publish a signed one, and set the same"
              + " bundle-trust on every node");
    }

    private byte[] bytes() {
      try {
        if (Files.isRegularFile(file)) {
          return Files.size(file) > PolicyBundle.MAX_BYTES
              ? new byte[PolicyBundle.MAX_BYTES + 1] // refused as too large, unread
              : Files.readAllBytes(file);
        }
      } catch (IOException e) {
        // said below: whatever it is, there is no bundle
      }
      throw new NotPublishable(
          "设置了 mingjing.bundle-trust，只发布签名的策略包，而 "
              + file
              + " 不存在或无法读取（unsigned）；请用 ./mingjing policy bundle make 生成",
          "mingjing.bundle-trust is set, so that only a signed bundle is published, and "
              + file
              + " is not there or cannot be read (unsigned); make it with ./mingjing policy bundle"
              + " make");
    }

    private static NotPublishable refused(BundleRefused e) {
      return e.faults().isEmpty()
          ? new NotPublishable(
              "策略包被拒绝（%s）：%s".formatted(e.code(), e.reason().zh()),
              "the bundle is refused (%s): %s".formatted(e.code(), e.reason().en()))
          : new NotPublishable(e.faults());
    }
  }

  /**
   * A bundle that so many of these keys have to have signed.
   *
   * @param keys files of public keys
   * @throws NotPublishable if one holds no key
   */
  static Proposals signed(Path bundle, List<Path> keys, int signatures) {
    List<VerifyingKey> trusted = new ArrayList<>();
    for (Path file : keys) {
      try {
        trusted.add(VerifyingKey.ofPem(Files.readString(file), Sm2::provider));
      } catch (BundleRefused e) {
        throw notTrusted(file, e.reason().zh(), e.reason().en());
      } catch (IOException e) {
        throw notTrusted(file, "无法读取", "it cannot be read");
      }
    }
    try {
      return new Bundle(bundle, new BundleTrust(trusted, signatures));
    } catch (IllegalArgumentException e) {
      throw new NotPublishable(
          "mingjing.bundle-trust 或 bundle-signatures 不对：" + e.getMessage(),
          "mingjing.bundle-trust or bundle-signatures is wrong: " + e.getMessage());
    }
  }

  private static NotPublishable notTrusted(Path file, String zh, String en) {
    return new NotPublishable(
        "mingjing.bundle-trust 中的 " + file + "：" + zh, file + " in mingjing.bundle-trust: " + en);
  }
}
