package org.mingjing.policy.bundle;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mingjing.policy.CanonicalJson;
import org.mingjing.policy.KeptGrants;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.Text;

/**
 * A policy with its seed grants, digested and signed. Only {@link #open} makes one: whoever has one
 * in hand has its signatures verified.
 */
public final class PolicyBundle {

  /** No bundle has more bytes. */
  public static final int MAX_BYTES = Envelope.MAX_BYTES;

  private static final String GRANTS = "grants.yaml";

  private final LoadResult.Loaded documents;
  private final Payload payload;
  private final List<String> signers;
  private final byte[] bytes;

  private PolicyBundle(
      LoadResult.Loaded documents, Payload payload, List<String> signers, byte[] bytes) {
    this.documents = documents;
    this.payload = payload;
    this.signers = signers;
    this.bytes = bytes;
  }

  /**
   * Makes a bundle and signs it.
   *
   * @param serial greater than that of every bundle before, from 1 to 2^53 − 1
   * @param keys who signs now
   * @param others who else has to sign before the bundle is whole ({@link #sign})
   * @return the bundle as it is kept and sent
   * @throws IllegalArgumentException for another serial, or if a key is there twice or none is
   * @throws BundleRefused if there is more of it than a bundle may hold
   */
  public static byte[] make(
      LoadResult.Loaded documents,
      long serial,
      Instant made,
      List<SigningKey> keys,
      List<VerifyingKey> others) {
    List<String> signers =
        Stream.concat(keys.stream().map(SigningKey::id), others.stream().map(VerifyingKey::id))
            .distinct()
            .sorted()
            .toList();
    if (serial < 1 || serial >= 1L << 53) {
      throw new IllegalArgumentException("a serial is from 1 to 2^53 - 1, not " + serial);
    }
    if (keys.isEmpty()
        || signers.size() != keys.size() + others.size()
        || signers.size() > Envelope.MAX_SIGNATURES) {
      throw new IllegalArgumentException(
          "a bundle is signed by 1 to " + Envelope.MAX_SIGNATURES + " keys, each once");
    }
    Payload payload =
        new Payload(
            documents.policy().digest(),
            documents.policy().version(),
            serial,
            made,
            signers,
            files(documents));
    Envelope envelope = new Envelope(payload.toBytes(), List.of());
    for (SigningKey key : keys) {
      envelope = signed(envelope, key);
    }
    return envelope.toBytes();
  }

  private static Map<String, byte[]> files(LoadResult.Loaded documents) {
    Map<String, byte[]> files = new TreeMap<>(documents.policy().documents());
    String grants =
        documents.grants().stream()
            .map(grant -> CanonicalJson.text(KeptGrants.canonical(grant)))
            .collect(Collectors.joining(",", "[", "]"));
    files.put(GRANTS, CanonicalJson.canonical(grants));
    return files;
  }

