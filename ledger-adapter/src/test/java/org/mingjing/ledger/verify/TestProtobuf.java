package org.mingjing.ledger.verify;

import java.io.ByteArrayOutputStream;

/** Fields of Protocol Buffers messages, as Fabric writes them. */
final class TestProtobuf {
  private TestProtobuf() {}

  static byte[] bytes(int field, byte[] value) {
    var out = new ByteArrayOutputStream();
    varint(out, (field << 3) | 2);
    varint(out, value.length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  static byte[] number(int field, int value) {
    var out = new ByteArrayOutputStream();
    varint(out, field << 3);
    varint(out, value);
    return out.toByteArray();
  }

  static byte[] message(byte[]... fields) {
    var out = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      out.writeBytes(field);
    }
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
