package org.mingjing.ledger.verify;

/** How to ask. */
final class Usage {
  static final String SHORT =
      """
      用法 / usage: verify PATH --key KEY [--org MSPID=CA.pem]... [--output table|json]
                    verify --checkpoints OLDER NEWER --key KEY [--proof FILE | --log URL-or-FOLDER]
                    verify --help
      KEY：验证密钥 name+id+key，或存有它的文件；若日志也用 SM2 签名，两个密钥以空格分隔
           a verifier key, or a file that holds it; of a log that signs with SM2 too, both with a
           space between
      """;

  static final String LONG =
      """
      离线验证 / Checks receipts offline, with nothing but the log's key.

        verify PATH --key KEY [--org MSPID=CA.pem]... [--output table|json]

      PATH  一份回执（JSON 或 C2SP tlog-proof）；或每行一份 JSON 回执的文件（.jsonl）；或文件夹：其中（含子文件夹）
            所有 .json、.jsonl 和 .tlog-proof，其他文件不查看，只计数；不跟随符号链接
            a receipt (JSON or C2SP tlog-proof); or a file with a JSON receipt a line (.jsonl); or
            a folder: every .json, .jsonl and .tlog-proof in it and in the folders below; other
            files are counted, not looked at, and symbolic links are not followed
      --org 须有该组织的背书（Fabric），且其节点证书由此 CA 签发；可重复
            demands that this organisation endorsed (Fabric), by a peer whose certificate this CA
            issued; may be repeated

        verify --checkpoints OLDER NEWER --key KEY [--proof FILE | --log URL-or-FOLDER]
               [--output table|json]

      新检查点 NEWER 是否是旧检查点 OLDER 的延续（其间没有改动或删去任何条目）：
      Whether the checkpoint NEWER extends OLDER, so that nothing was changed or left out since:

      OLDER, NEWER  检查点文件，或含检查点的回执；OLDER 应是自己早先保存的
                    files with a checkpoint, or receipts, which hold one; OLDER should be one that
                    you kept yourself
      --proof FILE  一致性证明：每行一个 Base64 哈希，次序依 RFC 9162 2.1.4.1
                    the consistency proof: a hash in Base64 a line, in the order of RFC 9162 2.1.4.1
      --log         或由日志的瓦片算出：日志网址（如 https://host/log）或其副本所在文件夹（含 tile/…，C2SP tlog-tiles）
                    or made from the log's tiles: its URL, or a folder with a copy (tile/…)
                    大小相同的两个检查点不需要证明 / two checkpoints of one size need no proof

      KEY   日志的验证密钥 name+id+key，或存有它的文件（也用 SM2 签名的日志有两个，以空格分隔）；应来自可信渠道，而不是给您回执的人
            the log's verifier key name+id+key, or a file that holds it (a log that signs with SM2
            too has two, with a space between); take it from a source
            that you trust, not from whoever gave you the receipt

      退出码 / exit codes: 0 全部通过 all verified, 1 有未通过或没有回执 some failed, or there are none,
                           2 用法 usage, 3 无法读取 a file cannot be read
      """;

  private Usage() {}
}