  private static Envelope signed(Envelope envelope, SigningKey key) {
    try {
      return envelope.with(new Envelope.Signed(key.id(), key.sign(envelope.signable())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // the key has signed before
    }
  }

  /**
   * Adds the signature of one whom the bundle names as a signer.
   *
   * @param policy digest of the policy that the signer has reviewed
   * @return the bundle with it
   * @throws BundleRefused if the bundle is of another policy, does not name the key, bears its
   *     signature already, or holds what would be refused whoever signed it
   */
  public static byte[] sign(byte[] bundle, SigningKey key, String policy) {
    Envelope envelope = Envelope.read(bundle);
    Payload payload = Payload.read(envelope.payload());
    if (!payload.policy().equals(policy)) {
      throw new BundleRefused(
          "other-policy",
          "策略包中的策略是 " + payload.policy() + "，不是所审阅的 " + policy + "；请核对，不要签名",
          "the bundle holds policy "
              + payload.policy()
              + ", not "
              + policy
              + ", which was reviewed; do not sign before that is explained");
    }
    if (!payload.signers().contains(key.id())) {
      throw new BundleRefused(
          "not-a-signer",
          "策略包没有把密钥 " + key.id() + " 列为签名人；请重新生成并用 --signer 列出",
          "the bundle does not name key "
              + key.id()
              + " as a signer; make it again and name it with --signer");
    }
    if (envelope.signatures().stream().anyMatch(one -> one.keyId().equals(key.id()))) {
      throw new BundleRefused(
          "duplicate-signature",
          "密钥 " + key.id() + " 已经签过",
          "key " + key.id() + " has signed already");
    }
    documents(payload);
    return signed(envelope, key).toBytes();
  }

  /**
   * Takes a bundle, or refuses it: nothing between the two. Every signature of a trusted key has to
   * hold, and enough of them have to be there; those of other keys count for nothing. Each key that
   * the signed content names as a signer has to have signed, whether it is trusted or not.
   *
   * @param newest what was taken before
   * @throws BundleRefused telling what is wrong and how to mend it
   */
  public static PolicyBundle open(byte[] bundle, BundleTrust trust, NewestBundle newest) {
    Envelope envelope = Envelope.read(bundle);
    List<String> verified = Signatures.verified(envelope, trust);
    Payload payload = Signatures.demandAll(envelope);
    demandNewer(payload, newest);
    return new PolicyBundle(documents(payload), payload, verified, bundle.clone());
  }

  /**
   * The digest of the policy that a bundle vouches for which was taken before, by whichever node.
   * Its documents are not read: those of the digest may be kept elsewhere, and what was fit to be
   * published then need not be so by the checks of today.
   *
   * @param newest the newest bundle that was ever taken; what is older vouches for nothing
   * @throws BundleRefused as {@link #open} does, but for the documents
   */
  public static String vouchedFor(byte[] bundle, BundleTrust trust, NewestBundle newest) {
    Envelope envelope = Envelope.read(bundle);
    Signatures.verified(envelope, trust);
    Payload payload = Signatures.demandAll(envelope);
    demandNewer(payload, newest);
    return payload.policy();
  }

  private static void demandNewer(Payload payload, NewestBundle newest) {
    if (payload.serial() < newest.serial()) {
      throw new BundleRefused(
          "older",
          "策略包的序号 %d 早于已发布的 %d；要恢复旧策略，请以更大的序号重新签名".formatted(payload.serial(), newest.serial()),
          "serial %d is older than %d, which was published; to bring an old policy back, sign it anew with a greater one"
              .formatted(payload.serial(), newest.serial()));
    }
    if (payload.serial() == newest.serial() && !payload.policy().equals(newest.policy())) {
      throw new BundleRefused(
          "same-serial",
          "序号 " + payload.serial() + " 已用于另一套策略；请以更大的序号重新签名",
          "serial "
              + payload.serial()
              + " was used for another policy; sign this one with a greater serial");
    }
  }

  /** The documents, checked as if they lay in a folder. */
  private static LoadResult.Loaded documents(Payload payload) {
    return switch (PolicyLoader.load(payload.documents())) {
      case LoadResult.Faulty faulty ->
          throw new BundleRefused(
              "documents",
              new Text(
                  "策略包中的文件无法加载；请改正文件后重新生成",
                  "the documents in the bundle do not load; mend them and make the bundle again"),
              faulty.faults());
      case LoadResult.Loaded loaded -> {
        demandDigest(loaded, payload);
        yield loaded;
      }
    };
  }

  private static void demandDigest(LoadResult.Loaded loaded, Payload payload) {
    Map<String, byte[]> read = files(loaded);
    boolean same =
        payload.documents().entrySet().stream()
            .allMatch(one -> Arrays.equals(one.getValue(), read.get(one.getKey())));
    if (!same || !loaded.policy().digest().equals(payload.policy())) {
      throw new BundleRefused(
          "wrong-digest",
          "文件与摘要 " + payload.policy() + " 不符；请重新生成策略包",
          "the documents are not those of digest " + payload.policy() + "; make the bundle again");
    }
  }

  /** The policy, and the grants that seed a new exchange. */
  public LoadResult.Loaded documents() {
    return documents;
  }

  public long serial() {
    return payload.serial();
  }

  /** When it was made, as whoever made it says. */
  public Instant made() {
    return payload.made();
  }

  /** The ids of the trusted keys that have signed, ascending. */
  public List<String> signers() {
    return signers;
  }

  /** Digest of the bundle as it was given, by which its file is found again: {@code sha256:…}. */
  public String digest() {
    return CanonicalJson.digest(bytes);
  }

  /** As it was given. */
  public byte[] toBytes() {
    return bytes.clone();
  }
}
