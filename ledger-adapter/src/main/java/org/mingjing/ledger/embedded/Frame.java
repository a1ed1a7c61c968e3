package org.mingjing.ledger.embedded;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.mingjing.ledger.crypto.Ed25519Key;

/**
 * How a record stands in the file: length (4 bytes), CRC-32C of offset and length (4), record,
 * signature (64). The checksum tells a record that a crash cut short, whose length is right, from a
 * damaged length, which would otherwise look like one and take all that follows with it.
 */
@SuppressWarnings(
    "ArrayRecordComponent") // between file and signature check; nothing compares frames
record Frame(byte[] ledgerRecord, byte[] signature) {
  static final int HEAD_BYTES = 2 * Integer.BYTES;

  static int bytesAfterHead(int recordLength) {
    return recordLength + Ed25519Key.SIGNATURE_BYTES;
  }

  long length() {
    return (long) HEAD_BYTES + bytesAfterHead(ledgerRecord.length);
  }

  ByteBuffer at(long offset) {
    var buffer = ByteBuffer.allocate((int) length());
    buffer.putInt(ledgerRecord.length).putInt(checksum(offset, ledgerRecord.length));
    return buffer.put(ledgerRecord).put(signature).flip();
  }

  static int checksum(long offset, int recordLength) {
    var crc = new CRC32C();
    crc.update(ByteBuffer.allocate(12).putLong(offset).putInt(recordLength).flip());
    return (int) crc.getValue();
  }
}
