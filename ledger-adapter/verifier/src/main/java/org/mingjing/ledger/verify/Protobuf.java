package org.mingjing.ledger.verify;

import java.util.HashMap;
import java.util.Map;

/**
 * The fields of a Protocol Buffers message: varints and length-delimited ones, each at most once,
 * in the shortest form. Anything else is refused; fields that nobody asks for are not looked at.
 */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int DELIMITED = 2;
  private static final int MAX_VARINT_BITS = 35;

  private final Bytes message;
  private final Map<Long, Long> numbers = new HashMap<>();
  private final Map<Long, Bytes> strings = new HashMap<>();
  private int at;

  private Protobuf(Bytes message) {
    this.message = message;
  }

  static Protobuf parse(Bytes message) {
    var fields = new Protobuf(message);
    while (fields.at < message.length()) {
      fields.field();
    }
    return fields;
  }

  /** The field of that number, 0 when it is not there. */
  long number(long field) {
    return numbers.getOrDefault(field, 0L);
  }

  /** The field of that number, no bytes when it is not there. */
  Bytes bytes(long field) {
    return strings.getOrDefault(field, Bytes.ofText(""));
  }

  /** A message within the message. */
  Protobuf message(long field) {
    return parse(bytes(field));
  }

  private void field() {
    long tag = varint();
    long field = tag >> 3;
    if (field == 0 || numbers.containsKey(field) || strings.containsKey(field)) {
      throw malformed();
    }
    switch ((int) (tag & 7)) {
      case VARINT -> numbers.put(field, varint());
      case DELIMITED -> strings.put(field, delimited());
      default -> throw malformed();
    }
  }

  private Bytes delimited() {
    long length = varint();
    if (length > message.length() - at) {
      throw malformed();
    }
    int start = at;
    at += (int) length;
    return message.slice(start, at);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
      int next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        if (next == 0 && shift > 0) {
          throw malformed();
        }
        return value;
      }
    }
    throw malformed();
  }

  private int next() {
    if (at == message.length()) {
      throw malformed();
    }
    return message.at(at++);
  }

  private static Broken malformed() {
    return new Broken(
        Check.ANCHOR, "账本的陈述或背书方不是规范的 protobuf", "statement or endorser is no proper protobuf");
  }
}
